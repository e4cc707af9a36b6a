import { type IdNumberFacts, parseIdNumber } from '../../domain/person/id-number.ts'
import { Refused } from '../../domain/shared/refusal.ts'
import { type CellReader, halfWidth } from './cells.ts'
import { type FindingCode, findingTexts } from './findings.ts'

/** An ID number and what it tells of its bearer. */
export type IdNumberCell = IdNumberFacts & { number: string }

/** Reads an ID number; spaces, a leading apostrophe and a lower-case x are forgiven, a wrong check digit is not. */
export const idNumber: CellReader<IdNumberCell> = (text) => {
  const number = halfWidth(text).replaceAll(/\s/g, '').replace(/^'/, '').toUpperCase()
  try {
    return { value: { number, ...parseIdNumber(number) } }
  } catch (error) {
    if (error instanceof Refused && isFinding(error.code)) return { wrong: error.code }
    throw error
  }
}

const isFinding = (code: string): code is FindingCode => Object.hasOwn(findingTexts, code)
