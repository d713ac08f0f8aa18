// Texts of the settings of returns, in Romanian; every key is here.

export const ro = {
  rules: 'Reguli',
  withdrawalDays: 'Zile în care clientul se poate răzgândi (legea cere cel puțin 14)',
  companiesToo: 'Se pot răzgândi și firmele (legea nu le dă acest drept)',
  fetched: 'Clienții pot cere curierul magazinului la returnare',
  text: 'Ce citește clientul înainte să ceară returul',
  textEn: 'Același text, în engleză',
  causes: 'Motivele returului',
  causesHint:
    'Motivele din care alege clientul. Fiecare ține de un temei din lege, după care se socotesc termenele. Fără motive proprii se arată temeiurile.',
  causeName: 'Motiv',
  causeNameEn: 'Motiv în engleză',
  ground: 'Temei',
  wantsPhoto: 'Se cere o fotografie',
  addCause: 'Adaugă un motiv',
  removeCause: (name: string) => `Șterge motivul ${name}`,
};
