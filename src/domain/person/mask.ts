import { ERASED, type Erasable } from '../shared/personal.ts'

// Masks keep just enough for a clerk to tell two people of one page apart. An erased value stays `erased`.

/** 李明 → `李*`, 张小红 → `张**`; longer names get no more stars, so that their length does not show. */
export const maskName = (name: Erasable<string>): string => {
  if (name === ERASED) return ERASED
  const [first = '', ...rest] = [...name]
  return rest.length === 0 ? '*' : first + '*'.repeat(Math.min(rest.length, 2))
}

/** Keeps the last four characters: place and date of birth, which tell a person apart from outside, stay hidden. */
export const maskIdNumber = (idNumber: Erasable<string>): string =>
  idNumber === ERASED ? ERASED : keepLastFour(idNumber)

/** Keeps the last four digits of an account, as banks print it. */
export const maskAccount = (account: Erasable<string>): string => (account === ERASED ? ERASED : keepLastFour(account))

const keepLastFour = (text: string): string => '*'.repeat(Math.max(0, text.length - 4)) + text.slice(-4)
