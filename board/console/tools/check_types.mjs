// Fails when src/api/schema.d.ts is not what ../web/openapi.json generates.
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import openapiTS, { astToString, COMMENT_HEADER } from 'openapi-typescript'

const here = (path) => new URL(path, import.meta.url)
const contract = here('../../web/openapi.json')
const committed = readFileSync(fileURLToPath(here('../src/api/schema.d.ts')), 'utf8')
const generated = COMMENT_HEADER + astToString(await openapiTS(contract))
if (committed.trim() !== generated.trim()) {
  console.error('src/api/schema.d.ts is older than board/web/openapi.json: run `npm run types`')
  process.exit(1)
}
console.log('src/api/schema.d.ts matches board/web/openapi.json')
