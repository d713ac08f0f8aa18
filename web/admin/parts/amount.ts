import { type Money, Problem } from '../../common/api';
import { lei, typedAmount } from '../../common/format';
import { texts } from '../../common/texts/admin/common';

/** An amount that was typed, as the server takes it; what is none is a refusal at its field. */
export function parseAmount(text: string, field: string): Money {
  const amount = typedAmount(text);
  if (!amount) throw new Problem(422, 'invalid_field', texts.amountLike, field);
  return lei(amount);
}
