// The knowledge base learns from what people answered: wished, measured, switched on and off.
import { after, before, describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { assertProblem } from './contract.mjs'
import { startSite, until } from './harness.mjs'
import { assigned, firstAdministrator, hired } from './people.mjs'

let site, admin, handler

const kPath = '/api/v1/answer-orders'
const kThings = ['路灯', '井盖', '垃圾桶', '绿化带', '充电桩', '健身器材', '公交站牌', '停车位', '消火栓', '监控探头']
const kPlaces = ['银春路', '紫藤路', '曙建路', '华宁路', '元江路', '放鹤路']
const entryOf = (thing, at) => ({ id: `fix-${at}`, topic: '市政', question: `${thing}坏了找谁修？`, variants: [], answer: `${thing}由城建中心负责维修，请拨打服务热线说明地点，两个工作日内到场。`, unit: 'cjzx', source: '测试文件', valid_from: '2026-01-01', valid_to: '', review: 'reviewed', auto_answer: true })

before(async () => {
  site = await startSite({ settings: { 'intake.per_address_hourly': 0, 'intake.per_address_daily': 0 } })
  admin = await firstAdministrator(site)
  handler = await hired(admin, 'lu', 'cjzx', ['handler', 'reviewer'])
  for (const [at, thing] of kThings.entries()) assert.equal((await admin.call('PUT', `/api/v1/faq/fix-${at}`, entryOf(thing, at))).status, 200)
})
after(() => site?.stop())

/** A question that the handler answers in the entry's words. */
async function answered(thing, place) {
  const asked = await assigned(admin, 'cjzx', { subject: `${place}${thing}`, text: `${place}的${thing}坏了好几天了，请问找谁修？`, kind: 'question' })
  await handler.move(asked.number, 'reply', { text: `您好！${entryOf(thing).answer}` })
}

describe('the order of the knowledge base', () => {
  test('is the usual one at first; with too few answers a wish makes nothing', async () => {
    const page = await admin.get(kPath)
    assert.deepEqual([page.answerable, page.waiting, page.switch_by, page.items, page.in_use], [0, false, 'rule', [], undefined])
    assert.equal((await admin.call('POST', kPath)).status, 200)
    await until('the wish is taken', async () => !(await admin.get(kPath)).waiting)
    assert.deepEqual((await admin.get(kPath)).items, [])
  })

  test('is learnt from what people sent, measured on what it had not seen, and kept', async () => {
    assert.equal((await admin.call('PUT', kPath, { switch_by: 'person' })).body.switch_by, 'person')
    for (const place of kPlaces) for (const thing of kThings) await answered(thing, place)
    const { answerable, least_answerable: least } = await admin.get(kPath)
    assert.equal(answerable, 60)
    assert.equal(least, 60)
    await admin.call('POST', kPath)
    const page = await until('it is learnt', async () => {
      const read = await admin.get(kPath)
      return read.items.length > 0 && read
    })
    const [order] = page.items
    assert.deepEqual([order.known, order.answerable, order.made_by], [60, 60, admin.login])
    for (const figures of [order.usual, order.learnt])
      for (const name of ['mrr', 'first', 'answered', 'aurc']) assert.ok(figures[name] >= 0 && figures[name] <= 1, `${name} ${figures[name]}`)
    assert.ok(order.usual.first > 0.9)
    assert.equal(page.in_use, undefined, 'a person switches')
  })

  test('is used when a person says so, after a restart too, and left again', async () => {
    const { items: [order] } = await admin.get(kPath)
    assert.equal((await admin.call('PUT', kPath, { order: order.id })).body.in_use, order.id)
    await site.end()
    await site.start()
    assert.equal((await admin.get(kPath)).in_use, order.id)
    assert.equal((await admin.call('PUT', kPath, { order: 0 })).body.in_use, undefined)
  })

  test('is refused where it makes no sense, and to whom it is not', async () => {
    assertProblem(await admin.call('PUT', kPath, { order: 99 }), 404, 'not_found')
    const refused = await admin.call('PUT', kPath, { switch_by: 'nobody' })
    assertProblem(refused, 400, 'bad_request')
    assert.equal(refused.body.field, 'switch_by')
    assertProblem(await handler.call('GET', kPath), 403, 'forbidden')
    assertProblem(await handler.call('POST', kPath), 403, 'forbidden')
    assertProblem(await handler.call('PUT', kPath, { order: 0 }), 403, 'forbidden')
  })
})

describe('the precision that routing is held to', () => {
  const kModels = '/api/v1/routing-models'
  test('is 95 until the town says another, within bounds', async () => {
    assert.equal((await admin.get(kModels)).precision, 95)
    assert.equal((await admin.call('PUT', kModels, { precision: 98 })).body.precision, 98)
    for (const precision of [79, 100, -5]) {
      const refused = await admin.call('PUT', kModels, { precision })
      assertProblem(refused, 400, 'bad_request')
      assert.equal(refused.body.field, 'precision')
    }
    assert.equal((await admin.get(kModels)).precision, 98)
  })
})
