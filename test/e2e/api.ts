import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Actor } from '../../src/domain/shared/actor.ts'
import { signToken } from '../../src/http/tokens.ts'
import { loadKeys } from '../../src/vault/keys.ts'

/** The answer to a command. */
export type Done = { id: string; revision: number; position: string; created?: string }

/** A refusal. */
export type Problem = { code: string; status: number; titleZh: string; facts?: object; issues?: { code: string }[] }

/** What came back. */
export type Answer<Body> = { status: number; headers: Headers; bytes: Buffer; text: string; body: Body }

/** A list as it is answered. */
export type Page<Item> = { items: Item[]; next: string | null; position: string }

/** One person at the API of a running program. */
export type Desk = {
  get<Body>(path: string, headers?: Record<string, string>): Promise<Answer<Body>>
  /** Reads what must be there, with everything in it that this API has written so far; again while it is not there now. */
  read<Body>(path: string): Promise<Body>
  /** Every item of a list, page by page. */
  all<Item>(path: string): Promise<Item[]>
  /** Sends a command once, whatever comes of it. `body` is sent as it is where it is text or bytes. */
  post<Body = Done & Problem>(path: string, body: unknown, options?: PostOptions): Promise<Answer<Body>>
  /** Sends a command that must succeed. */
  done(path: string, body: unknown, options?: PostOptions): Promise<Done>
  /**
   * Sends a command until it is known to have succeeded: again under the same key while nobody answers, or the answer is
   * that it is not known, not now, or still running. `between` may bring the program back to life.
   */
  surely(path: string, body: unknown, between?: () => Promise<void>, options?: PostOptions): Promise<Done>
}

/** `key` is the idempotency key; a fresh one where absent. */
export type PostOptions = { key?: string; type?: string; headers?: Record<string, string> }

/** The API of a place: a desk per person, and what all of them have written. */
export type Api = {
  deskOf(actor: Actor): Promise<Desk>
  at(port: number): Api
  lastPosition(): string
  /** What was written up to a position without this API is to be read as well. */
  written(position: string): void
}

const TOKEN_SECONDS = 3_600
const PATIENCE_MS = 120_000
const comesLater = (status: number, { code }: Problem): boolean => status === 503 || code === 'still-running'

/** Opens the API of a place once its keys are there. */
export const apiOf = ({ dataDir, port }: { dataDir: string; port: number }): Api => {
  const shared = { position: 0n }
  const note = (position: bigint): void => {
    if (position > shared.position) shared.position = position
  }
  const on = (where: number): Api => ({
    deskOf: async (actor) => {
      const { token } = await loadKeys(join(dataDir, 'keys'))
      return openDesk(`http://127.0.0.1:${where}`, await signToken(token.key, actor, TOKEN_SECONDS), { shared, note })
    },
    at: on,
    lastPosition: () => String(shared.position),
    written: (position) => note(BigInt(position)),
  })
  return on(port)
}

/** What is read from the log itself and not from a read model: it shows everything, and waits for nothing. */
const FROM_LOG = /^\/v1\/(events|demonstration)\b/
/** Whether what was written may be missing in an answer: the program itself waits for a few seconds only, and says so. */
const isBehind = (path: string, { headers, status }: Answer<unknown>): boolean =>
  status === 503 || ([200, 404].includes(status) && !FROM_LOG.test(path) && !headers.has('preference-applied'))

/** Asks until it is not too busy to look at what it is asked: a machine may be, and nothing has been done. */
export const ask = async <Body>(url: string, request: RequestInit = {}): Promise<Answer<Body>> => {
  for (;;) {
    const answer = await answerOf<Body>(await fetch(url, request))
    if ((answer.body as Partial<Problem> | undefined)?.code !== 'under-pressure') return answer
    await sleep(200)
  }
}

const openDesk = (
  url: string,
  token: string,
  { shared, note }: { shared: { readonly position: bigint }; note: (position: bigint) => void },
): Desk => {
  const authorization = `Bearer ${token}`
  const get: Desk['get'] = (path, headers = {}) => ask(url + path, { headers: { authorization, ...headers } })
  const read = async <Body>(path: string): Promise<Body> => {
    for (const until = Date.now() + PATIENCE_MS; ; await sleep(100)) {
      const answer = await get<Body>(path, { prefer: `wait=${shared.position}` })
      const behind = isBehind(path, answer)
      if (answer.status === 200 && !behind) return answer.body
      if (!behind || Date.now() > until) throw new Error(`GET ${path}: ${answer.text}`)
    }
  }
  const post = async <Body = Done & Problem>(
    path: string,
    body: unknown,
    { key = randomUUID(), type = 'application/json', headers = {} }: PostOptions = {},
  ): Promise<Answer<Body>> => {
    const answer = await ask<Body>(url + path, {
      method: 'POST',
      headers: { authorization, 'content-type': type, 'idempotency-key': key, ...headers },
      body: typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body),
    })
    if (answer.status < 300) note(BigInt((answer.body as Partial<Done>).position ?? 0))
    return answer
  }
  const surely: Desk['surely'] = async (path, body, between = async () => undefined, options = {}) => {
    const key = options.key ?? randomUUID()
    for (const until = Date.now() + PATIENCE_MS; ; await sleep(100)) {
      const answer = await post(path, body, { ...options, key }).catch(() => undefined)
      if (answer && answer.status < 300) return answer.body
      const isRefused = answer !== undefined && !comesLater(answer.status, answer.body)
      if (isRefused || Date.now() > until) throw new Error(`POST ${path}: ${answer?.text ?? 'nobody answers'}`)
      if (answer === undefined) await between()
    }
  }
  const done: Desk['done'] = (path, body, options) =>
    surely(path, body, () => Promise.reject(new Error(`POST ${path}: nobody answers`)), options)
  return {
    get,
    read,
    post,
    done,
    all: async <Item>(path: string) => {
      const items: Item[] = []
      let after = ''
      do {
        const page = await read<Page<Item>>(`${path}${path.includes('?') ? '&' : '?'}limit=500${after}`)
        items.push(...page.items)
        after = page.next === null ? '' : `&after=${encodeURIComponent(page.next)}`
      } while (after !== '')
      return items
    },
    surely,
  }
}

const answerOf = async <Body>(response: Response): Promise<Answer<Body>> => {
  const bytes = Buffer.from(await response.arrayBuffer())
  const text = bytes.toString()
  const isJson = /json/.test(response.headers.get('content-type') ?? '')
  return {
    status: response.status,
    headers: response.headers,
    bytes,
    text,
    body: isJson ? JSON.parse(text) : undefined,
  }
}
