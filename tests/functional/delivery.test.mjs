// Replies on their way out: what the platform answers decides what happens next, and nothing is sent twice behind its back.
import { after, before, describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { assertProblem } from './contract.mjs'
import { sleep, startSite, until } from './harness.mjs'
import { asFinalReply, firstAdministrator, hired } from './people.mjs'
import { kNoAnswer } from './platform_api.mjs'
import * as webhooks from './standard_webhooks.mjs'
import * as wechat from './wechat.mjs'

let site, admin, handler, api, official, receiver, partner

before(async () => {
  site = await startSite({ settings: { 'sender.timeout_seconds': 2, 'sender.max_attempts': 2 } })
  admin = await firstAdministrator(site)
  handler = await hired(admin, 'lu', 'cjzx', ['handler'])
  api = await wechat.startApi()
  receiver = await webhooks.startReceiver()
  official = await site.addChannel('wechat_oa', 'town', ['--api-base', api.url])
  partner = await site.addChannel('webhook', 'partner', ['--reply-url', receiver.url])
  receiver.secret = partner.secret
})
after(async () => {
  await api?.close()
  await receiver?.close()
  await site?.stop()
})

const replyOf = async (number) => (await handler.ticket(number)).messages.find((line) => line.from === 'staff')
const becomes = (number, state) => until(`the reply to be ${state}`, async () => (await replyOf(number)).state === state)
const sentTo = (user) => api.sent.filter(({ message }) => message.touser === user)
const outbound = async (state, number) => (await admin.get(`/api/v1/outbound?state=${state}`)).items.find((row) => row.number === number)
const decide = (row, decision) => admin.call('POST', `/api/v1/outbound/${row.id}`, { decision })

/** A WeChat user's message, answered with that text while the platform's next answers are those; its number. */
async function answeredOverWechat(user, text, ...answers) {
  const { number } = wechat.receiptIn(wechat.passiveText(official, await wechat.say(site, official, '路灯不亮', { from: user })))
  await handler.taken(number)
  api.answers.push(...answers)
  await handler.move(number, 'reply', { text })
  return number
}

describe('a reply over WeChat', () => {
  test('whose answer was lost stands in doubt, is not sent again, and waits for a person', async () => {
    const number = await answeredOverWechat('oLost', '已修好。', kNoAnswer)
    await becomes(number, 'in_doubt')
    await sleep(2500) // longer than the first retry would take
    assert.equal(sentTo('oLost').length, 1)
    const row = await outbound('in_doubt', number)
    assert.deepEqual([row.channel, row.recipient, row.text], ['wechat_oa', 'oLost', asFinalReply('已修好。')])
    assert.equal((await admin.get('/api/v1/ticket-counts')).in_doubt, 1)
    assert.equal((await admin.get('/api/v1/dashboard')).in_doubt, 1)
    assert.equal((await decide(row, 'arrived')).status, 204)
    await becomes(number, 'delivered')
    assert.equal(sentTo('oLost').length, 1)
    assertProblem(await decide(row, 'send_again'), 409, 'move_not_allowed')
    assert.ok((await handler.ticket(number)).history.some((line) => line.event === 'confirmed_sent'))
  })

  test('is sent again where a person says that it did not arrive', async () => {
    const number = await answeredOverWechat('oAgain', '已修好。', kNoAnswer)
    await becomes(number, 'in_doubt')
    assert.equal((await decide(await outbound('in_doubt', number), 'send_again')).status, 204)
    await becomes(number, 'sent')
    assert.equal(sentTo('oAgain').length, 2)
  })

  test('whose token has run out gets a new one and is sent', async () => {
    const tokens = api.tokens.length
    const number = await answeredOverWechat('oToken', '已修好。', { errcode: 42001, errmsg: 'access_token expired' })
    await becomes(number, 'sent')
    assert.equal(api.tokens.length, tokens + 1)
    assert.equal(api.tokens.at(-1).force_refresh, false, 'the platform gave another by itself')
    assert.equal(sentTo('oToken').length, 2)
  })

  test('to a platform that is busy is tried again until it is taken', async () => {
    const number = await answeredOverWechat('oBusy', '已修好。', { errcode: -1, errmsg: 'system busy' })
    await becomes(number, 'sent')
    assert.equal(sentTo('oBusy').length, 2)
  })

  test('that is long arrives in parts cut between sentences, each once', async () => {
    const sentence = '我们已派人到现场核实情况。'
    const number = await answeredOverWechat('oLong', sentence.repeat(150))
    await becomes(number, 'sent')
    const parts = sentTo('oLong').map(({ message }) => message.text.content)
    assert.ok(parts.length >= 3 && parts.length <= 5, `${parts.length} parts`)
    assert.equal(parts.join(''), asFinalReply(sentence.repeat(150)))
    for (const part of parts) assert.ok(part.endsWith('。') && Buffer.byteLength(part) <= 2048)
  })

  test('goes on after the part that arrived when a later one fails', async () => {
    const sentence = '我们已派人到现场核实情况。'
    const number = await answeredOverWechat('oPart', sentence.repeat(100), { errcode: 0 }, { errcode: -1, errmsg: 'system busy' })
    await becomes(number, 'sent')
    const parts = sentTo('oPart').map(({ message }) => message.text.content)
    assert.equal(parts[1], parts[2], 'the one that failed')
    assert.equal([parts[0], ...parts.slice(2)].join(''), asFinalReply(sentence.repeat(100)))
  })

  test('has no link in it that the citizen’s words brought in', async () => {
    const number = await answeredOverWechat('oLink', '您问的<a href="https://evil.example">这里</a>不是我们的网站。')
    await becomes(number, 'sent')
    assert.ok(!sentTo('oLink')[0].message.text.content.includes('<a href'))
  })
})

describe('a reply over the webhook', () => {
  async function answered(text, ...answers) {
    const { body } = await webhooks.deliver(site, partner, webhooks.message('路灯不亮'))
    await handler.taken(body.number)
    receiver.answers.push(...answers)
    await handler.move(body.number, 'reply', { text })
    return body.number
  }
  const postsOf = (number) => receiver.got.filter((post) => post.body.number === number)

  test('that the receiver does not want is marked failed and not sent again', async () => {
    const number = await answered('已修好。', 410)
    await becomes(number, 'failed')
    assert.equal(postsOf(number).length, 1)
    assert.match((await outbound('failed', number)).detail, /410/)
  })

  test('is not led elsewhere by a redirect', async () => {
    const number = await answered('已修好。', 302)
    await until('the try', () => postsOf(number).length === 1)
    await until('the note', async () => (await outbound('waiting', number))?.detail.includes('302'))
  })

  test('that waits for an account to be mended goes out as soon as the account is changed', async () => {
    const number = await answered('已修好。', 302)
    await until('the note', async () => (await outbound('waiting', number))?.detail.includes('302'))
    const { status, body } = await admin.call('POST', '/api/v1/channels/webhook/partner/rotate')
    assert.equal(status, 200)
    receiver.secret = partner.secret = body.secrets.secret
    await becomes(number, 'sent')
    assert.equal(postsOf(number).length, 2)
  })
})

describe('a reply that is tried in vain', () => {
  const failures = async () => [(await admin.get('/api/v1/ticket-counts')).failed, (await admin.get('/api/v1/dashboard')).failed, await site.metric('huiying_delivery_failed')]

  /** Given up after two tries: its row. */
  async function givenUp(user) {
    const [before] = await failures()
    const number = await answeredOverWechat(user, '已修好。', { errcode: -1, errmsg: 'system busy' }, { errcode: -1, errmsg: 'system busy' })
    await becomes(number, 'failed')
    assert.equal(sentTo(user).length, 2)
    assert.deepEqual(await failures(), [before + 1, before + 1, before + 1])
    const row = await outbound('failed', number)
    assert.match(row.detail, /已试2次.*system busy/)
    return row
  }

  test('is counted, and a person sends it again', async () => {
    const row = await givenUp('oInVain')
    assert.equal((await decide(row, 'send_again')).status, 204)
    await becomes(row.number, 'sent')
    assert.equal(sentTo('oInVain').length, 3)
  })

  test('is told by telephone, and sent no more', async () => {
    const row = await givenUp('oTold')
    const [before] = await failures()
    assert.equal((await decide(row, 'told_by_phone')).status, 204)
    await becomes(row.number, 'told')
    assert.deepEqual(await failures(), [before - 1, before - 1, before - 1])
    assert.ok((await handler.ticket(row.number)).history.some((line) => line.event === 'told_by_phone'))
    assertProblem(await decide(row, 'send_again'), 409, 'move_not_allowed')
    assert.deepEqual(assertProblem(await decide(row, 'forgotten'), 400, 'bad_request').allowed, ['arrived', 'send_again', 'told_by_phone'])
    assert.equal(sentTo('oTold').length, 2)
  })
})

test('a reply to a question of the board waits at number and code, and is sent nowhere', async () => {
  const { body } = await site.send('POST', '/api/v1/messages', { json: { text: '路灯不亮' } })
  await handler.taken(body.number)
  await handler.move(body.number, 'reply', { text: '已修好。' })
  assert.equal((await replyOf(body.number)).state, 'pick_up')
})

test('tries are counted by platform and by what the platform answered', async () => {
  assert.ok((await site.metric('huiying_delivery_tries_total', { platform: 'wechat_oa', class: 'ok' })) >= 4)
  assert.ok((await site.metric('huiying_delivery_tries_total', { platform: 'wechat_oa', class: 'unknown' })) >= 2)
  assert.ok((await site.metric('huiying_delivery_tries_total', { platform: 'webhook', class: 'permanent' })) >= 1)
})
