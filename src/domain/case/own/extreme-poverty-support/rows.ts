import { anybody, helpers, investigators } from '../../duty.ts'
import { entitled, intake, looking, procedure, underReview } from '../../statuses.ts'

/** Who may send which of these commands. */
export const supportDuties = {
  AssessSelfCare: { roles: investigators },
  ReportSelfCareChange: { roles: helpers },
  ChooseSupportForm: { roles: helpers },
  SignCareAgreement: { roles: helpers },
  RecordWish: { roles: [...helpers, 'surveyor'] },
  MoveToInstitution: { roles: anybody },
} as const

/** When each of them is open. */
export const supportTransitions = {
  AssessSelfCare: [...looking, 'RESURVEY', ...underReview],
  ReportSelfCareChange: entitled,
  ChooseSupportForm: [...looking, 'RESURVEY', ...underReview],
  SignCareAgreement: [...looking, 'RESURVEY', ...entitled],
  RecordWish: [...intake, ...procedure, ...entitled],
  MoveToInstitution: [...intake, ...procedure, ...entitled],
} as const
