import { ownAccount } from '../../src/domain/scheme/payee.ts'
import { COUNTY, type County, idNumberOf, VILLAGE } from './county.ts'

/** A child of an orphan's age in 2030. */
const BIRTH = '2020-05-01'
const SUM = 150_000
const document = { number: '示民发〔2029〕9号', title: '关于提高孤儿基本生活费标准的通知', issuer: '示例县民政局' }

export const ORPHANS = 'orphanAllowance'

/** Publishes the rate of orphans who live with a family. */
export const publishOrphanRate = (county: County) =>
  county.done('publisher', `/v1/policies/${COUNTY}/publish-standard`, {
    document,
    effectiveFrom: '2023-01-01',
    inForceOn: '2022-12-20',
    scheme: ORPHANS,
    rate: 'DISPERSED',
    areaKind: 'ALL',
    monthlyFen: SUM,
  })

/** Surveys a case: begun, and the visit signed by both sides. */
export const visitAtHome = async (act: (command: string, body: object) => Promise<unknown>): Promise<void> => {
  const surveyors = ['surveyor', 'surveyor-2']
  await act('start-survey', { surveyors })
  await act('record-home-visit', {
    surveyors,
    mode: 'IN_PERSON',
    place: '示例村',
    signedByHousehold: true,
    signedBySurveyors: true,
    formSha256: null,
    findings: '情况属实',
  })
}

/** An orphan with an account whose allowance has been granted: the case, the child, the guardian. */
export const grantOrphan = async (county: County, order: number) => {
  const { id: guardian } = await county.registerPerson('示例监护人', 500 + order)
  const { id: child } = await county.done('clerk', '/v1/persons', {
    name: '示例儿童',
    idNumber: idNumberOf(BIRTH, order),
    sex: order % 2 === 1 ? 'MALE' : 'FEMALE',
    birthDate: BIRTH,
    address: null,
    area: VILLAGE,
  })
  await county.done('clerk', `/v1/persons/${child}/register-payee-account`, {
    bank: '示例农村商业银行',
    account: `62000000000000${String(order).padStart(5, '0')}`,
    accountHolder: '示例儿童',
  })
  const { id: caseId } = await county.done('clerk', '/v1/cases', {
    scheme: ORPHANS,
    area: VILLAGE,
    areaKind: 'RURAL',
    filing: 'SINGLE',
    applicant: child,
    proxy: { personId: guardian, kind: 'FAMILY' },
    members: [
      {
        personId: child,
        relation: 'SELF',
        canWork: false,
        employed: false,
        birthDate: BIRTH,
        disability: { kind: 'HEARING', grade: 3 },
        seriousIllness: true,
      },
    ],
    declared: { incomes: [], deductions: [], assets: { finding: 'WITHIN', basis: '申报' } },
    povertyRegister: false,
    commitmentSignedOn: null,
    particulars: { father: 'DECLARED_DEAD', mother: 'NOT_TRACED', care: 'DISPERSED', schooling: null, adoptedOn: null },
  })
  const act = (command: string, body: object = {}, who: 'clerk' | 'confirmer' = 'clerk') =>
    county.done(who, `/v1/cases/${caseId}/${command}`, body)
  await act('accept-application')
  await visitAtHome(act)
  await act('draft-opinion', { opinion: 'GRANT', reasons: '符合条件' })
  await act('submit-dossier')
  await act(
    'decide-grant',
    {
      decisionNumber: `示民决〔2030〕${order}号`,
      holder: child,
      amountFen: SUM,
      noConflictOfInterest: true,
      payee: ownAccount,
    },
    'confirmer',
  )
  return { caseId, child, guardian }
}
