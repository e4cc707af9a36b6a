import { createInflateRaw } from 'node:zlib'

/** What stands before every file in a zip. */
const HEAD = Buffer.from('PK\x03\x04', 'latin1')
const STORED = 0

/**
 * Whether a zip comes to more bytes than this when it is unpacked. It is unpacked to find out, piece by piece and kept
 * nowhere: what a zip says of its sizes need not be true. Throws where it is no zip.
 */
export const unpacksToMoreThan = async (zip: Buffer, most: number): Promise<boolean> => {
  let size = 0
  for (let at = 0; at >= 0; ) {
    const start = at + 30 + zip.readUInt16LE(at + 26) + zip.readUInt16LE(at + 28)
    const isStored = zip.readUInt16LE(at + 8) === STORED
    const inflate = createInflateRaw()
    if (!isStored)
      for await (const piece of inflate.end(zip.subarray(start))) {
        size += (piece as Buffer).length
        if (size > most) return true
      }
    at = zip.indexOf(HEAD, start + inflate.bytesWritten)
    if (isStored) size += (at < 0 ? zip.length : at) - start
  }
  return size > most
}
