// What the buyer reads when the shop refuses something or does not answer.

import { Problem } from '../../common/api';
import { labelOf } from '../../common/labels';
import { texts } from '../../common/texts/shop/common';

/** A field that is wrong says more than the refusal's kind. */
export function wordsOf(problem: unknown): string {
  if (!(problem instanceof Problem) || problem.code === 'not_reached') return texts.notReached;
  const ofField = problem.field && labelOf(texts.fields, problem.field, '');
  return ofField || labelOf(texts.problems, problem.code, problem.message);
}
