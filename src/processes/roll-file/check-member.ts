import type { Day } from '../../domain/shared/day.ts'
import { type Finding, type FindingCode, finding } from './findings.ts'
import { memberColumns } from './member-columns.ts'
import type { RollRow } from './read-row.ts'
import type { RollMember } from './roll-household.ts'

/** Makes a member of a row, or tells what is wrong with it. An ID number says birth date and sex; written ones must agree. */
export const checkMember = (
  { row, household, values, findings: told }: RollRow,
  today: Day,
): { member: RollMember | undefined; findings: readonly Finding[] } => {
  const findings: Finding[] = []
  const tell = (key: keyof typeof memberColumns, code: FindingCode): void => {
    findings.push(finding({ row, household, field: memberColumns[key].heading }, code))
  }
  const { name, relation, canWork, idNumber, disabilityKind, disabilityGrade } = values
  const sex = values.sex ?? idNumber?.sex
  const birthDate = values.birthDate ?? idNumber?.birthDate
  if (idNumber && sex !== idNumber.sex) tell('sex', 'id-number-differs')
  if (idNumber && birthDate !== idNumber.birthDate) tell('birthDate', 'id-number-differs')
  // What an unreadable ID number would have said is not asked for on top.
  const unread = told.some(({ field }) => field === memberColumns.idNumber.heading)
  if (sex === undefined && !unread) tell('sex', 'value-required')
  if (birthDate === undefined && !unread) tell('birthDate', 'value-required')
  if (birthDate !== undefined && birthDate > today) tell('birthDate', 'birth-date-implausible')
  if ((disabilityKind === undefined) !== (disabilityGrade === undefined))
    tell('disabilityGrade', 'disability-incomplete')
  const known = name !== undefined && relation !== undefined && canWork !== undefined
  if (!known || sex === undefined || birthDate === undefined || findings.length > 0)
    return { member: undefined, findings }
  const disability =
    disabilityKind === undefined || disabilityGrade === undefined
      ? null
      : { kind: disabilityKind, grade: disabilityGrade }
  const { address = null, seriousIllness = false, employed = false } = values
  return {
    member: {
      row,
      name,
      relation,
      idNumber: idNumber?.number ?? null,
      sex,
      birthDate,
      address,
      disability,
      seriousIllness,
      canWork,
      employed,
    },
    findings,
  }
}
