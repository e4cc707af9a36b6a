import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import type { FastifyInstance } from 'fastify'
import { createJsonSchemaTransform, createJsonSchemaTransformObject } from 'fastify-type-provider-zod'
import type { OpenAPIV3_1 } from 'openapi-types'
import { withParticularsOfSchemes } from './particulars-schemas.ts'
import { saidOnce } from './said-once.ts'

/** Every whole number of ours is a safe one: the document does not say so three hundred times. */
const zodToJsonConfig: NonNullable<Parameters<typeof createJsonSchemaTransform>[0]['zodToJsonConfig']> = {
  override: ({ jsonSchema }) => {
    if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum
    if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum
  },
}

const componentsOf = createJsonSchemaTransformObject({ zodToJsonConfig })

/** Serves OpenAPI 3.1, generated from the schemas that check the requests, and pages to browse it without any other host. */
export const publishDocuments = async (app: FastifyInstance): Promise<void> => {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Anjuan 案卷',
        version: '1',
        description:
          'Cases, rosters and payments of social assistance. 社会救助案件、花名册与发放。\n\n' +
          'Every POST needs an `Idempotency-Key`; the same key and body again gives the first answer. ' +
          'Answers carry the revision as `ETag`; `If-Match` refuses a stale one. ' +
          'Money is whole fen (分), months are `YYYY-MM`, days `YYYY-MM-DD` in Asia/Shanghai. ' +
          'Every refusal is `application/problem+json` with a stable `code`; see `docs/errors.md`.',
      },
      components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } } },
      security: [{ bearer: [] }],
    },
    transform: createJsonSchemaTransform({ zodToJsonConfig }),
    transformObject: (document) => saidOnce(withParticularsOfSchemes(componentsOf(document) as OpenAPIV3_1.Document)),
  })
  await app.register(swaggerUi, { routePrefix: '/docs', staticCSP: true, uiConfig: { deepLinking: true } })
  app.route({
    method: 'GET',
    url: '/openapi.json',
    schema: { hide: true },
    handler: () => app.swagger(),
  })
}
