import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { errorsDocument } from './errors.ts'
import { openapiDocument } from './openapi.ts'
import { schemesDocument } from './schemes.ts'

/** Every generated document by its file: what `npm run docs` writes, and `npm run docs -- --check` holds the files against. */
export const documents: Readonly<Record<string, () => Promise<string>>> = {
  'openapi.json': openapiDocument,
  'errors.md': errorsDocument,
  'schemes.md': schemesDocument,
}

const pathOf = (name: string): string => join(import.meta.dirname, name)

/** The documents whose files differ from what the code says now. */
export const drifted = async (): Promise<string[]> => {
  const found: string[] = []
  for (const [name, generate] of Object.entries(documents)) {
    const written = await readFile(pathOf(name), 'utf8').catch(() => '')
    if (written !== (await generate())) found.push(name)
  }
  return found
}

if (import.meta.main) {
  if (process.argv.includes('--check')) {
    const names = await drifted()
    for (const name of names) console.error(`docs/${name} differs from the code: run npm run docs`)
    process.exitCode = names.length === 0 ? 0 : 1
  } else {
    for (const [name, generate] of Object.entries(documents)) await writeFile(pathOf(name), await generate())
  }
}
