// Texts of taking an order by telephone, in Romanian; every key is here.

export const ro = {
  startAnew: 'Ia-o de la capăt',
  orderTaken: (n: number) => `Comanda ${n} a fost plasată`,
  sendPaymentLink: 'Trimite clientului linkul de plată pe e-mail',
  placeOrder: 'Plasează comanda',
  addProductsFirst: 'Adăugați întâi un produs.',
  fieldProblems: {
    'customer.name': 'Lipsește numele.',
    'customer.email': 'Adresa de e-mail nu e corectă.',
    'customer.phone': 'Numărul de telefon nu e corect.',
    'delivery_address.street': 'Lipsește strada.',
    'billing.company.cui': 'CUI-ul nu e corect.',
    'billing.company.reg_no': 'Numărul nu e corect.',
    'billing.company.iban': 'IBAN-ul nu e corect.',
    pickup_point: 'Alegeți lockerul.',
    'billing.company.name': 'Lipsește denumirea.',
  },
  choosePoint: 'Lockerul',
  byEmail: 'prin e-mail',
  bySms: 'prin SMS',
};
