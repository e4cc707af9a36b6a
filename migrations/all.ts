import type { Migration } from 'kysely/migration'
import * as log from './0001_log.ts'
import * as vault from './0002_vault.ts'
import * as projection from './0003_projection.ts'
import * as http from './0004_http.ts'

/** Every migration by name, in order. A static map: what runs is what is written here, and nothing is found by globbing. */
export const migrations: Record<string, Migration> = {
  '0001_log': log,
  '0002_vault': vault,
  '0003_projection': projection,
  '0004_http': http,
}
