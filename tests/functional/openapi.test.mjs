// The document of the API and the server describe the same thing.
import { after, before, describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { document, operations } from './contract.mjs'
import { startSite } from './harness.mjs'

/** Route names of the server's counters that are pages, not API: their names say so. */
const isPage = (route) => route === 'none' || /^(page|console)(_|$)/.test(route)

let site

before(async () => (site = await startSite()))
after(() => site?.stop())

const filled = (template) => template.replace(/\{[^}]+\}/g, 'x0')

async function requestsByRoute() {
  const { text } = await site.send('GET', '/metrics')
  const counts = new Map()
  for (const [, route, count] of text.matchAll(/^huiying_http_requests_total\{[^}]*route="([^"]+)"[^}]*\} (\d+)/gm)) counts.set(route, (counts.get(route) ?? 0) + Number(count))
  return counts
}

describe('openapi.json', () => {
  test('is the file that the server serves', async () => {
    const { body } = await site.send('GET', '/api/openapi.json')
    assert.deepEqual(body, document)
  })

  test('is OpenAPI 3.1 whose references, parameters and security schemes exist', () => {
    assert.match(document.openapi, /^3\.1\./)
    assert.ok(document.info.title && document.info.version)
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map((found) => found[1])
    assert.ok(references.length > 50)
    for (const reference of new Set(references)) {
      const target = reference.replace(/^#\//, '').split('/').reduce((value, key) => value?.[key], document)
      assert.ok(target, reference)
    }
    for (const { method, template, operation } of operations) {
      const what = `${method} ${template}`
      const inPath = (operation.parameters ?? []).filter((parameter) => parameter.in === 'path')
      assert.deepEqual(inPath.map((parameter) => parameter.name).sort(), [...template.matchAll(/\{([^}]+)\}/g)].map((found) => found[1]).sort(), what)
      for (const parameter of operation.parameters ?? []) assert.ok(parameter.schema && ['path', 'query', 'header', 'cookie'].includes(parameter.in), `${what}: ${parameter.name}`)
      for (const scheme of (operation.security ?? []).flatMap(Object.keys)) assert.ok(document.components.securitySchemes[scheme], `${what}: ${scheme}`)
      for (const [status, response] of Object.entries(operation.responses)) assert.ok(response.description, `${what}: ${status}`)
    }
    const ids = operations.map(({ operation }) => operation.operationId)
    assert.equal(new Set(ids).size, ids.length)
  })

  test('describes each route of the server, and no other', async () => {
    const before = await requestsByRoute()
    const names = new Map()
    for (const { method, template } of operations) {
      if (template === '/metrics') continue // it is the witness
      const counts = await requestsByRoute()
      const controller = new AbortController()
      const response = await fetch(site.url + filled(template), { method, signal: controller.signal })
      controller.abort()
      assert.notEqual(response.status, 405, `${method} ${template}`)
      const after = await requestsByRoute()
      const counted = [...after].filter(([route, count]) => route !== 'metrics' && count > (counts.get(route) ?? 0)).map(([route]) => route)
      assert.equal(counted.length, 1, `${method} ${template} was counted as ${counted}`)
      assert.notEqual(counted[0], 'none', `${method} ${template} is not a route`)
      names.set(counted[0], `${method} ${template}`)
    }
    assert.equal(names.size, operations.length - 1, 'an operation each')
    const missing = [...before.keys()].filter((route) => !isPage(route) && route !== 'metrics' && !names.has(route))
    assert.deepEqual(missing, [], 'routes that the document does not have')
  })

  test('asks for the session wherever the server does, and for the CSRF token wherever something changes', async () => {
    for (const { method, template, operation } of operations) {
      const response = await fetch(site.url + filled(template), { method, headers: { 'Content-Type': 'application/json' }, body: method === 'GET' ? undefined : '{}' })
      const isRefused = response.status === 401 && (await response.json()).code === 'unauthenticated'
      const schemes = (operation.security ?? []).flatMap(Object.keys)
      const needs = template === '/api/v1/setup/password' ? false : isRefused
      assert.equal(schemes.includes('session'), needs, `${method} ${template}: session`)
      assert.equal(schemes.includes('csrf'), needs && method !== 'GET', `${method} ${template}: csrf`)
    }
  })
})
