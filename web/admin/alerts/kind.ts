import { labelOf } from '../../common/labels';
import { texts } from '../../common/texts/admin/alerts';

/** What an alert is about. That of a rule carries the rule's id behind a colon. */
export function kindOf(kind: string): string {
  return labelOf(texts.alertKinds, kind.split(':')[0], kind);
}
