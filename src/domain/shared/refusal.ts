/**
 * What kind of "no" a refusal is. `malformed` the input itself is wrong · `missing` there is no such thing · `state` not in
 * this state · `authority` not this person · `rule` a clause or a rule of data forbids it. Only the HTTP room turns these
 * into status numbers.
 */
export type RefusalKind = 'malformed' | 'missing' | 'state' | 'authority' | 'rule'

/** One row of a refusal table: how the "no" is worded, and the clause it rests on where there is one. */
export type RefusalRow = { kind: RefusalKind; en: string; zh: string; clause?: string }

/** Facts of one refusal: plain values that tell the reader what stood in the way. Never personal data. */
export type RefusalFacts = Readonly<
  Record<string, string | number | boolean | null | readonly string[] | readonly number[]>
>

/** The domain's "no". Nothing has been written when it is thrown. */
export class Refused extends Error {
  override readonly name = 'Refused'
  readonly code: string
  readonly facts: RefusalFacts

  constructor(code: string, facts: RefusalFacts = {}) {
    super(code)
    this.code = code
    this.facts = facts
  }
}

/**
 * Binds a concept's refusal table to a thrower that knows only its codes:
 * `throw refuse('own-work', { by })`. Every table is gathered in `domain/refusals.ts`.
 */
export const refuserOf =
  <Table extends Record<string, RefusalRow>>(_table: Table) =>
  (code: keyof Table & string, facts: RefusalFacts = {}): Refused =>
    new Refused(code, facts)
