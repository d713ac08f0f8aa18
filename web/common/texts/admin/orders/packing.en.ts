// Texts of packing, in English, by the keys of the Romanian ones.

import type { ro } from './packing.ro';

export const en: typeof ro = {
  scanOrder: 'Scan the order (number or AWB)',
  scanProduct: 'Scan the product',
  noOrderScanned: (code: string) => `No order with the code ${code}.`,
  tooMany: (code: string) => `${code}: all pieces are in the parcel already.`,
  notInOrder: (code: string) => `${code} does not belong to this order. Put it back.`,
  packedCount: (n: number) => (n === 1 ? '1 parcel ready' : `${n} parcels ready`),
  otherOrder: 'Another order',
};
