// Webhook accounts whose sender signs as Slack, GitHub or Telegram do: in by their signature, out by their API, once.
import { after, before, describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { sleep, startSite, until } from './harness.mjs'
import { firstAdministrator, hired } from './people.mjs'
import { kNoAnswer } from './platform_api.mjs'
import * as schemes from './schemes.mjs'
import { receiptIn } from './wechat.mjs'

let site, admin, handler, api
const accounts = {}

before(async () => {
  site = await startSite({ settings: { 'sender.timeout_seconds': 2 } })
  admin = await firstAdministrator(site)
  handler = await hired(admin, 'lu', 'cjzx', ['handler'])
  api = await schemes.startApi()
  for (const scheme of ['slack', 'github', 'telegram']) {
    const secret = scheme === 'slack' ? ['--secret', 'secret=8f742231b10e8888abcd99yyyzzz85a5'] : []
    accounts[scheme] = await site.addChannel('webhook', scheme, ['--scheme', scheme, '--api-token', 't0ken', '--api-base', api.url, ...secret])
  }
})
after(async () => {
  await api?.close()
  await site?.stop()
})

const deliver = (scheme, message, options) => schemes.deliver(site, accounts[scheme], message, options)
const sentTo = (to) => api.sent.filter((message) => message.to === to).map(({ text }) => text)
const replyOf = async (number) => (await handler.ticket(number)).messages.find((line) => line.from === 'staff')
const becomes = (number, state) => until(`the reply to be ${state}`, async () => (await replyOf(number))?.state === state)
async function reply(number, text, ...answers) {
  await handler.taken(number)
  api.answers.push(...answers)
  await handler.move(number, 'reply', { text })
}

describe('Telegram', () => {
  const said = async (message) => {
    const answer = await deliver('telegram', message)
    assert.equal(answer.status, 200)
    return JSON.parse(answer.text)
  }

  test('a message is answered on its own connection, and the reply comes to the person', async () => {
    const receipt = await said(schemes.telegramUpdate('路灯不亮', { from: 5550001111 }))
    assert.deepEqual([receipt.method, String(receipt.chat_id)], ['sendMessage', '5550001111'])
    const { number, code } = receiptIn(receipt.text)
    assert.equal((await site.send('GET', `/api/v1/messages/${number}?code=${code}`)).status, 200)
    await reply(number, '已修好。')
    await becomes(number, 'sent')
    assert.deepEqual(sentTo('5550001111'), ['已修好。'])
  })

  test('an update that comes again hears the same, and is one ticket', async () => {
    const update = schemes.telegramUpdate('自来水有异味', { from: 42 })
    const first = await said(update)
    assert.deepEqual(await said(update), first)
    const { number } = receiptIn(first.text)
    assert.equal((await admin.taken(number)).messages.filter(({ from }) => from === 'citizen').length, 1)
  })

  test('in a group nobody is told a query code', async () => {
    const { text } = await said(schemes.telegramUpdate('路灯不亮', { from: 43, chat: -1001234567890, type: 'supergroup' }))
    assert.doesNotMatch(text, /查询码[:：]?\s*[0-9A-Z]{4}-/)
  })

  test('a reply without an answer stands in doubt; one to somebody who blocked the bot has failed', async () => {
    const lost = receiptIn((await said(schemes.telegramUpdate('路灯不亮', { from: 44 }))).text).number
    await reply(lost, '已修好。', kNoAnswer)
    await becomes(lost, 'in_doubt')
    const blocked = receiptIn((await said(schemes.telegramUpdate('路灯不亮', { from: 45 }))).text).number
    await reply(blocked, '已修好。', { status: 403, body: { ok: false, error_code: 403, description: 'Forbidden: bot was blocked by the user' } })
    await becomes(blocked, 'failed')
    await sleep(2500)
    assert.deepEqual([sentTo('44'), sentTo('45')], [['已修好。'], []])
  })
})

describe('Slack', () => {
  test('checks the address, and hears its challenge', async () => {
    const { status, text } = await deliver('slack', { type: 'url_verification', challenge: '3eZbrw1a', token: 'x' })
    assert.deepEqual([status, text], [200, '3eZbrw1a'])
  })

  test('a command is answered to who gave it alone, and the reply comes as a message', async () => {
    const answer = JSON.parse((await deliver('slack', schemes.slackCommand('路灯不亮 &amp; &lt;很黑&gt;', { user: 'U7' }))).text)
    assert.equal(answer.response_type, 'ephemeral')
    const { number } = receiptIn(answer.text)
    assert.equal((await handler.taken(number)).messages[0].text, '路灯不亮 & <很黑>')
    await reply(number, '已修好 <!channel>。', { status: 429, body: { ok: false, error: 'ratelimited' } })
    await becomes(number, 'sent')
    assert.deepEqual(sentTo('U7'), ['已修好 &lt;!channel&gt;。'])
  })

  test('a message to the app gets its receipt as a message', async () => {
    assert.equal((await deliver('slack', schemes.slackMessage('看 &lt;这里&gt;', { user: 'U8' }))).text, '')
    const [receipt] = await until('the receipt', () => sentTo('U8').length > 0 && sentTo('U8'))
    assert.equal((await admin.taken(receiptIn(receipt).number)).messages[0].text, '看 <这里>')
    assert.equal((await deliver('slack', schemes.slackMessage('x', { bot_id: 'B1' }))).status, 200)
  })
})

test('Slack’s secret is not changed by ours, and the account goes on', async () => {
  const { status, body } = await admin.call('POST', '/api/v1/channels/webhook/slack/rotate')
  assert.deepEqual([status, body.code, body.field], [409, 'move_not_allowed', 'secret'])
  assert.match(body.detail, /由 Slack 给出/)
  await sleep(1500)
  assert.equal((await deliver('slack', schemes.slackMessage('还在', { user: 'U9' }))).status, 200)
})

describe('GitHub', () => {
  test('a comment is a ticket, and receipt and reply are comments without a code and without calls', async () => {
    assert.equal((await deliver('github', schemes.githubComment('路灯不亮', { issue: 12 }))).status, 200)
    const [receipt] = await until('the receipt', () => sentTo('town/board/issues/12').length > 0 && sentTo('town/board/issues/12'))
    assert.doesNotMatch(receipt, /查询码[:：]?\s*[0-9A-Z]{4}-/)
    const number = receipt.match(/受理编号：(\S+)/)[1]
    await reply(number, '已修好 @everyone。')
    await becomes(number, 'sent')
    assert.equal(sentTo('town/board/issues/12').at(-1), '已修好 @\u200Beveryone。\n\n<!-- huiying -->')
  })

  test('our own comments, brought back as a person’s, make nothing', async () => {
    const accepted = () => site.metric('huiying_intake_deliveries_total', { platform: 'webhook', outcome: 'accepted' })
    const before = await accepted()
    for (const text of sentTo('town/board/issues/12'))
      assert.equal((await deliver('github', schemes.githubComment(text, { issue: 12 }))).status, 200)
    assert.equal(await accepted(), before)
  })

  test('what bots and other events bring is heard and makes nothing', async () => {
    for (const message of [schemes.githubComment('x', { type: 'Bot' }), schemes.githubComment('x', { action: 'edited' }), { zen: 'Design for failure.' }])
      assert.equal((await deliver('github', message)).status, 200)
  })
})

test('what is not signed is refused in one way, and nothing comes of it', async () => {
  const outcome = (word) => site.metric('huiying_intake_deliveries_total', { platform: 'webhook', outcome: word })
  const accepted = await outcome('accepted')
  const messages = { slack: schemes.slackCommand('伪造'), github: schemes.githubComment('伪造'), telegram: schemes.telegramUpdate('伪造') }
  for (const [scheme, message] of Object.entries(messages)) assert.equal((await deliver(scheme, message, { secret: 'other' })).status, 401, scheme)
  assert.equal((await deliver('slack', messages.slack, { timestamp: Math.floor(Date.now() / 1000) - 301 })).status, 401)
  assert.equal(await outcome('accepted'), accepted)
})

test('a wrong scheme or secret is refused by the field, with what is allowed', async () => {
  const add = (...flags) => site.command(['channel', 'add', 'webhook', 'bad', ...flags])
  assert.match((await add('--scheme', 'gitlab')).stderr, /^scheme: .*slack.*github.*telegram/)
  assert.match((await add('--scheme', 'slack')).stderr, /^secret: .*Signing Secret/)
  assert.match((await add('--scheme', 'telegram', '--secret', 'secret=有空格 的')).stderr, /^secret: .*字母/)
})
