import type { Fen } from '../domain/shared/fen.ts'
import { overpaymentIdOf } from '../processes/overpayments/overpayment-id.ts'
import { type Act, scriptOf } from './acts.ts'
import type { County } from './county.ts'
import { county as place } from './places.ts'
import { enrolledIn } from './rolls/enrolled.ts'
import { personOf } from './rolls/ids.ts'
import { countyStaff, townshipStaff } from './staff.ts'

const SCHEME = 'agedAllowance'

/** How many months were paid after the month of the death, before anybody reported it (`story-persons.ts`). */
const MONTHS = 4

/**
 * What the run of September has found: the family is told in writing, gives back half at once, and agrees on two instalments
 * for the rest.
 */
export const overpaymentStories = ({ seed, schemes }: County): readonly Act[] =>
  enrolledIn(schemes, SCHEME, 'DIES_UNREPORTED').flatMap(({ number, place: { township }, amountFen }) => {
    const script = scriptOf(seed, `overpayment ${number}`)
    const subject = overpaymentIdOf({ scheme: SCHEME, personId: personOf(seed, number), number: 1 })
    const { caseWorker } = townshipStaff(township)
    const restFen: Fen = (amountFen * MONTHS) / 2
    script.act('overpayment', '2023-09-25', caseWorker, subject, {
      type: 'NotifyOverpayment',
      data: {
        document: { number: `示民追〔2023〕${number}号`, title: '责令退回告知书', issuer: `${place.name}民政局` },
        reasons: '领取人2023年4月死亡，5月至8月仍发放高龄津贴。',
        returnBy: '2023-10-31',
      },
    })
    script.act('overpayment', '2023-10-18', countyStaff.paymentOfficer, subject, {
      type: 'RecordRecovery',
      data: { amountFen: restFen, reference: `国库缴款书 ${number}`, receivedOn: '2023-10-18' },
    })
    script.act('overpayment', '2023-10-19', caseWorker, subject, {
      type: 'AgreeInstalments',
      data: {
        instalments: [
          { due: '2023-12-20', fen: restFen / 2 },
          { due: '2024-03-20', fen: restFen / 2 },
        ],
      },
    })
    return script.acts
  })
