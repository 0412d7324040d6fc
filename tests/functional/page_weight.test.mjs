// What a page of the board weighs with all that it asks for, as an old phone gets it; and that what is compressed is the same file.
import { after, before, describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { gunzipSync } from 'node:zlib'
import http from 'node:http'
import { startSite } from './harness.mjs'

const kMostBytes = 60 * 1024
const kPages = ['/', '/ask', '/search?q=%E8%B7%AF%E7%81%AF', '/q', '/statistics', '/units', '/when', '/about', '/topics']

let site
before(async () => {
  site = await startSite({ demo: true })
})
after(() => site?.stop())

/** The bytes on the wire: fetch would unpack them. */
const raw = (path, encoding) =>
  new Promise((resolve, reject) => {
    http.get(new URL(path, site.url), { headers: encoding ? { 'Accept-Encoding': encoding } : {} }, (response) => {
      const parts = []
      response.on('data', (part) => parts.push(part)).on('end', () => resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(parts) }))
    }).on('error', reject)
  })
const filesOf = (html) => [...new Set([...html.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map((match) => match[1]))]

describe('a page of the board', () => {
  test('weighs under 60 KB with its stylesheet, script and icon', async () => {
    for (const page of kPages) {
      const { status, body } = await raw(page, 'gzip')
      assert.ok(status === 200 || status === 404, `${page}: ${status}`)
      assert.notEqual(status, 404, page)
      const files = await Promise.all(filesOf(body.toString()).map((file) => raw(file, 'gzip')))
      assert.ok(files.length >= 2, page)
      const weight = files.reduce((sum, file) => sum + file.body.length, body.length)
      assert.ok(weight < kMostBytes, `${page} weighs ${weight} bytes`)
    }
  })

  test('has its files compressed where that is understood, and as they are where not', async () => {
    const [file] = filesOf((await raw('/', 'gzip')).body.toString()).filter((name) => name.endsWith('.css'))
    const small = await raw(file, 'br, gzip;q=0.8')
    const plain = await raw(file)
    assert.equal(small.headers['content-encoding'], 'gzip')
    assert.equal(plain.headers['content-encoding'], undefined)
    for (const answer of [small, plain]) assert.equal(answer.headers.vary, 'Accept-Encoding')
    assert.ok(small.body.length < plain.body.length / 3, `${small.body.length} of ${plain.body.length}`)
    assert.deepEqual(gunzipSync(small.body), plain.body)
  })
})
