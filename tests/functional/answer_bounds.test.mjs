// How sure the knowledge base must be: chosen by the town, worth what its own questions say.
import { after, before, describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { assertProblem } from './contract.mjs'
import { startSite, until } from './harness.mjs'
import { assigned, firstAdministrator, hired } from './people.mjs'
import * as wechat from './wechat.mjs'

let site, admin, handler, account

const kPath = '/api/v1/answer-bounds'
const kQuestion = '社保卡丢了怎么补办？'
const entry = { id: 'card-lost', topic: '社会保障', question: kQuestion, variants: [], answer: '请带身份证到社区事务受理服务中心补办，工作日当场可以取卡。', unit: 'cjzx', source: '测试文件', valid_from: '2026-01-01', valid_to: '', review: 'reviewed', auto_answer: true }

before(async () => {
  site = await startSite({ settings: { 'intake.per_address_hourly': 0, 'intake.per_address_daily': 0 } })
  admin = await firstAdministrator(site)
  handler = await hired(admin, 'lu', 'cjzx', ['handler', 'reviewer'])
  assert.equal((await admin.call('PUT', `/api/v1/faq/${entry.id}`, entry)).status, 200)
  account = await site.addChannel('wechat_oa', 'town', ['--app-id', 'wx1234567890abcdef', '--app-secret', 's', '--token', 'TOKEN123', '--aes-key', 'a'.repeat(43)])
})
after(() => site?.stop())

const choose = (sure, offer = 12) => admin.call('PUT', kPath, { sure, offer })
const answersAtOnce = async () => wechat.passiveText(account, await wechat.say(site, account, kQuestion, { from: `o${randomUUID()}` })).includes('当场可以取卡')

describe('the bounds', () => {
  test('are the usual ones at first, and say that too little is known', async () => {
    const page = await admin.get(kPath)
    assert.deepEqual([page.sure, page.offer, page.usual_sure, page.usual_offer, page.known, page.curve], [91, 12, 91, 12, 0, []])
    assert.equal(page.proposed, undefined)
  })

  test('hold for the next question; at 100 nothing is answered by itself', async () => {
    assert.equal(await answersAtOnce(), true)
    assert.equal((await choose(100)).body.sure, 100)
    assert.equal(await answersAtOnce(), false)
    assert.equal((await choose(91)).status, 200)
    await until('answers again', () => answersAtOnce())
  })

  test('are refused where they make no sense, beside the field, and to whom they are not', async () => {
    for (const [sure, offer, field] of [[49, 12, 'sure'], [101, 12, 'sure'], [-1, 1, 'sure'], [91, 0, 'offer'], [91, 92, 'offer']]) {
      const refused = await choose(sure, offer)
      assertProblem(refused, 400, 'bad_request')
      assert.equal(refused.body.field, field, `${sure}/${offer}`)
    }
    assert.equal((await admin.get(kPath)).sure, 91)
    assertProblem(await handler.call('GET', kPath), 403, 'forbidden')
    assertProblem(await handler.call('PUT', kPath, { sure: 90, offer: 10 }), 403, 'forbidden')
  })

  test('are measured on what people answered: of an entry, or of none', async () => {
    const asked = await assigned(admin, 'cjzx', { subject: '补卡', text: kQuestion, kind: 'question' })
    const { draft } = await handler.ticket(asked.number)
    assert.match(JSON.stringify(draft), /card-lost/)
    await handler.move(asked.number, 'reply', { text: `您好！${entry.answer}` })
    const other = await assigned(admin, 'cjzx', { subject: '热气球', text: '热气球在哪里坐？', kind: 'question' })
    await handler.move(other.number, 'reply', { text: '本镇没有热气球项目。' })
    const page = await admin.get(kPath)
    assert.deepEqual([page.known, page.answerable], [2, 1])
    assert.deepEqual(page.now, { sure: 91, precision: 1, answered: 1, false_answers: 0 })
    assert.ok(page.curve.length > 20)
    assert.equal(page.curve[0].false_answers <= 1, true)
    assert.equal(page.proposed, undefined, 'two questions propose nothing')
  })
})
