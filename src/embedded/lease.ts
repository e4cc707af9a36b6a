import pg from 'pg'
import { host } from './port.ts'
import { superuser } from './secret.ts'

/** The lock that every command that uses the server holds, shared, for as long as it does. */
const leaseLock = 0x616e6a75616e

/** What a try to enter came to. `going` being stopped by another · `away` not there yet or no more · `stranger` not ours. */
export type Entry = { is: 'leased'; client: pg.Client } | { is: 'going' | 'away' | 'stranger' }

/** Codes with which a server or the network says: not now. */
const notNow = ['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', '57P01', '57P02', '57P03', '53300']

const isNotNow = (error: unknown): boolean => {
  const { code, message } = error as { code?: string; message?: string }
  return notNow.includes(code ?? '') || /terminated unexpectedly|timeout expired/.test(message ?? '')
}

/** Joins a running server: a connection that is kept, and with it the shared lock. It ends when this program does. */
export const enter = async (port: number, password: string): Promise<Entry> => {
  const client = new pg.Client({
    host,
    port,
    password,
    user: superuser,
    database: 'postgres',
    application_name: 'anjuan lease',
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
  })
  // What breaks the connection later is heard by whoever keeps the lease; without a listener it would end the program.
  client.on('error', () => undefined)
  try {
    await client.connect()
    const { rows } = await client.query('select pg_try_advisory_lock_shared($1) as leased', [leaseLock])
    if (rows[0]?.leased === true) return { is: 'leased', client }
    await client.end()
    return { is: 'going' }
  } catch (error) {
    await client.end().catch(() => undefined)
    return { is: isNotNow(error) ? 'away' : 'stranger' }
  }
}

/**
 * Gives a lease back. True when it was the last one: then the lock is held alone, nobody else can join any more, and the
 * server is to be stopped while the connection stays.
 */
export const isLastToLeave = async (client: pg.Client): Promise<boolean> => {
  await client.query('select pg_advisory_unlock_shared($1)', [leaseLock])
  const { rows } = await client.query('select pg_try_advisory_lock($1) as alone', [leaseLock])
  return rows[0]?.alone === true
}
