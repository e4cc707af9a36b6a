/**
 * Why the embedded PostgreSQL cannot serve.
 * `port-in-use` another program listens there · `not-writable` this user may not write the data directory ·
 * `foreign-data` something lies there that this program did not make · `other-version` the data belong to another major
 * version · `closed-off` the server's user cannot reach data or binaries · `unsupported` no binaries for this machine ·
 * `did-not-start` PostgreSQL itself refused, its own words are in the message.
 */
export type EmbeddedFaultCode =
  | 'port-in-use'
  | 'not-writable'
  | 'foreign-data'
  | 'other-version'
  | 'closed-off'
  | 'unsupported'
  | 'did-not-start'

/** Says in one sentence what stands in the way, and in another what to do. */
export class EmbeddedFault extends Error {
  override readonly name = 'EmbeddedFault'
  readonly code: EmbeddedFaultCode
  constructor(code: EmbeddedFaultCode, message: string) {
    super(message)
    this.code = code
  }
}
