// The versions of an FAQ entry: read, restored, and a conflict between two editors told by version.
import { after, before, test } from 'node:test'
import assert from 'node:assert/strict'
import { assertProblem } from './contract.mjs'
import { startSite } from './harness.mjs'
import { firstAdministrator, hired } from './people.mjs'

let site, admin, office, handler

const entry = { id: 'balloon', topic: '文化体育', question: '热气球怎么预约？', variants: [], answer: '请提前登记。', unit: 'wtzx', source: '内部资料', valid_from: '2020-01-01', valid_to: '', review: 'reviewed', auto_answer: true }

before(async () => {
  site = await startSite()
  admin = await firstAdministrator(site)
  office = await hired(admin, 'zhao', 'dzb', ['dispatcher'])
  handler = await hired(admin, 'lu', 'cjzx', ['handler'])
})
after(() => site?.stop())

const put = (person, more) => person.call('PUT', '/api/v1/faq/balloon', { ...entry, ...more })
const versions = async () => (await admin.get('/api/v1/faq/balloon/versions')).items

test('every change is kept with who, when and which fields', async () => {
  assert.equal((await put(admin, { version: 0 })).body.version, 1)
  assert.equal((await put(office, { answer: '请提前三天登记。', version: 1 })).body.version, 2)
  const [second, first] = await versions()
  assert.deepEqual([second.version, second.by, second.changed], [2, 'zhao', ['answer']])
  assert.equal(first.entry.answer, '请提前登记。')
  assert.ok(Date.parse(second.at) >= Date.parse(first.at))
})

test('the second of two editors is told who was first, and nothing is lost', async () => {
  const answer = await put(admin, { answer: '不用登记。', version: 1 })
  assertProblem(answer, 409, 'version_conflict')
  assert.match(answer.body.detail, /先改过了，现在是第 2 版/)
  assert.equal((await versions())[0].entry.answer, '请提前三天登记。')
  assert.equal((await put(admin, { answer: '不用登记。', version: 2 })).body.version, 3)
})

test('an old version is restored, and the restoring undone', async () => {
  const restored = await office.call('POST', '/api/v1/faq/balloon/restore', { restored: 2, version: 3 })
  assert.deepEqual(restored.body, { version: 4 })
  const [newest] = await versions()
  assert.deepEqual([newest.note, newest.entry.answer], ['恢复第 2 版', '请提前三天登记。'])
  const item = (await admin.get('/api/v1/faq')).items.find(({ id }) => id === 'balloon')
  assert.deepEqual([item.version, item.answer], [4, '请提前三天登记。'])
  assertProblem(await office.call('POST', '/api/v1/faq/balloon/restore', { restored: 1, version: 3 }), 409, 'version_conflict')
  assertProblem(await office.call('POST', '/api/v1/faq/balloon/restore', { restored: 99, version: 4 }), 404, 'not_found')
  assert.equal((await office.call('POST', '/api/v1/faq/balloon/restore', { restored: 3, version: 4 })).body.version, 5)
})

test('handlers neither read nor restore', async () => {
  assert.equal((await handler.call('GET', '/api/v1/faq/balloon/versions')).status, 403)
  assert.equal((await handler.call('POST', '/api/v1/faq/balloon/restore', { restored: 1, version: 5 })).status, 403)
  assert.equal((await admin.call('GET', '/api/v1/faq/nobody/versions')).status, 404)
})
