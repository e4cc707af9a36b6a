import type { OpenAPIV3_1 } from 'openapi-types'
import { schemes } from '../domain/scheme/schemes.ts'

type Document = OpenAPIV3_1.Document
type Schemas = NonNullable<NonNullable<Document['components']>['schemas']>

/** The schemas of the schemes' own facts by the names that the document gives them: `TemporaryAssistanceParticulars`. */
const names = schemes.flatMap(({ code, name, particulars }) => {
  if (particulars === null) return []
  const id = `${code.charAt(0).toUpperCase()}${code.slice(1)}Particulars`
  // Named in the registry of zod, it comes out among the components.
  particulars.meta({ id, title: `${name.en} ${name.zh}` })
  return [id]
})

/**
 * The same document where the particulars of a case are those of one of the schemes. A command takes any plain JSON, and
 * the scheme's schema judges it (`particulars-invalid`); whoever writes a client wants to see that schema.
 */
export const withParticularsOfSchemes = (document: Document): Document => {
  const anyOf = names.map((name) => ({ $ref: `#/components/schemas/${name}Input` }))
  const schemas: Schemas = Object.fromEntries(
    Object.entries(document.components?.schemas ?? {}).map(([name, schema]) =>
      name === 'Particulars' || name === 'ParticularsInput'
        ? [name, { description: schema.description ?? '', anyOf }]
        : [name, schema],
    ),
  )
  return { ...document, components: { ...document.components, schemas } }
}
