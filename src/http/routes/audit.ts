import { z } from 'zod'
import { accessEvents } from '../../domain/access/events.ts'
import { ReadPurpose } from '../../domain/access/purpose.ts'
import type { Actor } from '../../domain/shared/actor.ts'
import { Day } from '../../domain/shared/day.ts'
import { SchemeCode } from '../../domain/shared/scheme-code.ts'
import { listReaders, listReads } from '../../projections/access/queries.ts'
import { actsOfActor } from '../../projections/case-file/queries.ts'
import { needRole } from '../auth.ts'
import { camelRow } from '../rows.ts'
import { Hand, Id } from '../schemas.ts'
import { Act, actOf } from './case-reads.ts'
import { addList } from './list-route.ts'
import type { RoutePlace } from './route-place.ts'

const tags = ['audit 监督']
const days = { from: Day.optional(), to: Day.optional() }
const Account = z.string().min(1).max(64)

const What = z.enum(accessEvents.map(({ type }) => type))

const Read = z
  .strictObject({
    position: z.int(),
    what: What,
    personId: Id.nullable(),
    caseId: Id.nullable(),
    scheme: SchemeCode.nullable(),
    purpose: ReadPurpose.nullable(),
    refusal: z.string().nullable().meta({ description: 'Code of the refusal by which it was withheld.' }),
    runId: z.string().nullable(),
    fileId: z.string().nullable(),
    lines: z.int().nullable().meta({ description: 'Payments in a bank file.' }),
    ...Hand,
  })
  .meta({ id: 'AccessRead' })

const Reader = z
  .strictObject({
    actor: z.string(),
    shown: z.int().meta({ description: 'Times that somebody was shown in full.' }),
    persons: z.int().meta({ description: 'How many persons that were.' }),
    mostInAnHour: z.int().meta({ description: 'The most persons shown within one hour of the clock.' }),
    withheld: z.int(),
    searched: z.int().meta({ description: 'Searches by ID number.' }),
    bankFiles: z.int(),
    lastAt: z.string(),
  })
  .meta({ id: 'AccessReader' })

const allow = (reader: Actor): void => needRole(reader, 'auditor', 'disciplineInspector')

/** For inspectors, who follow persons: what one account of staff has done, on which cases, and who has read personal data. */
export const addAuditRoutes = (place: RoutePlace): void => {
  const { views } = place.deps
  addList(place, {
    url: '/v1/audit/acts',
    tags,
    operationId: 'listActs',
    summary: 'Everything one account of staff recorded on cases from offices of an area, newest first.',
    description: '某工作人员经办的全部事项（审计、纪检监察）',
    view: 'case-file',
    query: { actor: Account.meta({ description: 'The account of the person who acted.' }), ...days },
    item: Act.extend({ caseId: Id }),
    allow,
    ask: ({ area, ...asked }, page) => actsOfActor(views, { ...asked, actorArea: area }, page),
    show: (rows) => rows.map((row) => ({ caseId: row.case_id, ...actOf(row) })),
  })

  addList(place, {
    url: '/v1/audit/reads',
    tags,
    operationId: 'listReads',
    summary: 'Who of an area has read personal data: shown in full, withheld, searched by number, or in a bank file.',
    description: '个人信息查阅留痕：全文查看、被拒绝的查看、按号码查找、下载代发文件（审计、纪检监察）',
    view: 'access',
    query: { actor: Account.optional(), personId: Id.optional(), what: What.optional(), ...days },
    asOf: true,
    item: Read,
    allow,
    ask: (asked, page) => listReads(views, asked, page),
    show: (rows) => rows.map(camelRow),
  })

  addList(place, {
    url: '/v1/audit/readers',
    tags,
    operationId: 'listReaders',
    summary: 'Every account of an area that has read personal data, whoever saw the most persons first.',
    description: '查阅个人信息的账号，按查看人数从多到少（审计、纪检监察）',
    view: 'access',
    query: days,
    asOf: true,
    item: Reader,
    allow,
    ask: (asked, page) => listReaders(views, asked, page),
    show: (rows) => rows.map(camelRow),
  })
}
