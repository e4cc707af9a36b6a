import { Metadata, type StatusObject, status } from '@grpc/grpc-js'

/** An end of a call that is not OK: what the real server puts into status and trailers, in the words it uses. */
export type Refusal = Error & StatusObject

const refusal = (code: status, details: string, trailers: Record<string, string> = {}): Refusal => {
  const metadata = new Metadata()
  for (const [key, value] of Object.entries(trailers)) metadata.set(key, value)
  return Object.assign(new Error(details), { code, details, metadata })
}

export const notLeader = (host: string, port: number): Refusal =>
  refusal(status.NOT_FOUND, 'Leader info available', {
    exception: 'not-leader',
    'leader-endpoint-host': host,
    'leader-endpoint-port': `${port}`,
  })

export const streamDeleted = (stream: string): Refusal =>
  refusal(status.FAILED_PRECONDITION, `Event stream '${stream}' is deleted.`, {
    exception: 'stream-deleted',
    'stream-name': stream,
  })

export const wrongExpectedVersion = (operation: string, stream: string): Refusal =>
  refusal(status.FAILED_PRECONDITION, `${operation} failed due to WrongExpectedVersion. Stream: ${stream}`, {
    exception: 'wrong-expected-version',
    'stream-name': stream,
    'expected-version': '0',
    'actual-version': '0',
  })

export const tooLarge = (limit: number): Refusal =>
  refusal(status.INVALID_ARGUMENT, `Maximum Append Size of ${limit} Exceeded.`, {
    exception: 'maximum-append-size-exceeded',
    'maximum-append-size': `${limit}`,
  })

export const accessDenied = (): Refusal =>
  refusal(status.PERMISSION_DENIED, 'Access Denied', { exception: 'access-denied' })

export const unauthenticated = (): Refusal => refusal(status.UNAUTHENTICATED, 'Unauthenticated')

export const unavailable = (): Refusal => refusal(status.UNAVAILABLE, 'Server Is Not Ready')

export const invalidPosition = (): Refusal =>
  refusal(status.INVALID_ARGUMENT, 'Trying to read from an invalid position.')

export const tooSlow = (): Refusal =>
  refusal(
    status.ABORTED,
    'Operation timed out: Consumer too slow to handle event while live. Client resubscription required.',
  )

export const notOffered = (): Refusal => refusal(status.UNIMPLEMENTED, 'The test server does not do this.')
