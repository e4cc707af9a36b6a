/*
 * Certificates for tests, made when they are needed: files in the repository would end on some day, and a program to make them
 * is on no machine for certain. Node can sign but not put a certificate together, so the few lines of X.509 are here.
 */
import { generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'

/** A key and its certificate, both PEM. */
export type Credential = { key: string; certificate: string }

/** Somebody whom a client may trust, and who vouches for servers on this machine. */
export type Authority = { certificate: string; issue(): Credential }

const DAY = 86_400_000

const element = (tag: number, ...parts: readonly Buffer[]): Buffer => {
  const body = Buffer.concat(parts)
  const size = Buffer.from(body.length.toString(16).padStart(body.length > 255 ? 4 : 2, '0'), 'hex')
  const length = body.length < 128 ? size : Buffer.concat([Buffer.from([0x80 + size.length]), size])
  return Buffer.concat([Buffer.from([tag]), length, body])
}

const sequence = (...parts: readonly Buffer[]): Buffer => element(0x30, ...parts)
const identifier = (hex: string): Buffer => element(0x06, Buffer.from(hex, 'hex'))
const time = (at: number): Buffer =>
  element(0x18, Buffer.from(`${new Date(at).toISOString().replaceAll(/[-:T]|\..*/g, '')}Z`))

const ecdsaWithSha256 = sequence(identifier('2a8648ce3d040302'))

const nameOf = (text: string): Buffer =>
  sequence(element(0x31, sequence(identifier('550403'), element(0x0c, Buffer.from(text)))))

/** That the holder may vouch for others. */
const isAuthority = sequence(identifier('551d13'), element(0x04, sequence(element(0x01, Buffer.from([0xff])))))

/** That the holder answers under the names of this machine. */
const isThisMachine = sequence(
  identifier('551d11'),
  element(0x04, sequence(element(0x82, Buffer.from('localhost')), element(0x87, Buffer.from([127, 0, 0, 1])))),
)

const pem = (body: Buffer): string =>
  `-----BEGIN CERTIFICATE-----\n${body.toString('base64').replaceAll(/.{64}/g, '$&\n').trim()}\n-----END CERTIFICATE-----\n`

type Content = { issuer: string; subject: string; holder: KeyObject; extension: Buffer; signer: KeyObject }

const certify = ({ issuer, subject, holder, extension, signer }: Content): string => {
  const content = sequence(
    element(0xa0, element(0x02, Buffer.from([2]))),
    element(0x02, Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    ecdsaWithSha256,
    nameOf(issuer),
    sequence(time(Date.now() - DAY), time(Date.now() + 30 * DAY)),
    nameOf(subject),
    holder.export({ type: 'spki', format: 'der' }),
    element(0xa3, sequence(extension)),
  )
  const signature = Buffer.concat([Buffer.from([0]), sign('sha256', content, signer)])
  return pem(sequence(content, ecdsaWithSha256, element(0x03, signature)))
}

const newKeys = () => generateKeyPairSync('ec', { namedCurve: 'P-256' })

/** A new authority that nobody has heard of. */
export const makeAuthority = (name = 'Test authority'): Authority => {
  const own = newKeys()
  const issued = { issuer: name, signer: own.privateKey }
  return {
    certificate: certify({ ...issued, subject: name, holder: own.publicKey, extension: isAuthority }),
    issue: () => {
      const keys = newKeys()
      return {
        key: keys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
        certificate: certify({ ...issued, subject: 'localhost', holder: keys.publicKey, extension: isThisMachine }),
      }
    },
  }
}
