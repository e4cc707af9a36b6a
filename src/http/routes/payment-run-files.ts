import { countyOf } from '../../domain/shared/area.ts'
import { runStream } from '../../log/streams.ts'
import { recordRead } from '../../processes/access.ts'
import { importReturnFile } from '../../processes/payment-run/import-returns.ts'
import { findRun } from '../../projections/payment-run/queries.ts'
import { actorOf, needRole } from '../auth.ts'
import { doneAnswer, type Existing, onlyIfVisible, runCommand } from '../commands.ts'
import { fileOf, readFileBodies } from '../file-body.ts'
import { CommandHeaders } from '../preconditions.ts'
import { HttpRefused } from '../refusals.ts'
import { Done, refusalResponses } from '../schemas.ts'
import { allowedOrWithheld } from '../withheld.ts'
import { visibleOne } from './one-route.ts'
import { RunParams } from './payment-run-schemas.ts'
import { inStream, type RoutePlace, typed } from './route-place.ts'

const tags = ['payment-runs 发放批次']

/** A return file of a whole county and month is about 20 MiB. */
const FILE_LIMIT = 64 * 1024 * 1024

/** How commands know a run: its id says of which county it is. */
export const existingRun = (place: RoutePlace): Existing =>
  inStream(place, {
    streamOf: runStream,
    foreign: 'run-outside-area',
    areaOf: async (runId) => countyOf(runId),
  })

/** The two files of a run: the one for the bank goes out, the bank's answer comes in, byte for byte. */
export const addRunFiles = async (place: RoutePlace): Promise<void> => {
  const { deps } = place
  const existing = existingRun(place)

  typed(place.app).route({
    method: 'GET',
    url: '/v1/payment-runs/:id/bank-file',
    schema: {
      tags,
      operationId: 'getBankFile',
      summary:
        'The file for the bank, byte for byte. Whole account numbers: for those who hand it over, who are written down.',
      description: '下载银行代发文件（含完整账号，仅限发放岗位，下载留痕）',
      params: RunParams,
    },
    handler: async (request, reply) => {
      const actor = actorOf(request)
      const run = visibleOne(actor, await findRun(deps.views, request.params.id))
      const { run_id: runId, scheme } = run
      const { id: requestId } = request
      await allowedOrWithheld(
        deps,
        { actor, requestId },
        () => needRole(actor, 'paymentPreparer', 'paymentOfficer'),
        (refusal) => ({ type: 'BankFileWithheld', data: { runId, scheme, refusal } }),
      )
      const file = run.files.at(-1)
      const bytes = file && (await deps.vault.findFile(file.sha256))
      if (!file || !bytes) throw new HttpRefused('not-found')
      const { file_id: fileId, sha256, line_count: lines } = file
      const taken = { type: 'BankFileTaken', data: { runId, scheme, fileId, sha256, lines } } as const
      await recordRead(deps, { actor, commandId: requestId }, taken)
      return reply
        .header('etag', `"${sha256}"`)
        .header('content-disposition', `attachment; filename="${fileId}.csv"`)
        .type('text/csv; charset=gb18030')
        .send(bytes as never)
    },
  })

  await place.app.register(async (app) => {
    readFileBodies(app, ['text/csv', 'application/octet-stream'], FILE_LIMIT)
    app.route<{ Params: { id: string } }>({
      method: 'POST',
      url: '/v1/payment-runs/:id/import-return-file',
      bodyLimit: FILE_LIMIT,
      schema: {
        tags,
        operationId: 'importReturnFile',
        summary: 'Takes in the return file of the bank: the body is the file, as text/csv, byte for byte.',
        description: '导入银行回盘文件（请求正文为文件原文，text/csv）',
        headers: CommandHeaders,
        params: RunParams,
        response: { 200: Done, ...refusalResponses },
      },
      handler: (request, reply) =>
        runCommand(place, request, reply, 'ImportReturnFile', async (call) => {
          const { id } = request.params
          const body = fileOf(request)
          const handled = await onlyIfVisible(existing, id, call.actor, () => importReturnFile(deps, call, id, body))
          return doneAnswer(id, handled)
        }),
    })
  })
}
