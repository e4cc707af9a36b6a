import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'

/** A roll file as its bytes show it: what names it, and how it must be read. */
export type InspectedFile = {
  path: string
  sha256: string
  size: number
  format: 'csv' | 'xlsx'
  encoding: 'utf8' | 'gb18030'
}

/**
 * Reads a file once through: its SHA-256, whether it is a workbook (a zip) or text, and whether the text is UTF-8.
 * Text that is not valid UTF-8 is taken for GB18030, which is what spreadsheets in China write by default.
 */
export const inspectFile = async (path: string): Promise<InspectedFile> => {
  const hash = createHash('sha256')
  const utf8 = new TextDecoder('utf-8', { fatal: true })
  let size = 0
  let isUtf8 = true
  let start = ''
  for await (const chunk of createReadStream(path)) {
    const bytes: Buffer = chunk
    if (size === 0) start = bytes.subarray(0, 4).toString('latin1')
    size += bytes.length
    hash.update(bytes)
    isUtf8 = isUtf8 && accepts(utf8, bytes)
  }
  isUtf8 = isUtf8 && accepts(utf8)
  return {
    path,
    sha256: hash.digest('hex'),
    size,
    format: formatOf(start),
    encoding: encodingOf(isUtf8),
  }
}

/** The same of bytes that are at hand; `content` keeps them. */
export const inspectBytes = (content: Buffer): Omit<InspectedFile, 'path'> & { content: Buffer } => ({
  content,
  sha256: createHash('sha256').update(content).digest('hex'),
  size: content.length,
  format: formatOf(content.subarray(0, 4).toString('latin1')),
  encoding: encodingOf(accepts(new TextDecoder('utf-8', { fatal: true }), content)),
})

/** A workbook is a zip. */
const formatOf = (start: string): InspectedFile['format'] => (start === 'PK\u0003\u0004' ? 'xlsx' : 'csv')

const encodingOf = (isUtf8: boolean): InspectedFile['encoding'] => (isUtf8 ? 'utf8' : 'gb18030')

const accepts = (decoder: InstanceType<typeof TextDecoder>, bytes?: Buffer): boolean => {
  try {
    decoder.decode(bytes, { stream: bytes !== undefined })
    return true
  } catch {
    return false
  }
}
