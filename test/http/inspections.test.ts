import { afterAll, beforeAll, expect, test } from 'vitest'
import { COUNTY, type County, openCounty, SCHEME, TOWNSHIP } from './county.ts'

let county: County
beforeAll(async () => {
  county = await openCounty()
  await county.done('clerk', '/v1/demonstration/advance', { to: '2026-09-15' })
  await county.publishStandard(70_000, '2023-01-01')
  for (let order = 1; order <= 4; order += 1) await county.takeOver(`抽查对象${order}`, order)
})
afterAll(() => county.close())

const sample = {
  of: 'ROLL',
  scheme: SCHEME,
  from: '2023-01-01',
  until: '2023-01-31',
  percent: 30,
  inspectors: ['confirmer', 'auditor'],
  inspectorsPerCase: 2,
}
const opening = { area: COUNTY, title: '一月在册对象抽查', document: null, sample }
const url = '/v1/inspections'

test('an inspection goes from its plan to a drawn, checked and put-right sample', async () => {
  const { id } = await county.done('confirmer', url, opening)
  await county.done('confirmer', `${url}/${id}/draw-sample`, {})
  const drawn = await county.seen('auditor', `${url}/${id}/sample?checked=false`)
  const [first, second] = drawn.json().items as { caseId: string; inspectors: string[] }[]
  expect(drawn.json().items).toHaveLength(2)
  expect(first?.inspectors.toSorted()).toEqual(['auditor', 'confirmer'])
  const again = await county.seen('auditor', `${url}/${id}/redraw`)
  expect(again.json()).toMatchObject({ same: true })

  for (const one of [first, second])
    await county.done('auditor', `${url}/${id}/record-spot-check`, {
      caseId: one?.caseId,
      mode: 'FILE',
      result: 'CONSISTENT',
      note: '一致',
    })
  const today = county.deps.clock.today()
  const { created: findingId } = await county.done('confirmer', `${url}/${id}/record-finding`, {
    area: TOWNSHIP,
    caseId: first?.caseId,
    code: 'PROCEDURE',
    what: '缺签字',
    rectifyBy: today,
  })
  const board = await county.seen('clerk', '/v1/findings?status=OPEN')
  expect(board.json().items).toMatchObject([{ findingId, area: TOWNSHIP, overdue: false }])
  const closing = await county.post('confirmer', `${url}/${id}/close`, { summary: '抽查2户' })
  expect(closing.json()).toMatchObject({ status: 409, code: 'findings-open' })
  await county.done('clerk', `${url}/${id}/report-rectification`, { findingId, measures: '已补签' })
  await county.done('confirmer', `${url}/${id}/verify-rectification`, { findingId, rectified: true, note: '属实' })
  await county.done('confirmer', `${url}/${id}/close`, { summary: '抽查2户' })
  const shown = await county.seen('auditor', `${url}/${id}`)
  expect(shown.json()).toMatchObject({ status: 'CLOSED', population: 4, drawn: 2, checked: 2, openFindings: 0 })
  expect((await county.seen('auditor', `${url}?status=CLOSED`)).json().items).toHaveLength(1)
})

test('what is wrong is refused with a code, and nothing is half done', async () => {
  const { id } = await county.done('confirmer', url, opening)
  // A clerk is told that there is no such inspection once the read model knows whose it is.
  await county.seen('confirmer', `${url}/${id}`)
  const refused = async (who: 'confirmer' | 'clerk' | 'auditor' | 'neighbour', path: string, body: object) => {
    const answer = await county.post(who, path, body)
    return [answer.statusCode, answer.json().code]
  }
  expect(await refused('clerk', url, opening)).toEqual([403, 'inspection-role-needed'])
  expect(await refused('confirmer', url, { ...opening, sample: { ...sample, percent: 101 } })).toEqual([
    400,
    'input-invalid',
  ])
  expect(await refused('confirmer', url, { ...opening, sample: { ...sample, scheme: 'noSuchScheme' } })).toEqual([
    404,
    'unknown-scheme',
  ])
  expect(await refused('clerk', `${url}/${id}/draw-sample`, {})).toEqual([404, 'not-found'])
  const body = { caseId: id, mode: 'FILE', result: 'CONSISTENT', note: '一致' }
  expect(await refused('auditor', `${url}/${id}/record-spot-check`, body)).toEqual([409, 'sample-not-drawn'])
  expect(await refused('auditor', `${url}/00000000-0000-4000-8000-000000000000/close`, { summary: '无' })).toEqual([
    404,
    'not-found',
  ])
  expect((await county.get('neighbour', `${url}/${id}`)).statusCode).toBe(404)
  const inverted = await county.get('auditor', '/v1/spot-check-coverage?from=2023-13-01&until=2023-01-31')
  expect(inverted.statusCode).toBe(400)
})

test('the boards answer for an area and period', async () => {
  const coverage = await county.seen('auditor', '/v1/spot-check-coverage?from=2023-01-01&until=2023-12-31')
  expect(coverage.json()).toMatchObject({ items: [] })
  const filings = await county.seen('auditor', '/v1/filings?filed=false')
  expect(filings.json()).toMatchObject({ items: [], next: null })
})
