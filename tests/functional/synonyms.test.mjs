// The town's synonyms: kept by staff, heeded by the next question.
import { after, before, test } from 'node:test'
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { assertProblem } from './contract.mjs'
import { startSite } from './harness.mjs'
import { firstAdministrator, hired } from './people.mjs'
import * as wechat from './wechat.mjs'

let site, admin, reviewer, handler, account

const kPath = '/api/v1/synonyms'
const entry = { id: 'card', topic: '养老', question: '敬老卡怎么补办？', variants: [], answer: '请带身份证到窗口补办敬老卡。', unit: 'cjzx', source: '测试文件', valid_from: '2026-01-01', valid_to: '', review: 'reviewed', auto_answer: true }
const keep = async (groups, version) => reviewer.call('PUT', kPath, { version: version ?? (await reviewer.get(kPath)).version, groups })
const isAnswered = async () => wechat.passiveText(account, await wechat.say(site, account, '老年证怎么补办？', { from: `o${randomUUID()}` })).includes('窗口补办敬老卡')

before(async () => {
  site = await startSite()
  admin = await firstAdministrator(site)
  reviewer = await hired(admin, 'shen', 'cjzx', ['reviewer'])
  handler = await hired(admin, 'lu', 'cjzx', ['handler'])
  assert.equal((await admin.call('PUT', `/api/v1/faq/${entry.id}`, entry)).status, 200)
  account = await site.addChannel('wechat_oa', 'town', ['--app-id', 'wx1234567890abcdef', '--app-secret', 's', '--token', 'TOKEN123', '--aes-key', 'a'.repeat(43)])
})
after(() => site?.stop())

test('an entry is found by the other word from the moment that it is listed, and the entry itself stays as it is', async () => {
  assert.deepEqual(await reviewer.get(kPath), { version: 0, groups: [] })
  assert.equal(await isAnswered(), false)
  const kept = await keep([['敬老卡', ' 老年证 ', '', '老年证'], []])
  assert.equal(kept.status, 200, kept.text)
  assert.deepEqual(kept.body, { version: 1, groups: [['敬老卡', '老年证']] })
  assert.equal(await isAnswered(), true)
  assert.deepEqual((await admin.get('/api/v1/faq')).items.find(({ id }) => id === 'card').variants, [])
  await keep([])
  assert.equal(await isAnswered(), false)
})

test('what cannot be meant is refused with its word, and nothing is written over what came meanwhile', async () => {
  for (const [groups, words] of [[[['敬老卡']], /“敬老卡”没有写同义的词/], [[['卡', '证']], /“卡”须在 2 到 20 字之间/], [[['敬老卡', '老年证'], ['老人卡', '敬老卡']], /“敬老卡”写在了两组里/]]) {
    const refused = await keep(groups)
    assertProblem(refused, 400, 'bad_request')
    assert.equal(refused.body.field, 'groups')
    assert.match(refused.body.detail, words)
  }
  assertProblem(await keep(Array.from({ length: 501 }, (_, i) => [`甲${i}号`, `乙${i}号`])), 400, 'bad_request')
  assertProblem(await keep([['敬老卡', '老年证']], 0), 409, 'version_conflict')
  assertProblem(await handler.call('GET', kPath), 403, 'forbidden')
  assertProblem(await handler.call('PUT', kPath, { version: 0, groups: [] }), 403, 'forbidden')
})
