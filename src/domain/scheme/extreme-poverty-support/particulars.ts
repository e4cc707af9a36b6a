import { z } from 'zod'
import { Day } from '../../shared/day.ts'
import { Disability } from '../../shared/disability.ts'
import { Uuid } from '../../shared/event.ts'
import { Fen } from '../../shared/fen.ts'
import { SelfCareAssessment } from './self-care.ts'

/** How somebody is supported: in an institution (集中供养), or at home by an agreement (分散供养). */
export const SupportForm = z.enum(['CENTRALIZED', 'DISPERSED'])
export type SupportForm = z.infer<typeof SupportForm>

/** Who said it: the person, or the guardian of somebody who cannot. */
export const StatedBy = z.enum(['SELF', 'GUARDIAN'])

/** On what occasion somebody was asked which form they would like. */
export const WishOccasion = z.enum([
  'SURVEY', // 意愿调查
  'REVIEW', // 动态核查
  'OWN_REQUEST', // 本人提出
])

/** School after the age of majority that keeps the support [2021-43 Art.24], and its last expected day. */
const Schooling = z.strictObject({
  stage: z.enum([
    'COMPULSORY', // 义务教育
    'SENIOR_SECONDARY', // 普通高中
    'SENIOR_VOCATIONAL', // 中等职业学校
  ]),
  until: Day,
})
export type Schooling = z.infer<typeof Schooling>

/** Somebody whom the law obliges to support (法定义务人), and what has been found about them [2021-43 Art.8]. */
const Obligor = z.strictObject({
  relation: z.enum(['SPOUSE', 'PARENT', 'CHILD', 'GRANDPARENT', 'GRANDCHILD', 'SIBLING']),
  birthDate: Day,
  /** As on the certificate; both null where there is none. */
  disabilityKind: Disability.shape.kind.nullable(),
  disabilityGrade: Disability.shape.grade.nullable(),
  /** Incapable (无民事行为能力), missing or in prison: cannot support. */
  standing: z.enum(['PRESENT', 'INCAPABLE', 'MISSING', 'IN_PRISON']),
  receives: z.enum(['NOTHING', 'ALLOWANCE', 'EXTREME_POVERTY_SUPPORT']),
  /** Own income a month. */
  monthlyFen: Fen,
  property: z.enum(['WITHIN', 'OVER']),
})
export type Obligor = z.infer<typeof Obligor>

/** Who looks after somebody who is supported at home, and for how long (照料护理协议). */
export const CareAgreement = z.strictObject({
  agreementNumber: z.string().min(1).max(100),
  /** The registered person who cares; null where an organisation does. */
  carer: Uuid.nullable(),
  /** The organisation or neighbour as the agreement names them; null where a registered person cares. */
  organisation: z.string().min(1).max(100).nullable(),
  signedOn: Day,
  from: Day,
  until: Day,
})
export type CareAgreement = z.infer<typeof CareAgreement>

/** What support for the extremely poor asks beside the household: what it is decided on, as a whole. */
export const Particulars = z.strictObject({
  /** Null until they have been looked for; empty where there are none. */
  obligors: z.array(Obligor).max(30).nullable(),
  schooling: Schooling.nullable(),
  /** The document by which the province counts the person as unable to work [2021-43 Art.5]. */
  otherInability: z.string().min(1).max(100).nullable(),
  /** Land or collective income, or resettled in town: says which rate is paid [2021-43 Art.19]. */
  livelihood: z.enum(['LAND_OR_COLLECTIVE', 'RESETTLED_IN_TOWN']).nullable(),
  /** The newest assessment; null until there is one. */
  selfCare: SelfCareAssessment.nullable(),
  /** The person's own choice [2026-LAW Art.16]; null until they have made it. */
  form: SupportForm.nullable(),
  /** Where somebody lives who is supported in an institution. */
  institutionId: Uuid.nullable(),
  /** What support at home rests on. */
  careAgreement: CareAgreement.nullable(),
})
export type Particulars = z.infer<typeof Particulars>

/** Nothing told and nothing found yet. */
export const nothingFound: Particulars = {
  obligors: null,
  schooling: null,
  otherInability: null,
  livelihood: null,
  selfCare: null,
  form: null,
  institutionId: null,
  careAgreement: null,
}
