// Every answer of the API held against board/web/openapi.json: the status is one that the operation names, the content type is
// the one it names for that status, the body fits the schema. So does the body of a request that was accepted.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import Ajv2020 from 'ajv/dist/2020.js'

export const document = JSON.parse(readFileSync(new URL('../../board/web/openapi.json', import.meta.url), 'utf8'))

const kShanghaiTime = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,3})?\+08:00$/
const kNotMethods = new Set(['parameters', 'summary', 'description', 'servers'])
const ajv = new Ajv2020({ strict: false, allErrors: true, formats: { 'date-time': kShanghaiTime, date: /^\d{4}-\d{2}-\d{2}$/, binary: true } })
const compiled = new Map()

/** All operations: {method, template, operation, pattern}; those with fewer parameters first, so that "/setup/password" wins over
 * "/setup/{step}". */
export const operations = Object.entries(document.paths)
  .flatMap(([template, item]) =>
    Object.entries(item)
      .filter(([method]) => !kNotMethods.has(method))
      .map(([method, operation]) => ({ method: method.toUpperCase(), template, operation, pattern: new RegExp(`^${template.replace(/\{[^}]+\}/g, '[^/]+')}$`) })),
  )
  .sort((left, right) => left.template.split('{').length - right.template.split('{').length)

function validatorOf(schema) {
  const key = JSON.stringify(schema)
  if (!compiled.has(key)) compiled.set(key, ajv.compile({ ...schema, components: document.components }))
  return compiled.get(key)
}

function assertFits(schema, value, what) {
  const validate = validatorOf(schema)
  if (!validate(value)) assert.fail(`${what} does not fit its schema: ${ajv.errorsText(validate.errors)}\n${JSON.stringify(value).slice(0, 2000)}`)
}

export function operationOf(method, path) {
  const plain = path.split('?')[0]
  return operations.find((known) => known.method === method && known.pattern.test(plain))
}

/** The media types that the operation names for the status: {type: {schema}}; undefined without a body. */
function contentOf(operation, status, what) {
  const { responses } = operation
  const named = responses[status] ?? (status >= 400 ? responses.default : undefined)
  assert.ok(named, `${what}: status ${status} is not one of ${Object.keys(responses)}`)
  return named.content
}

function bodyOf(type, text) {
  return /^application\/(problem\+)?json$/.test(type) ? JSON.parse(text) : text
}

function checkAnswer(operation, answer, what) {
  const content = contentOf(operation, answer.status, what)
  if (!content) {
    assert.equal(answer.text, '', `${what}: no body is named for ${answer.status}`)
    return
  }
  const media = content[answer.type] ?? content['*/*']
  assert.ok(media, `${what}: ${answer.status} with ${answer.type || 'no content type'}, named are ${Object.keys(content)}`)
  if (!content['*/*']) assertFits(media.schema, answer.body, `${what}: the answer ${answer.status}`)
}

function checkRequest(operation, sent, what) {
  const schema = operation.requestBody?.content?.['application/json']?.schema
  if (schema && sent !== undefined) assertFits(schema, sent, `${what}: the accepted request`)
}

const kProblem = { content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } }
const kAnyProblem = { responses: { default: kProblem } }

/** Sends one request and checks its answer. `json` or `body`; `undocumented` for an address or method that the document does not
 * have: then the answer must be a problem. Returns {status, headers, type, text, body}; body is parsed JSON, else the text. */
export async function send(site, method, path, { json, body, headers = {}, undocumented = false } = {}) {
  const what = `${method} ${path.split('?')[0]}`
  const known = operationOf(method, path)
  assert.equal(known === undefined, undocumented, undocumented ? `${what} is documented` : `${what} is not documented`)
  const response = await fetch(site.url + path, {
    method,
    redirect: 'manual',
    headers: { ...(json === undefined ? {} : { 'Content-Type': 'application/json' }), ...headers },
    body: json === undefined ? body : JSON.stringify(json),
  })
  const bytes = Buffer.from(await response.arrayBuffer())
  const type = (response.headers.get('content-type') ?? '').split(';')[0]
  const answer = { status: response.status, headers: response.headers, type, bytes, text: bytes.toString('utf8') }
  answer.body = bodyOf(type, answer.text)
  checkAnswer(known?.operation ?? kAnyProblem, answer, what)
  if (known && response.ok) checkRequest(known.operation, json, what)
  return answer
}

/** A refusal as the API says it: that status and code, and a sentence in Chinese. Returns the problem. */
export function assertProblem(answer, status, code) {
  assert.equal(answer.status, status, answer.text.slice(0, 500))
  assert.equal(answer.type, 'application/problem+json')
  assert.equal(answer.body.code, code)
  assert.equal(answer.body.status, status)
  assert.match(answer.body.title, /\p{Script=Han}{2}/u)
  return answer.body
}
