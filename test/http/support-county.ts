import { nothingFound } from '../../src/domain/scheme/extreme-poverty-support/particulars.ts'
import type { AreaKind } from '../../src/domain/shared/area.ts'
import { COUNTY, type County, TOWNSHIP, VILLAGE } from './county.ts'

export const SUPPORT = 'extremePovertySupport'
const document = { number: '示民发〔2022〕9号', title: '关于调整特困人员供养标准的通知', issuer: '示例县民政局' }
const dated = { document, effectiveFrom: '2019-10-01', inForceOn: '2019-09-20' }

/** Publishes the standards of Huancui for the synthetic county [huancui-2019]. */
export const publishHuancui = async (county: County): Promise<void> => {
  const publish = (scheme: string, rate: string, areaKind: AreaKind, figure: object) =>
    county.done('publisher', `/v1/policies/${COUNTY}/publish-standard`, { ...dated, scheme, rate, areaKind, ...figure })
  for (const areaKind of ['URBAN', 'RURAL'] as const) {
    const urban = areaKind === 'URBAN'
    await publish('subsistenceAllowance', 'STANDARD', areaKind, { monthlyFen: urban ? 65_000 : 47_000 })
    await publish(SUPPORT, 'BASIC_LIVING', areaKind, { monthlyFen: urban ? 90_000 : 62_000 })
    for (const [level, yearlyFen] of [
      ['NONE', 1_099_000],
      ['PARTIAL', 549_500],
      ['FULL', 329_700],
    ] as const) {
      await publish(SUPPORT, `CARE_CENTRALIZED_${level}`, areaKind, { yearlyFen })
      // Not printed for support at home: a made-up half of the others.
      await publish(SUPPORT, `CARE_DISPERSED_${level}`, areaKind, { yearlyFen: yearlyFen / 2 })
    }
  }
}

/** A home with an account: its id. */
export const openHome = async (county: County, name: string, beds: number): Promise<string> => {
  const home = { name, kind: 'SUPPORT_HOME', beds, creditCode: null, area: TOWNSHIP }
  const { id } = await county.done('clerk', '/v1/institutions', home)
  await county.done('clerk', `/v1/institutions/${id}/register-institution-account`, {
    bank: '示例农村商业银行',
    account: `82000000000000${String(beds).padStart(5, '0')}`,
    accountHolder: name,
  })
  return id
}

/** What is found out beside self-care, form and agreement: no obligors. */
export const found = { ...nothingFound, obligors: [] }

/** Somebody born in 1950 applies and is looked into, up to the point at which self-care is assessed. */
export const openCase = async (county: County, name: string, order: number, areaKind: AreaKind = 'URBAN') => {
  const { id: personId } = await county.registerPerson(name, order)
  await county.done('clerk', `/v1/persons/${personId}/register-payee-account`, {
    bank: '示例农村商业银行',
    account: `62000000000000${String(order).padStart(5, '0')}`,
    accountHolder: name,
  })
  const assessment = { incomes: [], deductions: [], assets: { finding: 'WITHIN', basis: '核对报告' } }
  const { id: caseId } = await county.done('clerk', '/v1/cases', {
    scheme: SUPPORT,
    area: VILLAGE,
    areaKind,
    filing: 'SINGLE',
    applicant: personId,
    proxy: null,
    members: [
      {
        personId,
        relation: 'SELF',
        canWork: false,
        employed: false,
        birthDate: '1970-02-03',
        disability: { kind: 'PHYSICAL', grade: 2 },
        seriousIllness: false,
      },
    ],
    declared: assessment,
    povertyRegister: false,
    commitmentSignedOn: '2023-03-03',
  })
  const act = (command: string, body: object = {}, who: 'clerk' | 'confirmer' = 'clerk') =>
    county.done(who, `/v1/cases/${caseId}/${command}`, body)
  await act('record-authorization', { personId, signedOn: '2023-03-03', validTo: '2025-03-03' })
  await act('declare-close-relatives', { relatives: [] })
  await act('accept-application')
  await act('start-survey', { surveyors: ['surveyor', 'surveyor-2'] })
  await act('record-home-visit', {
    surveyors: ['surveyor', 'surveyor-2'],
    mode: 'IN_PERSON',
    place: '村三组家中',
    signedByHousehold: true,
    signedBySurveyors: true,
    formSha256: null,
    findings: '独居，无亲属。',
  })
  await act('request-economic-check')
  await act('complete-economic-check', { reportNumber: `核报${order}`, outcome: 'CONSISTENT', findings: '一致。' })
  await act('assess-income', { assessment })
  await act('record-particulars', { particulars: found })
  return { personId, caseId, act }
}

/** An open case of support. */
export type SupportCase = Awaited<ReturnType<typeof openCase>>

/** Opinion and notice of a case that has been looked into. */
export const postOpinion = async ({ act }: SupportCase): Promise<void> => {
  await act('draft-opinion', { opinion: 'GRANT', reasons: '符合特困人员认定条件。' })
  await act('post-notice', { places: ['村务公开栏'], photoSha256: null })
}

/** The dossier and the grant, once the notice has hung its days. */
export const grant = async ({ act, personId }: SupportCase, amountFen: number, payee?: object): Promise<void> => {
  await act('submit-dossier')
  await act(
    'decide-grant',
    {
      decisionNumber: `示特〔2023〕${personId.slice(0, 6)}号`,
      holder: personId,
      amountFen,
      noConflictOfInterest: true,
      ...(payee ? { payee } : {}),
    },
    'confirmer',
  )
  await act('publish-decision', { places: ['村务公开栏'] })
}
