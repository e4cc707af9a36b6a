import { type RunRequest, runCommands } from '../../domain/payment/run-commands.ts'
import type { CommandSchema } from '../../domain/shared/command.ts'
import type { Handled } from '../../log/handle.ts'
import { runOfStream } from '../../log/streams.ts'
import type { CommandCall } from '../../processes/call.ts'
import type { Deps } from '../../processes/deps.ts'
import { buildBankFile, markSent } from '../../processes/payment-run/build-bank-file.ts'
import { calculateRun } from '../../processes/payment-run/calculate.ts'
import { closeRun, settleException } from '../../processes/payment-run/close.ts'
import { instructRun, sendBackRun } from '../../processes/payment-run/instruct.ts'
import { openRun } from '../../processes/payment-run/open.ts'
import { approveRun, reviewRun } from '../../processes/payment-run/opinions.ts'
import { addCommand, addCommands } from '../commands.ts'
import { addRunFiles, existingRun } from './payment-run-files.ts'
import { addRunReads } from './payment-run-reads.ts'
import { RunParams } from './payment-run-schemas.ts'
import { idOf, type RoutePlace } from './route-place.ts'

const url = '/v1/payment-runs'
const tag = 'payment-runs 发放批次'

const onRun = (deps: Deps, call: CommandCall, request: RunRequest): Promise<Handled> => {
  const { subject } = request
  switch (request.type) {
    case 'OpenPaymentRun':
      return openRun(deps, call, request.data)
    case 'CalculatePaymentRun':
      return calculateRun(deps, call, subject)
    case 'ReviewPaymentRun':
      return reviewRun(deps, call, subject, request.data)
    case 'ApprovePaymentRun':
      return approveRun(deps, call, subject, request.data)
    case 'SendBackPaymentRun':
      return sendBackRun(deps, call, subject, request.data)
    case 'InstructPaymentRun':
      return instructRun(deps, call, subject)
    case 'BuildBankFile':
      return buildBankFile(deps, call, subject)
    case 'MarkBankFileSent':
      return markSent(deps, call, subject, request.data.fileId)
    case 'SettleReturnException':
      return settleException(deps, call, subject, request.data)
    case 'ClosePaymentRun':
      return closeRun(deps, call, subject)
  }
}

type OneOf = (typeof runCommands)[number]
const opens = (schema: CommandSchema): boolean => schema.type === 'OpenPaymentRun'

/** Payment runs: opened by county, scheme and month, then calculated, reviewed, approved, instructed, filed and settled. */
export const addRunRoutes = async (place: RoutePlace): Promise<void> => {
  const { deps } = place
  const run = (call: CommandCall, request: RunRequest) => onRun(deps, call, request)
  for (const schema of runCommands.filter(opens)) {
    addCommand<OneOf>(place, {
      schema,
      url,
      tag,
      // The number of a run is found while it is opened, so its id comes from its stream.
      subjectOf: () => '',
      subjectAfter: ({ stream }) => runOfStream(stream),
      locationOf: (runId) => `${url}/${runId}`,
      run,
    })
  }
  addCommands<OneOf>(
    place,
    runCommands.filter((schema) => !opens(schema)),
    {
      url: `${url}/:id`,
      noun: 'PaymentRun',
      tag,
      params: RunParams,
      subjectOf: idOf,
      existing: existingRun(place),
      run,
    },
  )
  addRunReads(place)
  await addRunFiles(place)
}
