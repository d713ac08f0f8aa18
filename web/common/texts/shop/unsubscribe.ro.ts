// Texts of the way out of offers, in Romanian; every key is here.

export const ro = {
  unsubscribe: 'Oferte pe e-mail',
  unsubscribeHint: 'Nu veți mai primi oferte de la noi. Mesajele despre comenzile dumneavoastră vin în continuare.',
  noMoreOffers: 'Nu mai vreau oferte',
  unsubscribed: 'Am notat: nu mai trimitem oferte la această adresă.',
  unsubscribeFailed: 'Legătura nu e întreagă sau magazinul nu răspunde; încercați încă o dată din mesaj.',
};
