import type { ReserveEvent } from '../../domain/reserve/events.ts'
import { effectOf } from '../../domain/reserve/state.ts'
import type { Fact } from '../view.ts'
import type { ReserveMovementTable } from './tables.ts'

type Content = Pick<ReserveMovementTable, 'movement_id' | 'kind' | 'amount_fen'> & Partial<ReserveMovementTable>

/** The row of a fact, on the balance that the facts before it have left. */
export const movementOf = (fact: Fact<ReserveEvent>, balanceBefore: number): ReserveMovementTable => {
  const effect = effectOf(fact)
  return {
    area: fact.data.area,
    moved_on: fact.data.on,
    effect_fen: effect,
    balance_fen: balanceBefore + effect,
    source: null,
    budget_year: null,
    document_number: null,
    draw_id: null,
    case_id: null,
    person_id: null,
    hardship_sealed: null,
    book_fen: null,
    difference_fen: null,
    explanation: null,
    recorded_by: fact.envelope.actor,
    event_id: fact.id,
    position: Number(fact.position),
    ...contentOf(fact),
  }
}

const kindOf = { ReserveAllocated: 'ALLOCATED', ReserveReplenished: 'REPLENISHED', ReserveSettled: 'SETTLED' } as const

const contentOf = (fact: Fact<ReserveEvent>): Content => {
  switch (fact.type) {
    case 'ReserveAllocated':
    case 'ReserveReplenished':
    case 'ReserveSettled': {
      const { transferId, source, budgetYear, document, amountFen } = fact.data
      return {
        movement_id: transferId,
        kind: kindOf[fact.type],
        amount_fen: amountFen,
        source,
        budget_year: budgetYear,
        document_number: document.number,
      }
    }
    case 'ReserveDrawn': {
      const { drawId, caseId, personId, hardship, amountFen } = fact.data
      return {
        movement_id: drawId,
        kind: 'DRAWN',
        amount_fen: amountFen,
        draw_id: drawId,
        case_id: caseId,
        person_id: personId,
        // Sealed text here: read models never open what is personal.
        hardship_sealed: String(hardship),
      }
    }
    case 'ReserveDrawReturned': {
      const { returnId, drawId, caseId, personId, amountFen } = fact.data
      const about = { draw_id: drawId, case_id: caseId, person_id: personId }
      return { movement_id: returnId, kind: 'DRAW_RETURNED', amount_fen: amountFen, ...about }
    }
    case 'ReserveDrawAnnulled': {
      const { drawId, caseId, amountFen, reason } = fact.data
      const about = { draw_id: drawId, case_id: caseId, explanation: reason }
      return { movement_id: fact.id, kind: 'ANNULLED', amount_fen: amountFen, ...about }
    }
    case 'ReserveCounted': {
      const { countId, countedFen, bookFen, differenceFen, explanation } = fact.data
      const about = { book_fen: bookFen, difference_fen: differenceFen, explanation }
      return { movement_id: countId, kind: 'COUNTED', amount_fen: countedFen, ...about }
    }
  }
}
