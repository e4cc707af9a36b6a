import fc from 'fast-check'
import iconv from 'iconv-lite'
import type { CaseCommand } from '../../src/domain/case/commands.ts'
import { caseDecider } from '../../src/domain/case/decide.ts'
import { fileOf } from '../../src/domain/case/state.ts'
import { linesOf } from '../../src/domain/payment/run-state.ts'
import type { PersonCommand } from '../../src/domain/person/commands.ts'
import type { Actor, Role } from '../../src/domain/shared/actor.ts'
import { addDays, addMonths, type Day, type Month, monthOf } from '../../src/domain/shared/day.ts'
import { Refused } from '../../src/domain/shared/refusal.ts'
import { idFrom } from '../../src/log/event-id.ts'
import { load } from '../../src/log/handle.ts'
import { caseStream } from '../../src/log/streams.ts'
import type { CommandCall } from '../../src/processes/call.ts'
import { caseCommand } from '../../src/processes/cases/case-command.ts'
import { claimForAll } from '../../src/processes/cases/claims.ts'
import type { Deps } from '../../src/processes/deps.ts'
import { accountsIn, BANK_ENCODING } from '../../src/processes/payment-run/bank-file.ts'
import { buildBankFile, markSent } from '../../src/processes/payment-run/build-bank-file.ts'
import { calculateRun } from '../../src/processes/payment-run/calculate.ts'
import { closeRun } from '../../src/processes/payment-run/close.ts'
import { importReturnFile } from '../../src/processes/payment-run/import-returns.ts'
import { instructRun, sendBackRun } from '../../src/processes/payment-run/instruct.ts'
import { openRun } from '../../src/processes/payment-run/open.ts'
import { approveRun, reviewRun } from '../../src/processes/payment-run/opinions.ts'
import { readPayments } from '../../src/processes/payment-run/payments.ts'
import { loadRun } from '../../src/processes/payment-run/stream.ts'
import { personCommand } from '../../src/processes/persons.ts'
import { policyCommand } from '../../src/processes/policies.ts'

export const SCHEME = 'subsistenceAllowance'
export const STANDARD_FEN = 57_000
const HOUSEHOLDS = [0, 1, 2, 3]
const BORN = '1970-02-03'

/** One turn in the life of a county: days pass, an application goes on, somebody tries something, or money moves. */
export type Turn =
  | { what: 'days'; days: number }
  | { what: 'apply'; applicant: number; steps: number }
  | { what: 'try'; household: number; pick: number; a: number }
  | { what: 'pay'; steps: number; run: number; a: number }

const household = fc.nat(HOUSEHOLDS.length - 1)
export const anyTurn: fc.Arbitrary<Turn> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ what: fc.constant('days' as const), days: fc.integer({ min: 1, max: 14 }) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      what: fc.constant('apply' as const),
      applicant: fc.constantFrom(2, 3),
      steps: fc.integer({ min: 1, max: 14 }),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({ what: fc.constant('try' as const), household, pick: fc.nat(999), a: fc.nat(999) }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      what: fc.constant('pay' as const),
      steps: fc.integer({ min: 3, max: 12 }),
      run: fc.nat(9),
      a: fc.nat(999),
    }),
  },
)

/** A small county that lives by turns, through the same processes as the API. What is refused is passed over. */
export type RandomCounty = {
  area: string
  cases: readonly string[]
  months(): readonly Month[]
  live(turn: Turn): Promise<void>
}

type Wish<Command> = Command extends { type: infer Type; data: infer Data } ? { type: Type; data: Data } : never

/** Opens county number `number` on deps whose day is its own. Two households are on the old roll, two may apply. */
export const openRandomCounty = async (deps: Omit<Deps, 'clock'>, number: number): Promise<RandomCounty> => {
  const area = `99${String(number).padStart(4, '0')}`
  const village = `${area}001001`
  let today: Day = '2024-01-04'
  let calls = 0
  const side: Deps = { ...deps, clock: { today: () => today } }
  const actor = (sub: string, ...roles: Role[]): Actor => ({ sub, roles, office: area, area })
  const staff = {
    clerk: actor('clerk', 'caseWorker', 'surveyor', 'reviewer', 'assistanceAssistant'),
    confirmer: actor('confirmer', 'confirmer'),
    importer: actor('importer', 'administrator'),
    publisher: actor('publisher', 'policyPublisher'),
    preparer: actor('preparer', 'paymentPreparer'),
    reviewer: actor('pay-reviewer', 'paymentReviewer'),
    approver: actor('pay-approver', 'paymentApprover'),
    officer: actor('pay-officer', 'paymentOfficer'),
  }
  const call = (who: Actor): CommandCall => {
    calls += 1
    return { actor: who, commandId: idFrom(area, `call ${calls}`) }
  }
  const idOf = (name: string): string => idFrom(area, name)
  const cases = HOUSEHOLDS.map((index) => idOf(`case ${index}`))
  const caseOf = (index: number): string => cases[index] ?? ''
  const holderOf = (index: number): string => idOf(`holder ${index}`)
  const otherOf = (index: number): string => idOf(`other ${index}`)

  const onCase = (who: Actor, caseId: string, wish: Wish<CaseCommand>) => {
    const made = call(who)
    return caseCommand(side, made, { ...wish, subject: caseId, newId: idFrom(made.commandId, 'new') } as CaseCommand)
  }
  const onPerson = (who: Actor, personId: string, wish: Wish<PersonCommand>) => {
    const made = call(who)
    return personCommand(side, made, { ...wish, subject: personId, newId: made.commandId } as PersonCommand)
  }
  const register = (personId: string, name: string) =>
    onPerson(staff.clerk, personId, {
      type: 'RegisterPerson',
      data: { name, idNumber: null, sex: 'FEMALE', birthDate: BORN, address: null, area: village },
    })
  const newAccount = (personId: string, a: number) =>
    onPerson(staff.clerk, personId, {
      type: 'RegisterPayeeAccount',
      data: {
        bank: '示范农村商业银行',
        account: `62990${String(calls * 1_000 + a).padStart(12, '0')}`,
        accountHolder: '示例',
      },
    })
  const member = (personId: string, relation: 'SELF' | 'SPOUSE' | 'OTHER') => ({
    personId,
    relation,
    canWork: false,
    employed: false,
    birthDate: BORN,
    disability: null,
    seriousIllness: false,
  })
  const assessed = (personId: string, fen: number) => ({
    incomes: fen === 0 ? [] : [{ personId, kind: 'WAGES' as const, monthlyFen: fen, source: 'REGISTER' as const }],
    deductions: [],
    assets: { finding: 'WITHIN' as const, basis: '未超过当地规定' },
  })
  /** The amount that a confirmer would have before them. */
  const amountOf = async (caseId: string): Promise<number> => {
    const file = fileOf((await load(side, caseDecider, caseStream(caseId))).state)
    const income = file?.assessment.incomes.reduce((sum, { monthlyFen }) => sum + monthlyFen, 0) ?? 0
    return Math.max(0, STANDARD_FEN * (file?.members.length ?? 0) - income)
  }
  const visit = {
    surveyors: ['clerk', 'surveyor-2'],
    mode: 'IN_PERSON' as const,
    place: '家中',
    signedByHousehold: true,
    signedBySurveyors: true,
    formSha256: null,
    findings: '与申报一致。',
  }
  const grant = async (index: number, number: string) => {
    const amountFen = await amountOf(caseOf(index))
    const data = { decisionNumber: number, holder: holderOf(index), amountFen, noConflictOfInterest: true as const }
    return onCase(staff.confirmer, caseOf(index), { type: 'DecideGrant', data })
  }

  /** The straight way of an application, step by step. */
  const applicationOf = (index: number): (() => Promise<unknown>)[] => {
    const id = caseOf(index)
    const [holder, other] = [holderOf(index), otherOf(index)]
    const clerk = (wish: Wish<CaseCommand>) => () => onCase(staff.clerk, id, wish)
    const signed = (personId: string) => () =>
      onCase(staff.clerk, id, {
        type: 'RecordAuthorization',
        data: { personId, signedOn: today, validTo: addDays(today, 360) },
      })
    const filed = {
      area: village,
      areaKind: 'RURAL' as const,
      filing: 'HOUSEHOLD' as const,
      applicant: holder,
      proxy: null,
      members: [member(holder, 'SELF'), member(other, 'SPOUSE')],
      declared: assessed(holder, 20_000),
      povertyRegister: false,
      commitmentSignedOn: '2024-01-04',
    }
    return [
      clerk({ type: 'RegisterIntake', data: { scheme: SCHEME, ...filed } }),
      signed(holder),
      signed(other),
      clerk({ type: 'DeclareCloseRelatives', data: { relatives: [] } }),
      clerk({ type: 'AcceptApplication', data: {} }),
      clerk({ type: 'StartSurvey', data: { surveyors: visit.surveyors } }),
      clerk({ type: 'RequestEconomicCheck', data: {} }),
      clerk({ type: 'RecordHomeVisit', data: visit }),
      clerk({ type: 'CompleteEconomicCheck', data: { reportNumber: '1', outcome: 'CONSISTENT', findings: '一致' } }),
      clerk({ type: 'AssessIncome', data: { assessment: assessed(holder, 20_000) } }),
      clerk({ type: 'DraftOpinion', data: { opinion: 'GRANT', reasons: '建议给予。' } }),
      clerk({ type: 'PostNotice', data: { places: ['公开栏'], photoSha256: null } }),
      clerk({ type: 'SubmitDossier', data: {} }),
      () => grant(index, `审${index}`),
    ]
  }
  const applications = HOUSEHOLDS.map(applicationOf)

  /** What people may try on a household at any time, one act after the other, whether they are open to them or not. */
  const trials = (index: number, a: number): (() => Promise<unknown>)[][] => {
    const id = caseOf(index)
    const [holder, other] = [holderOf(index), otherOf(index)]
    const someone = a % 2 === 0 ? holder : other
    const number = `第${calls}号`
    const { clerk, confirmer } = staff
    const by = (who: Actor, wish: Wish<CaseCommand>) => () => onCase(who, id, wish)
    const change = (type: 'DecideIncrease' | 'DecideReduction') => async () => {
      const amountFen = await amountOf(id)
      return onCase(confirmer, id, { type, data: { decisionNumber: number, amountFen, reasons: '变更' } })
    }
    const stop = (ground: 'OWN_WISH' | 'DEATH' | 'INCOME') =>
      by(confirmer, { type: 'DecideTermination', data: { decisionNumber: number, ground, reasons: '停发' } })
    const review = by(clerk, { type: 'OpenReview', data: { cause: 'CADENCE' } })
    const assess = (fen: number) => by(clerk, { type: 'AssessIncome', data: { assessment: assessed(someone, fen) } })
    const diedOn = addDays(today, -(a % 50))
    const death = () => onPerson(clerk, someone, { type: 'RecordDeath', data: { diedOn, source: '比对' } })
    const leave = (personId: string, reason: 'DIED' | 'MOVED_OUT') =>
      by(clerk, { type: 'RemoveMember', data: { personId, leftOn: diedOn, reason } })
    const join = by(clerk, {
      type: 'AddMember',
      data: { member: member(otherOf(a % HOUSEHOLDS.length), 'OTHER'), joinedOn: diedOn },
    })
    const gradual = by(confirmer, {
      type: 'StartGradualExit',
      data: {
        decisionNumber: number,
        personId: someone,
        lastMonth: addMonths(monthOf(today), 1 + (a % 7)),
        reasons: '就业',
      },
    })
    const pause = by(confirmer, {
      type: 'SuspendEntitlement',
      data: { until: addDays(today, 1 + (a % 60)), reasons: '待核实' },
    })
    const resume = by(confirmer, {
      type: 'ResumeEntitlement',
      data: { fromMonth: addMonths(monthOf(today), (a % 3) - 1), reasons: '恢复' },
    })
    const changeHolder = by(clerk, {
      type: 'ChangeHolder',
      data: { holder: someone, fromMonth: addMonths(monthOf(today), (a % 4) - 1), reasons: '变更' },
    })
    const account = () => newAccount(someone, a)
    return [
      [review, assess(a % 2 === 0 ? 0 : 10_000), change('DecideIncrease')],
      [review, assess(40_000 + (a % 7) * 5_000), change('DecideReduction')],
      [review, by(clerk, { type: 'CloseReviewUnchanged', data: { reasons: '无变化' } })],
      [pause],
      [resume],
      [review, stop('OWN_WISH')],
      [review, assess(200_000), stop('INCOME')],
      [review, assess(200_000), gradual],
      [by(confirmer, { type: 'EndGradualExit', data: { reasons: '失业' } })],
      [death, leave(someone, 'DIED'), stop('DEATH')],
      [death, leave(someone, 'DIED'), assess(0), change('DecideReduction')],
      [death],
      [() => onPerson(clerk, someone, { type: 'AnnulDeath', data: { reason: '误登' } })],
      [leave(other, 'MOVED_OUT'), assess(0), change('DecideReduction')],
      [join, assess(0), change('DecideIncrease')],
      [() => newAccount(other, a), changeHolder],
      [changeHolder],
      [account],
      // Out of their turn.
      [() => grant(index, number)],
      [by(clerk, { type: 'SubmitDossier', data: {} }), () => grant(index, number)],
      [by(clerk, { type: 'AcceptApplication', data: {} })],
      [by(clerk, { type: 'DiscontinueProcedure', data: { ground: 'WITHDRAWN', reasons: '撤回' } })],
      [by(clerk, { type: 'CloseCase', data: {} })],
    ]
  }

  const runs: string[] = []
  const months = new Set<Month>()
  const openAnother = async (a: number): Promise<void> => {
    const month = addMonths(monthOf(today), [0, 0, 0, -1, 1][a % 5] ?? 0)
    const purpose = a % 3 === 2 ? 'REISSUE' : 'REGULAR'
    // What came back is sent out again only to an account registered since.
    if (purpose === 'REISSUE') for (const index of HOUSEHOLDS) await newAccount(holderOf(index), a)
    const { stream } = await openRun(side, call(staff.preparer), { area, scheme: SCHEME, month, purpose })
    runs.push(stream.slice('run-'.length))
    months.add(month)
  }
  /** The bank's answer: ends by chance, some payments not yet told. */
  const bankAnswer = async (runId: string, a: number): Promise<Buffer> => {
    const { run } = await loadRun(side, runId)
    const accounts = accountsIn((await side.vault.findFile(run.file?.sha256 ?? '')) ?? Buffer.alloc(0))
    const payments = await readPayments(side, run)
    const open = linesOf(run).filter(({ paymentId }) => payments.get(paymentId)?.payment.status === 'FILED')
    const told = open.filter((_line, index) => (index + a) % 6 > 0 || a % 2 === 0)
    const outcomes = ['PAID', 'PAID', 'RETURNED', 'PAID', 'FAILED'] as const
    const lines = told.map(({ paymentId, amountFen }, index) => ({
      paymentId,
      amountFen,
      account: accounts.get(paymentId) ?? '',
      outcome: outcomes[(index + a) % outcomes.length] ?? 'PAID',
    }))
    const sums = (['PAID', 'RETURNED', 'FAILED'] as const).flatMap((outcome) => {
      const own = lines.filter((line) => line.outcome === outcome)
      return [own.length, own.reduce((sum, { amountFen }) => sum + amountFen, 0)]
    })
    const rows = lines.map(
      ({ paymentId, account, amountFen, outcome }, index) =>
        `D,${paymentId},${account},${amountFen},${outcome},${today},B${index},`,
    )
    const text = [`H,ANJUAN-RETURN,1,${run.file?.fileId}`, ...rows, `T,${lines.length},${sums.join(',')}`, '']
    return iconv.encode(text.join('\r\n'), BANK_ENCODING)
  }
  /** The next step of a run, or one that it does not expect. */
  const payStep = async (runId: string, a: number): Promise<unknown> => {
    const { run } = await loadRun(side, runId)
    const content = run.content ?? { hash: '0'.repeat(64), count: 0, totalFen: 0 }
    switch (run.status) {
      case 'OPEN':
        return calculateRun(side, call(staff.preparer), runId)
      case 'CALCULATED':
        if (content.count === 0) return closeRun(side, call(staff.officer), runId)
        return a % 6 === 0
          ? calculateRun(side, call(staff.preparer), runId)
          : reviewRun(side, call(staff.reviewer), runId, content)
      case 'REVIEWED':
        return a % 7 === 0
          ? sendBackRun(side, call(staff.approver), runId, { reason: 'OTHER', note: '重算' })
          : approveRun(side, call(staff.approver), runId, content)
      case 'APPROVED':
      case 'INSTRUCTING':
        return instructRun(side, call(staff.preparer), runId)
      case 'INSTRUCTED':
        return buildBankFile(side, call(staff.preparer), runId)
      case 'BUILT':
        return markSent(side, call(staff.officer), runId, run.file?.fileId ?? '')
      default:
        return run.status === 'RETURNED' && a % 2 === 0
          ? closeRun(side, call(staff.officer), runId)
          : importReturnFile(side, call(staff.officer), runId, await bankAnswer(runId, a))
    }
  }
  const pay = async ({ steps, run, a }: Extract<Turn, { what: 'pay' }>): Promise<void> => {
    if (runs.length === 0 || run < 6) await unlessRefused(() => openAnother(a))
    const runId = runs.at(run === 9 ? -2 : -1) ?? runs[0]
    if (runId === undefined) return
    for (let step = 0; step < steps; step += 1) if (!(await unlessRefused(() => payStep(runId, a + step)))) return
  }

  const live = async (turn: Turn): Promise<void> => {
    switch (turn.what) {
      case 'days':
        today = addDays(today, turn.days)
        return
      case 'apply': {
        const left = applications[turn.applicant] ?? []
        for (let step = 0; step < turn.steps && left[0]; step += 1) {
          if (!(await unlessRefused(left[0]))) return
          left.shift()
        }
        return
      }
      case 'try': {
        const all = trials(turn.household, turn.a)
        for (const act of all[turn.pick % all.length] ?? []) await unlessRefused(act)
        return
      }
      case 'pay':
        return pay(turn)
    }
  }

  const standard = {
    document: { number: '1', title: '标准', issuer: area },
    effectiveFrom: '2023-01-01',
    inForceOn: '2022-12-20',
  }
  const published = call(staff.publisher)
  await policyCommand(side, published, {
    type: 'PublishStandard',
    subject: area,
    newId: published.commandId,
    data: { ...standard, scheme: SCHEME, areaKind: 'RURAL', monthlyFen: STANDARD_FEN },
  })
  for (const index of HOUSEHOLDS) {
    await register(holderOf(index), `示例甲${index}`)
    await register(otherOf(index), `示例乙${index}`)
    await newAccount(holderOf(index), index)
  }
  for (const index of HOUSEHOLDS.slice(0, 2)) {
    const members = [holderOf(index), otherOf(index)]
    const made = call(staff.importer)
    await claimForAll(side, made, { scheme: SCHEME, caseId: caseOf(index), fromMonth: '2024-01' }, members)
    await onCase(staff.importer, caseOf(index), {
      type: 'TakeOverEntitlement',
      data: {
        scheme: SCHEME,
        area: village,
        areaKind: 'RURAL',
        filing: 'HOUSEHOLD',
        holder: holderOf(index),
        members: [member(holderOf(index), 'SELF'), member(otherOf(index), 'SPOUSE')],
        facts: { mode: 'GAP', members: 2, countableIncomeFen: 30_000 },
        amountFen: 2 * STANDARD_FEN - 30_000,
        fromMonth: '2024-01',
        povertyRegister: false,
        closeRelative: false,
        oldDecisionNumber: `旧${index}`,
        oldDecisionOn: '2021-04-07',
        reviewDue: '2024-12-31',
        source: { sha256: '0'.repeat(64), row: index + 1 },
      },
    })
  }
  return { area, cases, months: () => [...months], live }
}

/** True when it went through; false when it was refused. Anything but a refusal is a fault and thrown on. */
const unlessRefused = async (work: () => Promise<unknown>): Promise<boolean> => {
  try {
    await work()
    return true
  } catch (error) {
    if (error instanceof Refused) return false
    throw error
  }
}
