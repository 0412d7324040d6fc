// The same thing said twice is one ticket; two things that look alike are two.
import { after, before, describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { startSite, until } from './harness.mjs'
import { firstAdministrator } from './people.mjs'
import * as webhooks from './standard_webhooks.mjs'
import * as wechat from './wechat.mjs'

let site, admin, partner, other, official

before(async () => {
  site = await startSite()
  admin = await firstAdministrator(site)
  partner = await site.addChannel('webhook', 'partner')
  other = await site.addChannel('webhook', 'other')
  official = await site.addChannel('wechat_oa', 'town')
})
after(() => site?.stop())

const everything = async () => new Set(await admin.queue('all'))

/** Tickets that came of `work`. */
async function newTickets(work) {
  await site.drained()
  const before = await everything()
  await work()
  await site.drained()
  return [...(await everything())].filter((number) => !before.has(number))
}

describe('a webhook delivery', () => {
  test('sent three times is one ticket with one number', async () => {
    const message = webhooks.message('路灯不亮')
    const answers = []
    const tickets = await newTickets(async () => {
      for (let i = 0; i < 3; ++i) answers.push((await webhooks.deliver(site, partner, message, { id: 'msg_1' })).body)
    })
    assert.deepEqual(answers[1], answers[0])
    assert.deepEqual(answers[2], answers[0])
    assert.deepEqual(tickets, [answers[0].number])
  })

  test('sent twenty times at once is one ticket', async () => {
    const message = webhooks.message('井盖松动')
    let answers = []
    const tickets = await newTickets(async () => {
      answers = await Promise.all(Array.from({ length: 20 }, () => webhooks.deliver(site, partner, message)))
    })
    assert.equal(new Set(answers.map((answer) => answer.text)).size, 1)
    assert.equal(tickets.length, 1)
  })

  test('with the same id of two people is two tickets', async () => {
    const numbers = new Set()
    const tickets = await newTickets(async () => {
      for (const from of ['u-1', 'u-2']) numbers.add((await webhooks.deliver(site, partner, webhooks.message('医保报销', { id: 'same', from }))).body.number)
    })
    assert.deepEqual(new Set(tickets), numbers)
    assert.equal(numbers.size, 2)
  })

  test('with the same id of one person at two accounts is two tickets', async () => {
    const message = webhooks.message('医保报销', { id: 'same-again' })
    const tickets = await newTickets(async () => {
      for (const account of [partner, other]) await webhooks.deliver(site, account, message)
    })
    assert.equal(tickets.length, 2)
  })
})

describe('a question over the API', () => {
  const post = (message, key) => site.send('POST', '/api/v1/messages', { json: message, headers: key ? { 'Idempotency-Key': key } : {} })

  test('with the same Idempotency-Key is one ticket and the same answer', async () => {
    const answers = []
    const tickets = await newTickets(async () => {
      for (let i = 0; i < 3; ++i) answers.push((await post({ text: '居住证怎么办' }, 'key-1')).body)
    })
    assert.deepEqual(answers.map(({ number, code }) => [number, code]), Array(3).fill([answers[0].number, answers[0].code]))
    assert.deepEqual(tickets, [answers[0].number])
  })

  test('with another text under a key that somebody else chose is a ticket of its own', async () => {
    const numbers = new Set()
    for (const text of ['我要办居住证', '我要补办社保卡']) numbers.add((await post({ text }, 'key-2')).body.number)
    assert.equal(numbers.size, 2)
  })

  test('without a key is a ticket each time', async () => {
    const tickets = await newTickets(async () => {
      for (let i = 0; i < 2; ++i) assert.equal((await post({ text: '公交车太少' })).status, 201)
    })
    assert.equal(tickets.length, 2)
  })
})

describe('a WeChat user', () => {
  test('whose message the platform sends three times gets three times the same bytes, and one ticket', async () => {
    const xml = wechat.textXml('小区漏水没人修')
    const answers = []
    const tickets = await newTickets(async () => {
      for (let i = 0; i < 3; ++i) answers.push(await wechat.post(site, official, wechat.safeDelivery(official, xml)))
    })
    assert.ok(answers[0].bytes.length > 0)
    assert.deepEqual(answers[1].bytes, answers[0].bytes)
    assert.deepEqual(answers[2].bytes, answers[0].bytes)
    assert.deepEqual(tickets, [wechat.receiptIn(wechat.passiveText(official, answers[0])).number])
  })

  test('who writes in a burst gets one ticket with all the messages in their order', async () => {
    const lines = ['你好，麻烦你们来看看', '我们小区的电梯坏了', '已经三天了', '老人上不了楼', '请尽快修']
    const first = await wechat.say(site, official, lines[0], { from: 'oBurst' })
    const { number } = wechat.receiptIn(wechat.passiveText(official, first))
    for (const line of lines.slice(1)) {
      const text = wechat.passiveText(official, await wechat.say(site, official, line, { from: 'oBurst' }))
      assert.match(text, new RegExp(`补充内容已收到，并入受理编号${number}`))
    }
    const said = async () => (await admin.taken(number)).messages.filter((line) => line.from === 'citizen').map((line) => line.text)
    await until('all messages', async () => (await said()).length === lines.length)
    assert.deepEqual(await said(), lines)
  })

  test('who writes five messages at the same moment gets one ticket', async () => {
    const lines = ['一', '二', '三', '四', '五'].map((word) => `电梯坏了${word}`)
    const tickets = await newTickets(() => Promise.all(lines.map((line) => wechat.say(site, official, line, { from: 'oAtOnce' }))))
    assert.equal(tickets.length, 1)
  })

  test('and another who use the same message id get a ticket each', async () => {
    const tickets = await newTickets(async () => {
      for (const from of ['oOne', 'oTwo']) await wechat.say(site, official, '停车位不够', { from, id: 4711 })
    })
    assert.equal(tickets.length, 2)
  })
})
