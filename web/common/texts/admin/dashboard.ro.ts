// Texts of the first page of the day, in Romanian; every key is here.

export const ro = {
  waitsToday: 'Ce așteaptă',
  waiting: {
    new: 'Comenzi noi',
    to_send: 'De expediat',
    unpaid: 'Neplătite',
    late: 'Întârziate',
    held: 'Blocate pe pierdere',
    to_complete: 'De finalizat',
  },
  figures: 'Cifre',
  sales: 'Vânzări',
  averageOrder: 'Comanda medie',
  salesPerDay: 'Vânzări pe zile',
  timeToPayment: 'Până la plată',
  timeToAwb: 'Până la AWB',
  timeToDelivery: 'Până la livrare',
  halfOfThem: 'jumătate dintre comenzi',
  duration: (minutes?: number) =>
    minutes === undefined
      ? '–'
      : minutes < 90
        ? `${minutes} min`
        : minutes < 2880
          ? `${Math.round(minutes / 60)} ore`
          : `${Math.round(minutes / 1440)} zile`,
  noneBefore: 'nimic înainte',
  thanBefore: 'față de perioada de dinainte',
  nothingInPeriod: 'Nimic în această perioadă.',
  byReferrer: 'După sursă',
  byCounty: 'După județ',
  byDelivery: 'După livrare',
  byPayment: 'După plată',
  ordersCount: (n: number) => (n === 1 ? '1 comandă' : `${n} comenzi`),
  setUp: 'Pregătirea magazinului',
  setUpState: (done: number, all: number) => `${done} din ${all} pași`,
  stepDone: 'făcut',
  stepOpen: 'de făcut',
  setUpSteps: {
    seller: 'Datele firmei',
    products: 'Primul produs',
    delivery: 'Metodă de livrare',
    payment: 'Metodă de plată',
    courier: 'Contul de curier',
    mail: 'Serverul de e-mail',
    efactura: 'Autentificarea la ANAF (e-Factura)',
    templates: 'Textele mesajelor',
    people: 'Un coleg',
    first_order: 'Prima comandă',
  },
};
