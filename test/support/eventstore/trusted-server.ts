import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makeAuthority } from './certificates.ts'
import { type EventStoreHandle, startEventStore } from './server.ts'

/** A server with TLS and passwords, and the files of the authority that signed for it and of one that did not. */
export type TrustedServer = EventStoreHandle & {
  /** The file of a certificate authority. */
  authorityFile(which: 'trusted' | 'other'): string
}

/** Starts one whose users have these passwords; `stop` takes the files away too. */
export const startTrustedServer = async (users: Record<string, string>): Promise<TrustedServer> => {
  const authority = makeAuthority('Trusted')
  const folder = await mkdtemp(join(tmpdir(), 'anjuan-certificates-'))
  await writeFile(join(folder, 'trusted.pem'), authority.certificate)
  await writeFile(join(folder, 'other.pem'), makeAuthority('Other').certificate)
  const server = await startEventStore({ tls: { ...authority.issue(), users } })
  return {
    ...server,
    authorityFile: (which) => join(folder, `${which}.pem`),
    stop: async () => {
      await server.stop()
      await rm(folder, { recursive: true })
    },
  }
}
