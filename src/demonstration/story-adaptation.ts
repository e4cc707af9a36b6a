import { ownAccount } from '../domain/scheme/payee.ts'
import { addDays, addMonths, type Day, type Month, monthOf } from '../domain/shared/day.ts'
import { idFrom } from '../log/event-id.ts'
import { type Act, scriptOf } from './acts.ts'
import { type County, scaledTo } from './county.ts'
import { publishedAdaptation } from './echeng-schemes.ts'
import { enrolledIn } from './rolls/enrolled.ts'
import { personOf } from './rolls/ids.ts'
import { countyStaff, townshipStaff } from './staff.ts'
import { applicationOf } from './story-parts.ts'
import { workdayFrom, workdaysAfter } from './workdays.ts'

/** Homes are looked at and decided in rounds, each begun on a day. */
const rounds: readonly [Day, ...Day[]] = ['2023-04-03', '2023-07-03', '2023-10-09']

/** The months in which adapted homes are paid: those after a round of decisions. */
export const adaptationMonths: readonly Month[] = rounds.map((day) => addMonths(monthOf(day), 1))

/** The printed number of aged households whose homes are adapted, each from application to grant within a month. */
export const adaptationStories = ({ seed, scale, schemes }: County): readonly Act[] => {
  const chosen = enrolledIn(schemes, 'agedAllowance').slice(0, scaledTo(scale)(publishedAdaptation.households))
  return chosen.flatMap((one, index) => {
    const matter = `W${one.number}`
    const script = scriptOf(seed, matter, idFrom(seed, `case/${matter}`))
    const personId = personOf(seed, one.number)
    const { caseWorker, reviewer } = townshipStaff(one.place.township)
    const filedOn = workdayFrom(addDays(rounds[index % rounds.length] ?? rounds[0], index % 5))
    const acceptedOn = workdaysAfter(filedOn, 1)
    const particulars = { works: ['加装扶手', '地面防滑处理'], acceptedOn: filedOn }
    script.case(filedOn, caseWorker, {
      type: 'RegisterIntake',
      data: {
        scheme: 'homeAdaptation',
        ...applicationOf(personId, one.who.person, {
          area: one.place.code,
          areaKind: one.areaKind,
          filing: 'HOUSEHOLD',
          particulars,
        }),
      },
    })
    script.case(acceptedOn, caseWorker, { type: 'AcceptApplication', data: {} })
    const reasons = '特殊困难老年人家庭，改造已验收。'
    script.case(acceptedOn, reviewer, { type: 'DraftOpinion', data: { opinion: 'GRANT', reasons } })
    script.case(acceptedOn, reviewer, { type: 'SubmitDossier', data: {} })
    script.case(workdaysAfter(filedOn, 4), countyStaff.confirmer, {
      type: 'DecideGrant',
      data: {
        decisionNumber: `示民适老〔2023〕${one.number}号`,
        holder: personId,
        payee: ownAccount,
        amountFen: publishedAdaptation.yuan * 100,
        noConflictOfInterest: true,
      },
    })
    return script.acts
  })
}
