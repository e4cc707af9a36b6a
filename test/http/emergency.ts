import { type County, VILLAGE } from './county.ts'

/** Temporary assistance. */
export const AID = 'temporaryAssistance'

/** Somebody as the only member of an application. */
export const alone = (personId: string) => ({
  personId,
  relation: 'SELF',
  canWork: true,
  employed: false,
  birthDate: '1970-02-03',
  disability: null,
  seriousIllness: false,
})

/** An application for temporary assistance of one person: its case. */
export const applyForAid = async (county: County, personId: string, particulars: unknown): Promise<string> => {
  const application = {
    scheme: AID,
    area: VILLAGE,
    areaKind: 'RURAL',
    filing: 'HOUSEHOLD',
    applicant: personId,
    proxy: null,
    members: [alone(personId)],
    declared: { incomes: [], deductions: [], assets: { finding: 'WITHIN', basis: '申报' } },
    povertyRegister: false,
    commitmentSignedOn: '2023-03-09',
    particulars,
  }
  return (await county.done('clerk', '/v1/cases', application)).id
}

/** The body of a decision on aid first. */
export const aidFor = (recipient: string, amountFen: number, number: number) => ({
  decisionNumber: `示临救〔2023〕${number}号`,
  recipient,
  amountFen,
  noConflictOfInterest: true,
})
