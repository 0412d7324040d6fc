// What a talk makes of each turn, end to end: through WeChat's side of an official account and through the web chat.
import { after, before, describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { command } from './redis.mjs'
import { startSite } from './harness.mjs'
import { firstAdministrator, hired } from './people.mjs'
import * as wechat from './wechat.mjs'
import { Citizen, isLive } from './web_chat.mjs'

let site, admin, dispatcher, handler, account

const entry = (question, variants, answer) => ({ topic: '社会保障', question, variants, answer, unit: 'cjzx', source: '测试文件', valid_from: '2026-01-01', valid_to: '', review: 'reviewed', auto_answer: true })

before(async () => {
  site = await startSite()
  admin = await firstAdministrator(site)
  dispatcher = await hired(admin, 'fen', 'dzb', ['dispatcher'])
  handler = await hired(admin, 'lu', 'cjzx', ['handler', 'reviewer'])
  const entries = {
    'card-lost': entry('社保卡丢了怎么补办？', ['社保卡遗失补办', '医保卡掉了咋办'], '请带身份证到社区事务受理服务中心补办。'),
    'card-first': entry('社保卡第一次怎么申领？', ['新办社保卡'], '请带身份证到社区事务受理服务中心申领。'),
    'residence': entry('居住证到期怎么续签？', ['居住证续签'], '请在到期前三十日内续签。'),
    'school': entry('孩子上小学怎么报名？', ['小学报名'], '请按当年的入学公告报名。'),
    'parking': entry('小区里能不能加停车位？', ['增设车位'], '请先由业主大会讨论。'),
  }
  for (const [id, fields] of Object.entries(entries)) assert.equal((await admin.call('PUT', `/api/v1/faq/${id}`, { id, ...fields })).status, 200)
  account = await site.addChannel('wechat_oa', 'town', ['--app-id', 'wx1234567890abcdef', '--app-secret', 's', '--token', 'TOKEN123', '--aes-key', 'a'.repeat(43)])
  const added = await admin.call('POST', '/api/v1/channels', { channel: 'webchat', name: 'web' })
  assert.equal(added.status, 201, added.text)
  await isLive(site, 'web')
})
after(() => site?.stop())

const newCitizen = () => {
  const from = `o${randomUUID()}`
  return async (text) => wechat.passiveText(account, await wechat.say(site, account, text, { from }))
}
const ticketOf = async (number) => {
  await site.drained()
  return admin.ticket(number)
}
const tickets = async () => {
  await site.drained()
  return (await admin.get('/api/v1/tickets?queue=all&limit=100')).items.length
}
const wordOf = (text) => text.match(/受理编号：(\S+)/)?.[1]

describe('small talk', () => {
  test('is answered and makes no ticket', async () => {
    const before = await tickets()
    const say = newCitizen()
    assert.match(await say('你好'), /请直接写下您要咨询或者反映的事情/)
    assert.match(await say('谢谢'), /不客气/)
    assert.match(await say('[微笑]'), /请用文字写下来/)
    assert.match(await say('菜单'), /直接提问/)
    assert.match(await say('1'), /没有等您回复的问题/)
    assert.equal(await tickets(), before)
  })
})

describe('a sure answer', () => {
  test('closes its ticket as answered by the system, without a human clock, and 没解决 opens the clock of the first question', async () => {
    const say = newCitizen()
    const answer = await say('社保卡丢了怎么补办？')
    assert.match(answer, /请带身份证到社区事务受理服务中心补办/)
    assert.match(answer, /没有解决，请回复“没解决”/)
    const number = wordOf(answer)
    const closed = await ticketOf(number)
    assert.equal(closed.ticket.state, 'closed')
    assert.ok(closed.history.some((line) => line.event === 'answered_at_once'))
    assert.ok(!(await admin.queue('to_dispatch')).includes(number))

    const again = await say('没解决')
    assert.match(again, /已经转给工作人员接着办/)
    assert.equal(wordOf(again), number)
    const open = await ticketOf(number)
    assert.notEqual(open.ticket.state, 'closed')
    assert.equal(open.ticket.final_due, closed.ticket.final_due)
    assert.equal(open.ticket.received_at, closed.ticket.received_at)
  })

  test('is not given to what warns, and the words of safety come at once', async () => {
    assert.match(await newCitizen()('我不想活了，社保卡丢了怎么补办'), /12356/)
    assert.match(await newCitizen()('楼下着火了，社保卡丢了怎么补办'), /119/)
    assert.match(await newCitizen()('我要举报居委会主任收红包，社保卡丢了怎么补办'), /不转给被反映的单位和人员/)
    assert.match(await newCitizen()('我要上访，社保卡丢了怎么补办'), /信访/)
  })
})

describe('the third band', () => {
  test('asks, and a digit chooses: the answer closes the ticket that was made with the question', async () => {
    const say = newCitizen()
    const offer = await say('我要办社保卡')
    assert.match(offer, /您想问的是不是：\n1 社保卡第一次怎么申领？\n(2 .+\n)?0 都不是，转人工/)
    const number = wordOf(offer)
    const answer = await say('1')
    assert.match(answer, /请带身份证到社区事务受理服务中心申领/)
    assert.equal(wordOf(answer), number)
    assert.equal((await ticketOf(number)).ticket.state, 'closed')
  })

  test('0 leads to a person, on the same ticket', async () => {
    const say = newCitizen()
    const number = wordOf(await say('我要办社保卡'))
    const answer = await say('0')
    assert.match(answer, /已为您转人工/)
    assert.equal(wordOf(answer), number)
    assert.notEqual((await ticketOf(number)).ticket.state, 'closed')
  })
})

describe('a burst', () => {
  test('is one ticket, and what is added leaves the final due where it was', async () => {
    const say = newCitizen()
    const number = wordOf(await say('元江路的路灯坏了'))
    const first = await ticketOf(number)
    assert.match(await say('就在小区门口'), /补充内容已收到/)
    assert.match(await say('一共三盏'), /补充内容已收到/)
    const { ticket, messages } = await ticketOf(number)
    assert.equal(ticket.final_due, first.ticket.final_due)
    assert.deepEqual(messages.filter((line) => line.from === 'citizen').map((line) => line.text), ['元江路的路灯坏了', '就在小区门口', '一共三盏'])
  })
})

describe('the first delivery of a talk', () => {
  test('hears number and code also when its answer was lost and others of the talk were quicker', async () => {
    const from = `o${randomUUID()}`
    const hear = async (text, id) => wechat.passiveText(account, await wechat.say(site, account, text, { from, id }))
    const first = await hear('联农路的井盖松了', '7300000000000000001')
    assert.match(first, /查询码：/)
    await hear('在公交站旁边', '7300000000000000002')
    const [, name] = (await command(site, 'KEYS', `*answer|wechat_oa|town|${from}|7300000000000000001`)).match(/\r\n(\S*answer\S+)\r\n/)
    assert.match(await command(site, 'DEL', name), /^:1/)
    assert.equal(await hear('联农路的井盖松了', '7300000000000000001'), first)
    assert.match(await hear('还是那个井盖', '7300000000000000003'), /补充内容已收到/)
    const { messages } = await ticketOf(wordOf(first))
    assert.deepEqual(messages.filter((line) => line.from === 'citizen').map((line) => line.text), ['联农路的井盖松了', '在公交站旁边', '还是那个井盖'])
  })
})

describe('转人工', () => {
  test('works before anything was asked, and asks what it is about', async () => {
    const answer = await newCitizen()('转人工')
    assert.match(answer, /已为您转人工[^]*请先写一下是什么事/)
    assert.notEqual((await ticketOf(wordOf(answer))).ticket.state, 'closed')
  })
})

describe('a talk that a person has in hand', () => {
  test('hears nothing of the system until the reply, which is asked about once', async () => {
    const citizen = await new Citizen(site).open()
    const { number } = await citizen.say('春申路的垃圾桶满了，没人收')
    await site.drained()
    await dispatcher.move(number, 'assign', { unit: 'cjzx' })
    await handler.move(number, 'draft', { text: '正在核实' })
    assert.equal((await citizen.say('已经三天了')).answer, '')
    assert.equal((await citizen.say('谢谢')).answer, '')
    assert.equal((await citizen.say('社保卡丢了怎么补办？')).answer, '')
    assert.match((await citizen.say('转人工')).answer, /转人工/)
    citizen.close()
  })
})
