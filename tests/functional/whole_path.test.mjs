// From a message to its reply, over every channel.
import { after, before, describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { startSite, until } from './harness.mjs'
import { answered, asFinalReply, firstAdministrator, hired, status, write } from './people.mjs'
import { dueTimes } from './calendar.mjs'
import * as webhooks from './standard_webhooks.mjs'
import * as wechat from './wechat.mjs'

const kReply = '您好！已于今日上午派人到现场查看，灯具老化，三日内更换完毕。𠮷 & <b> “谢谢”'
const kPhone = '13917654321'

let site, admin, handler, reviewer, receiver, api, partner, official

before(async () => {
  site = await startSite()
  receiver = await webhooks.startReceiver()
  api = await wechat.startApi()
  admin = await firstAdministrator(site)
  handler = await hired(admin, 'lu', 'cjzx', ['handler'])
  reviewer = await hired(admin, 'shen', 'cjzx', ['reviewer'])
  partner = await site.addChannel('webhook', 'partner', ['--reply-url', receiver.url])
  receiver.secret = partner.secret
  official = await site.addChannel('wechat_oa', 'town', ['--api-base', api.url])
})
after(async () => {
  await receiver?.close()
  await api?.close()
  await site?.stop()
})

/** Routed to the city-construction centre, due by the calendar, with a draft from the FAQ entry on street lamps. */
async function assertTicketed(number, text) {
  const detail = await handler.taken(number)
  const { ticket, routing, draft } = detail
  assert.equal(detail.text, text)
  assert.equal(ticket.unit, 'cjzx')
  assert.equal(ticket.state, 'handling')
  assert.match(routing.reasons.join(), /路灯/)
  const { response_due, final_due, provisional } = ticket
  assert.deepEqual({ response_due, final_due, provisional }, dueTimes(ticket.received_at))
  assert.match(draft.text, /^您好[^]*灯杆上的编号[^]*依据：[^]*城市建设管理事务中心/)
  assert.equal(draft.sources[0].question, '路灯不亮或者没有路灯，怎么报修？')
  assert.equal(draft.saved_by, 'system')
  return detail
}

/** The handler finds it in the queue, saves a draft, sends the reply. */
async function workThrough(number) {
  assert.ok((await handler.queue('mine')).includes(number))
  await handler.move(number, 'draft', { text: `${kReply}（草稿）` })
  assert.equal((await handler.ticket(number)).draft.text, `${kReply}（草稿）`)
  assert.equal((await handler.ticket(number)).draft.saved_by, 'lu')
  assert.equal((await handler.move(number, 'reply', { text: kReply })).state, 'final_replied')
}

async function assertCitizenSeesReply(receipt) {
  const seen = await status(site, receipt)
  assert.equal(seen.state, 'final_replied')
  assert.equal(seen.unit, '城市建设管理事务中心')
  assert.deepEqual(seen.replies.map(({ by, text }) => ({ by, text })), [{ by: '城市建设管理事务中心', text: kReply }])
}

const replyState = (number) => reviewer.ticket(number).then(({ messages }) => messages.find((line) => line.from === 'staff').state)

/** The reply's state at the desk becomes `wanted`, and the stand-in has heard exactly once. */
async function assertSentOnce(number, got) {
  await until('the reply to be sent', async () => (await replyState(number)) === 'sent')
  assert.equal(got().length, 1)
}

describe('a question on the board’s API', () => {
  test('becomes a ticket, is answered, and the citizen reads the reply by number and code', async () => {
    const text = '银春路两边的路灯不亮，晚上走路很害怕，怎么报修？'
    const receipt = await write(site, { subject: '路灯不亮', text, contact: kPhone, publish: false })
    const { ticket } = await assertTicketed(receipt.number, text)
    assert.equal(ticket.response_due, receipt.response_due)
    assert.equal(ticket.final_due, receipt.final_due)
    const before = await status(site, receipt)
    assert.deepEqual([before.state, before.unit, before.replies], ['handling', '城市建设管理事务中心', []])
    await workThrough(receipt.number)
    await assertCitizenSeesReply(receipt)
    assert.equal(await replyState(receipt.number), 'pick_up')
  })
})

describe('a message over the signed webhook', () => {
  test('gets its number and code at once, and the reply is POSTed once, signed, with an idempotency key', async () => {
    const text = '没有路灯，一闪一闪之后全黑了，怎么报修'
    const answer = await webhooks.deliver(site, partner, webhooks.message(text, { from: 'u-7' }))
    assert.equal(answer.status, 200, answer.text)
    const { number } = answer.body
    await assertTicketed(number, text)
    await workThrough(number)
    await assertCitizenSeesReply(answer.body)
    const got = () => receiver.got.filter((post) => post.body.number === number)
    await assertSentOnce(number, got)
    const [post] = got()
    assert.ok(post.verified, 'the signature of the reply')
    assert.match(post.id, new RegExp(`^hy_${number}_\\d+$`))
    const { at, ...rest } = post.body
    assert.deepEqual(rest, { type: 'reply', id: post.id, number, to: { id: 'u-7' }, text: kReply, by: '城市建设管理事务中心' })
    assert.match(at, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?\+08:00$/)
  })

  test('a receiver that is down for a moment gets the same reply again with the same key', async () => {
    receiver.answers.push(503)
    const answer = await webhooks.deliver(site, partner, webhooks.message('村口的路灯不亮', { from: 'u-8' }))
    const { number } = answer.body
    await handler.taken(number)
    await answered(handler, reviewer, number, kReply)
    await until('the reply to be sent', async () => (await replyState(number)) === 'sent')
    const posts = receiver.got.filter((post) => post.body.number === number)
    assert.equal(posts.length, 2)
    assert.equal(posts[0].id, posts[1].id)
    assert.deepEqual(posts[0].bytes, posts[1].bytes)
  })
})

describe('a message in WeChat’s safe mode', () => {
  test('gets a receipt within the platform’s five seconds, and the reply as one customer-service message in raw UTF-8', async () => {
    const text = '曙光路的路灯不亮了，怎么报修'
    const began = Date.now()
    const answer = await wechat.say(site, official, text, { from: 'oCitizen1' })
    assert.ok(Date.now() - began < 5000)
    const receipt = wechat.receiptIn(wechat.passiveText(official, answer))
    await assertTicketed(receipt.number, text)
    await workThrough(receipt.number)
    await assertCitizenSeesReply(receipt)
    const got = () => api.sent.filter(({ message }) => message.touser === 'oCitizen1')
    await assertSentOnce(receipt.number, got)
    const [{ bytes, message }] = got()
    assert.deepEqual(message, { touser: 'oCitizen1', msgtype: 'text', text: { content: asFinalReply(kReply) } })
    assert.ok(bytes.includes(Buffer.from('已于今日上午派人')), 'Han characters as UTF-8, not as \\u escapes')
    assert.ok(!bytes.includes('\\u'))
    assert.deepEqual(api.tokens.map(({ appid, secret }) => ({ appid, secret })), [{ appid: official.app_id, secret: official.app_secret }])
  })

  test('a window that is shut leaves the reply at number and code, marked failed, and is not tried again', async () => {
    api.answers.push({ errcode: 45015, errmsg: 'response out of time limit' })
    const answer = await wechat.say(site, official, '公园里的路灯不亮', { from: 'oCitizen2' })
    const receipt = wechat.receiptIn(wechat.passiveText(official, answer))
    await handler.taken(receipt.number)
    await answered(handler, reviewer, receipt.number, kReply)
    await until('the send to end', async () => (await replyState(receipt.number)) === 'failed')
    assert.equal(api.sent.filter(({ message }) => message.touser === 'oCitizen2').length, 1)
    await assertCitizenSeesReply(receipt)
  })
})

test('logs carry no citizen’s words and no phone', async () => {
  for (const secret of [kPhone, '晚上走路很害怕', '一闪一闪', '派人到现场', partner.secret, official.token, official.aes_key, official.app_secret])
    assert.ok(!site.logs.includes(secret), `the logs have ${secret}`)
})
