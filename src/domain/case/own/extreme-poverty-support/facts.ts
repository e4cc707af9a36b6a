import { type FactTable, joined, withDeadlines, withFile, withoutDeadlines } from '../../evolve/facts.ts'

/** How somebody is supported: the scheme's own facts come with `ParticularsRecorded`, what is left is who worked and clocks. */
export const supportFacts = {
  SelfCareAssessed: (state, _data, { actor }) =>
    withFile(state, (file) => ({
      workedOn: joined(file.workedOn, actor),
      deadlines: withoutDeadlines(file, 'SELF_CARE_AGAIN'),
    })),
  SelfCareChangeReported: (state, { deadlines }) =>
    withFile(state, (file) => ({ deadlines: withDeadlines(file, deadlines) })),
  SupportFormChosen: (state) => state,
  BedAbandoned: (state) => state,
  CareAgreementSigned: (state) => state,
  SupportWishRecorded: (state) => state,
} satisfies Partial<FactTable>
