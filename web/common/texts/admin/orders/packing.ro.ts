// Texts of packing, in Romanian; every key is here.

export const ro = {
  scanOrder: 'Scanează comanda (număr sau AWB)',
  scanProduct: 'Scanează produsul',
  noOrderScanned: (code: string) => `Nicio comandă cu codul ${code}.`,
  tooMany: (code: string) => `${code}: toate bucățile sunt deja în colet.`,
  notInOrder: (code: string) => `${code} nu face parte din comandă. Puneți-l înapoi.`,
  packedCount: (n: number) => (n === 1 ? '1 colet gata' : `${n} colete gata`),
  otherOrder: 'Altă comandă',
};
