// Texts of what the shop sells, in Romanian; every key is here.

export const ro = {
  search: 'Caută în magazin',
  nothing: 'Nu am găsit nimic cu acest nume.',
  more: 'Mai multe produse',
  addToCart: 'Adaugă în coș',
  soldOut: 'Stoc epuizat',
};
