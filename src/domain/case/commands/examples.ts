/** Ids and bodies shared by the examples in the API documents; the people in them do not exist. */
export const person = {
  father: '6f1a8e52-3c0b-4d7e-9a41-0b7d5c2e1f01',
  mother: '6f1a8e52-3c0b-4d7e-9a41-0b7d5c2e1f02',
  grandmother: '6f1a8e52-3c0b-4d7e-9a41-0b7d5c2e1f03',
} as const

/** An objection or complaint as its own command answered it. */
export const matter = '0d9b6c1e-58a4-4f5c-8d3e-7a1b2c3d4e5f'

/** A household of three with 900 yuan of monthly income, as it is declared. */
export const assessment = {
  incomes: [{ personId: person.father, kind: 'WAGES' as const, monthlyFen: 90_000, source: 'DECLARED' as const }],
  deductions: [],
  assets: { finding: 'WITHIN' as const, basis: '不动产、车辆、存款均未超过当地规定' },
}

const healthy = { disability: null, seriousIllness: false }

/** The same household's application. */
export const application = {
  area: '990101001001',
  areaKind: 'RURAL' as const,
  filing: 'HOUSEHOLD' as const,
  applicant: person.father,
  proxy: null,
  members: [
    {
      personId: person.father,
      relation: 'SELF' as const,
      canWork: true,
      employed: false,
      birthDate: '1980-02-11',
      ...healthy,
    },
    {
      personId: person.mother,
      relation: 'SPOUSE' as const,
      canWork: false,
      employed: false,
      birthDate: '1982-07-30',
      ...healthy,
    },
    {
      personId: person.grandmother,
      relation: 'PARENT' as const,
      canWork: false,
      employed: false,
      birthDate: '1949-12-01',
      ...healthy,
    },
  ],
  declared: assessment,
  povertyRegister: false,
  commitmentSignedOn: '2023-03-03',
  particulars: null,
}

/** The form of a visit to them. */
export const visit = {
  surveyors: ['surveyor-1', 'surveyor-2'],
  mode: 'IN_PERSON' as const,
  place: '村三组家中',
  signedByHousehold: true,
  signedBySurveyors: true,
  formSha256: null,
  findings: '三人共同居住，住房为自建平房，父亲打零工，祖母常年服药。',
  on: '2023-03-08',
  lateReason: 'NO_NETWORK' as const,
}
