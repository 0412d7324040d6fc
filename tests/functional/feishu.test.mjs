// Feishu from end to end: questions in, receipts and replies out once, whatever the platform does.
import { after, before, describe, test } from 'node:test'
import assert from 'node:assert/strict'
import * as feishu from './feishu.mjs'
import { sleep, startSite, until } from './harness.mjs'
import { asFinalReply, firstAdministrator, hired } from './people.mjs'
import { kNoAnswer } from './platform_api.mjs'
import { receiptIn } from './wechat.mjs'

let site, admin, handler, api, account
const kSecrets = ['--app-id', 'cli_a1b2', '--app-secret', 's3cret', '--verification-token', 'vtoken', '--encrypt-key', 'a key']

before(async () => {
  site = await startSite({ settings: { 'sender.timeout_seconds': 2 } })
  admin = await firstAdministrator(site)
  handler = await hired(admin, 'lu', 'cjzx', ['handler'])
  api = await feishu.startApi({ app_secret: 's3cret' })
  account = await site.addChannel('feishu', 'town', [...kSecrets, '--api-base', api.url])
})
after(async () => {
  await api?.close()
  await site?.stop()
})

const sentTo = (to) => api.sent.filter((message) => message.to === to)
const replyOf = async (number) => (await handler.ticket(number)).messages.find((line) => line.from === 'staff')
const becomes = (number, state) => until(`the reply to be ${state}`, async () => (await replyOf(number)).state === state)

/** Asked in a private talk: the answer, then the receipt that the platform got under the message. */
async function asked(text, options) {
  const { status, text: body } = await feishu.say(site, account, text, options)
  assert.equal(status, 200)
  assert.equal(body, '{}')
  const [receipt] = await until('the receipt', () => sentTo(options.id).length > 0 && sentTo(options.id))
  return receiptIn(receipt.text)
}

/** A reply of the staff while the platform's next answers are those; the ticket's number. */
async function replied(id, ...answers) {
  const { number } = await asked('路灯不亮', { id, from: `ou_${id}` })
  await handler.taken(number)
  api.answers.push(...answers)
  await handler.move(number, 'reply', { text: '已修好。' })
  return number
}
const repliesTo = (id) => sentTo(id).filter(({ text }) => text === asFinalReply('已修好。'))
const triesTo = (id) => api.tries.filter(({ to, text }) => to === id && text === asFinalReply('已修好。'))

describe('an event', () => {
  test('of the address check is answered with its challenge', async () => {
    const { status, text } = await feishu.verify(site, account, 'a"}\\ \n<x>')
    assert.equal(status, 200)
    assert.deepEqual(JSON.parse(text), { challenge: 'a"}\\ \n<x>' })
  })

  test('with a question makes a ticket, and the receipt comes under it', async () => {
    const { number, code } = await asked('路灯不亮三天了', { id: 'om_first', from: 'ou_first' })
    assert.equal((await site.send('GET', `/api/v1/messages/${number}?code=${code}`)).status, 200)
    const { ticket, messages } = await handler.taken(number)
    assert.deepEqual([ticket.channel, messages[0].text], ['feishu', '路灯不亮三天了'])
    assert.ok(messages.some(({ from, text }) => from === 'system' && text.includes('查询码')), 'what was said at once')
    assert.ok(messages.every(({ text }) => !text.includes(code)), 'the query code is the citizen’s alone')
  })

  test('that comes again is the same ticket, and heard of once', async () => {
    const event = feishu.textEvent(account, '自来水有异味', { id: 'om_again', from: 'ou_again' })
    assert.equal((await feishu.deliver(site, account, event)).status, 200)
    event.header.event_id = 'another'
    for (let i = 0; i < 3; ++i) assert.equal((await feishu.deliver(site, account, event)).status, 200)
    await site.drained()
    await until('the receipt', () => sentTo('om_again').length === 1)
    await sleep(600)
    assert.equal(sentTo('om_again').length, 1)
  })

  test('within ten minutes of the first adds to its ticket', async () => {
    const { number } = await asked('小区停水了', { id: 'om_burst_1', from: 'ou_burst' })
    await feishu.say(site, account, '在景城馨苑三栋', { id: 'om_burst_2', from: 'ou_burst' })
    const [second] = await until('the second receipt', () => sentTo('om_burst_2').length > 0 && sentTo('om_burst_2'))
    assert.match(second.text, new RegExp(`补充内容已收到，并入受理编号${number}`))
  })

  test('in a group is answered to the person alone', async () => {
    await feishu.say(site, account, '井盖松动', { id: 'om_group', from: 'ou_group', chat: 'group' })
    const [receipt] = await until('the receipt', () => sentTo('ou_group').length > 0 && sentTo('ou_group'))
    receiptIn(receipt.text)
    assert.equal(sentTo('om_group').length, 0)
  })

  test('that is not right is refused in one way, and nothing comes of it', async () => {
    const accepted = await site.metric('huiying_intake_deliveries_total', { platform: 'feishu', outcome: 'accepted' })
    const event = feishu.textEvent(account, '伪造', { id: 'om_forged' })
    const old = Math.floor(Date.now() / 1000) - 7200
    const answers = [
      await feishu.deliver(site, account, event, { signature: '0'.repeat(64) }),
      await feishu.deliver(site, account, event, { timestamp: old }),
      await feishu.deliver(site, account, feishu.textEvent(account, '伪造', { token: 'other' })),
      await feishu.deliver(site, account, { ...event, header: { ...event.header, app_id: 'cli_other' } }),
      await site.send('POST', account.path, { body: JSON.stringify(event), headers: { 'Content-Type': 'application/json' } }),
      await site.send('POST', '/hooks/feishu/nobody', { body: '{}', headers: { 'Content-Type': 'application/json' } }),
    ]
    for (const answer of answers) assert.deepEqual([answer.status, answer.text], [403, '{"code":403,"msg":"forbidden"}'])
    assert.equal(await site.metric('huiying_intake_deliveries_total', { platform: 'feishu', outcome: 'accepted' }), accepted)
    assert.ok((await site.metric('huiying_intake_deliveries_total', { platform: 'feishu', outcome: 'refused' })) >= 6)
  })

  test('of a robot, or of another kind, is acknowledged and makes nothing', async () => {
    const other = { ...feishu.textEvent(account, 'x'), event: { reader: {} } }
    other.header.event_type = 'im.message.message_read_v1'
    assert.equal((await feishu.deliver(site, account, other)).status, 200)
    assert.equal((await feishu.say(site, account, '自动回复', { id: 'om_robot', sender: 'app' })).status, 200)
    await site.drained()
    assert.equal(sentTo('om_robot').length, 0)
  })
})

describe('a reply', () => {
  test('comes once, under the question', async () => {
    const number = await replied('om_reply')
    await becomes(number, 'sent')
    assert.equal(repliesTo('om_reply').length, 1)
  })

  test('whose token has run out gets a new one and is sent', async () => {
    const tokens = api.tokens.length
    const number = await replied('om_token', { code: 99991663, msg: 'Invalid access token for authorization.' })
    await becomes(number, 'sent')
    assert.equal(api.tokens.length, tokens + 1)
    assert.deepEqual([triesTo('om_token').length, repliesTo('om_token').length], [2, 1])
  })

  test('to a platform that has had enough is tried again until it is taken', async () => {
    const number = await replied('om_busy', { code: 99991400, msg: 'request trigger frequency limit' }, { code: 230020, msg: 'busy' })
    await becomes(number, 'sent')
    assert.deepEqual([triesTo('om_busy').length, repliesTo('om_busy').length], [3, 1])
  })

  test('whose answer was lost is sent again with its key, and arrives once', async () => {
    const number = await replied('om_lost', kNoAnswer)
    await becomes(number, 'sent')
    assert.deepEqual([triesTo('om_lost').length, repliesTo('om_lost').length], [2, 1])
    assert.equal(new Set(triesTo('om_lost').map(({ uuid }) => uuid)).size, 1)
  })

  test('to a question that was recalled goes to the person', async () => {
    const { number } = await asked('路灯又不亮了', { id: 'om_gone', from: 'ou_gone' })
    await handler.taken(number)
    api.recalled.add('om_gone')
    await handler.move(number, 'reply', { text: '已修好。' })
    await becomes(number, 'sent')
    assert.deepEqual(sentTo('ou_gone').map(({ text }) => text), [asFinalReply('已修好。')])
  })

  test('mentions nobody, whatever the citizen’s words were', async () => {
    const { number } = await asked('路灯不亮', { id: 'om_at', from: 'ou_at' })
    await handler.taken(number)
    await handler.move(number, 'reply', { text: '您说的<at user_id="all"></at>已收到。' })
    await becomes(number, 'sent')
    assert.ok(sentTo('om_at').every(({ text }) => !text.includes('<at')))
  })

  test('that the platform refuses for good has failed, with what it said', async () => {
    const number = await replied('om_never', { code: 230013, msg: 'Bot has NO availability to this user.' })
    await becomes(number, 'failed')
    const row = (await admin.get('/api/v1/outbound?state=failed')).items.find((item) => item.number === number)
    assert.match(row.detail, /230013 Bot has NO availability/)
  })
})

describe('an account', () => {
  const add = (name, flags) => site.command(['channel', 'add', 'feishu', name, ...flags])
  const without = (flag) => kSecrets.filter((_, i) => kSecrets[i] !== flag && kSecrets[i - 1] !== flag)

  test('without what the platform gives is refused by the name of what is missing', async () => {
    for (const [flag, field] of [['--app-id', 'app_id'], ['--app-secret', 'app_secret'], ['--verification-token', 'verification_token'], ['--encrypt-key', 'encrypt_key']]) {
      const done = await add('bad', without(flag))
      assert.equal(done.status, 2, flag)
      assert.match(done.stderr, new RegExp(`^${field}: .*缺少`), flag)
    }
    assert.equal((await add('bad', [...kSecrets, '--mode', 'loud'])).status, 2)
    assert.equal((await add('bad', [...kSecrets, '--api-base', 'ftp://x'])).status, 2)
  })

  test('of plain mode takes what bears its token, and nothing else', async () => {
    const plain = { path: '/hooks/feishu/plain', app_id: 'cli_a1b2', verification_token: 'vtoken' }
    assert.equal((await add('plain', [...without('--encrypt-key'), '--mode', 'plain', '--api-base', api.url])).status, 0)
    const post = (event) => site.send('POST', plain.path, { body: JSON.stringify(event), headers: { 'Content-Type': 'application/json' } })
    await until('the account', async () => (await post(feishu.textEvent(plain, '路灯', { id: 'om_plain' }))).status === 200)
    assert.equal((await post(feishu.textEvent(plain, '路灯', { token: 'guess' }))).status, 403)
  })
})
