/** One row per crisis measure that an area has declared. */
export type CrisisMeasureTable = {
  measure_id: string
  area: string
  document_number: string
  document_title: string
  document_issuer: string
  from_day: string
  /** Its last day, as its end has set it; null while it is open. */
  until_day: string | null
  schemes: string[] | null
  pauses_exits: boolean
  review_months_longer: number | null
  ended_document: string | null
}
