// The knowledge base as a file: taken out as XLSX, CSV and JSON, brought in over the API, tried first.
import { after, before, describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { startSite } from './harness.mjs'
import { firstAdministrator, hired } from './people.mjs'

let site, admin, office, handler

before(async () => {
  site = await startSite()
  admin = await firstAdministrator(site)
  office = await hired(admin, 'zhao', 'dzb', ['dispatcher'])
  handler = await hired(admin, 'lu', 'cjzx', ['handler'])
})
after(() => site?.stop())

const entry = { id: 'balloon', topic: '文化体育', question: '热气球,怎么“预约”？', variants: ['只有一种|带竖线'], answer: '=先登记\n"再来"', unit: 'wtzx', source: '内部资料', valid_from: '2020-01-01', valid_to: '', review: 'reviewed', auto_answer: true }

const bring = (person, bytes, query = '') =>
  site.send('POST', `/api/v1/faq-imports${query}`, { body: bytes, headers: { Cookie: person.cookie, 'X-CSRF-Token': person.csrf, 'Content-Type': 'application/octet-stream' } })
/** As they are kept, without what is only told of them. */
const entries = async (person) => (await person.get('/api/v1/faq')).items.map(({ standing, uses, dependents, ...kept }) => kept)

async function takenOut(person, format) {
  const answer = await fetch(`${site.url}/api/v1/faq-export?format=${format}`, { headers: { Cookie: person.cookie } })
  assert.equal(answer.status, 200)
  assert.match(answer.headers.get('content-disposition'), new RegExp(`filename="faq\\.${format}"`))
  return new Uint8Array(await answer.arrayBuffer())
}

test('what is taken out comes in again without a change, in every form', async () => {
  assert.equal((await admin.call('PUT', '/api/v1/faq/balloon', entry)).status, 200)
  const items = await entries(admin)
  for (const format of ['xlsx', 'csv', 'json']) {
    const bytes = await takenOut(office, format)
    const { status, body } = await bring(office, bytes, '?replace=true&keep_review=true')
    assert.equal(status, 200, format)
    assert.deepEqual([body.unchanged, body.added, body.changed, body.there, body.refused], [items.length, 0, 0, 0, 0], format)
  }
  assert.deepEqual(await entries(admin), items)
})

test('another town gets the same entries from the file', async () => {
  const other = await startSite()
  try {
    const chief = await firstAdministrator(other)
    for (const format of ['xlsx', 'csv', 'json']) {
      const file = await takenOut(admin, format)
      const answer = await other.send('POST', '/api/v1/faq-imports?replace=true&keep_review=true', { body: file, headers: { Cookie: chief.cookie, 'X-CSRF-Token': chief.csrf, 'Content-Type': 'application/octet-stream' } })
      assert.equal(answer.status, 200)
      assert.equal(answer.body.refused, 0)
      assert.equal(answer.body.added, format === 'xlsx' ? 1 : 0)
    }
    assert.deepEqual(await entries(chief), await entries(admin))
  } finally {
    await other.stop()
  }
})

describe('a file', () => {
  const csv = '编号,问题,答案,负责单位,失效日期,备注\nkite,风筝在哪里放？,郊野公园。,wtzx,,x\nlost,没有答案,,wtzx,,\nghost,没有单位,答案,nobody,,\nwhen,没有日期,答案,,明天,\nkite,重复,答案,,,\n'

  test('is tried first, each line with its reason', async () => {
    const { status, body } = await bring(office, csv, '?trial=true')
    assert.equal(status, 200)
    assert.equal(body.written, false)
    assert.deepEqual(body.ignored_columns, ['备注'])
    assert.deepEqual(body.lines.map(({ line, result }) => [line, result]), [[2, 'added'], [3, 'refused'], [4, 'refused'], [5, 'refused'], [6, 'refused']])
    assert.match(body.lines[1].words, /没有答案/)
    assert.match(body.lines[2].words, /没有单位 “nobody”/)
    assert.match(body.lines[3].words, /日期应为/)
    assert.match(body.lines[4].words, /在文件中重复/)
    assert.equal((await admin.get('/api/v1/faq')).items.find(({ id }) => id === 'kite'), undefined)
  })

  test('with a refused line is taken without it, or not at all', async () => {
    assert.equal((await bring(office, csv, '?all_or_none=true')).body.written, false)
    assert.equal((await admin.get('/api/v1/faq')).items.find(({ id }) => id === 'kite'), undefined)
    assert.equal((await bring(office, csv)).body.written, true)
    const kite = (await admin.get('/api/v1/faq')).items.find(({ id }) => id === 'kite')
    assert.deepEqual([kite.review, kite.unit], ['draft', 'wtzx'])
    const again = await bring(office, csv.replace('郊野公园', '操场'))
    assert.deepEqual(again.body.lines[0].result, 'there')
    assert.equal((await bring(office, csv.replace('郊野公园', '操场'), '?replace=true')).body.changed, 1)
  })

  test('that is none is refused in words, and nobody else brings one', async () => {
    for (const bytes of ['', 'PK\u0003\u0004', '甲,乙\n1,2\n', '[1]']) {
      const { status, body } = await bring(office, bytes)
      assert.equal(status, 400, bytes)
      assert.equal(body.field, 'file')
      assert.match(body.detail, /[读找没]/)
    }
    assert.equal((await bring(handler, csv)).status, 403)
    assert.equal((await handler.call('GET', '/api/v1/faq-export')).status, 403)
    assert.equal((await admin.call('GET', '/api/v1/faq-export?format=pdf')).status, 400)
  })
})

test('a wrong field of an entry is named', async () => {
  const { status, body } = await admin.call('PUT', '/api/v1/faq/balloon', { ...entry, valid_to: '2019-12-31' })
  assert.equal(status, 400)
  assert.equal(body.field, 'valid_to')
  assert.match(body.detail, /早于生效日期/)
})
