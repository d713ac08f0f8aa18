// Texts of the head of every page of the shop, in Romanian; every key is here.

export const ro = {
  language: 'English',
  cart: (n: number) => `Coș (${n})`,
};
