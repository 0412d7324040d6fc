// DingTalk from end to end: questions in, receipts and replies out once, by session while it is open, else as the robot.
import { after, before, describe, test } from 'node:test'
import assert from 'node:assert/strict'
import * as dingtalk from './dingtalk.mjs'
import { sleep, startSite, until } from './harness.mjs'
import { asFinalReply, firstAdministrator, hired } from './people.mjs'
import { kNoAnswer } from './platform_api.mjs'
import { receiptIn } from './wechat.mjs'

let site, admin, handler, api, account
const kSecrets = ['--app-key', 'ding1', '--app-secret', 's3cret']

before(async () => {
  site = await startSite({ settings: { 'sender.timeout_seconds': 2 } })
  admin = await firstAdministrator(site)
  handler = await hired(admin, 'lu', 'cjzx', ['handler'])
  api = await dingtalk.startApi()
  account = await site.addChannel('dingtalk', 'town', [...kSecrets, '--api-base', api.url, '--set', `oapi_base=${api.url}`])
})
after(async () => {
  await api?.close()
  await site?.stop()
})

const sentTo = (to) => api.sent.filter((message) => message.to === to).map(({ text }) => text)
const heard = (to) => until(`a message to ${to}`, () => sentTo(to)[0])
const replyOf = async (number) => (await handler.ticket(number)).messages.find((line) => line.from === 'staff')
const becomes = (number, state) => until(`the reply to be ${state}`, async () => (await replyOf(number)).state === state)

/** Asked; number and code of the receipt that arrived at `to`. */
async function asked(to, options) {
  const { status, text } = await dingtalk.say(site, account, '路灯不亮', options)
  assert.deepEqual([status, text], [200, ''])
  return receiptIn(await heard(to))
}

async function answered(number, ...answers) {
  await handler.taken(number)
  api.answers.push(...answers)
  await handler.move(number, 'reply', { text: '已修好。' })
}

describe('a callback', () => {
  test('with a question makes a ticket, and the receipt comes by its session', async () => {
    const { number, code } = await asked('s-first', { session: dingtalk.sessionOf('s-first') })
    assert.equal((await site.send('GET', `/api/v1/messages/${number}?code=${code}`)).status, 200)
    const { ticket, messages } = await handler.taken(number)
    assert.deepEqual([ticket.channel, messages[0].text], ['dingtalk', '路灯不亮'])
  })

  test('that comes again is the same ticket, and heard of once', async () => {
    const callback = dingtalk.textCallback('自来水有异味', { session: dingtalk.sessionOf('s-again') })
    for (let i = 0; i < 4; ++i) assert.equal((await dingtalk.deliver(site, account, callback)).status, 200)
    await heard('s-again')
    await site.drained()
    await sleep(600)
    assert.equal(sentTo('s-again').length, 1)
  })

  test('from a group is answered alone where that is possible', async () => {
    await asked('staff:user7', { group: 'cid-square', staff: 'user7', session: dingtalk.sessionOf('s-group') })
    assert.deepEqual(sentTo('s-group'), [])
  })

  test('from a stranger in a group is answered there, without a query code', async () => {
    await dingtalk.say(site, account, '井盖松动', { group: 'cid-open', session: dingtalk.sessionOf('s-open') })
    const receipt = await heard('s-open')
    assert.match(receipt, /受理编号：/)
    assert.doesNotMatch(receipt, /查询码：/)
  })

  test('before others makes no part of a private talk', async () => {
    const from = '$:LWCP_v1:$both'
    const { number } = await asked('s-private', { from, session: dingtalk.sessionOf('s-private') })
    await dingtalk.say(site, account, '井盖松动', { from, group: 'cid-both', session: dingtalk.sessionOf('s-public') })
    const said = await heard('s-public')
    assert.ok(!said.includes(number), said)
    await answered(number)
    await until('the reply', () => sentTo('s-private').includes(asFinalReply('已修好。')))
    assert.equal(sentTo('s-public').length, 1)
  })

  test('that is not right is refused in one way, and nothing comes of it', async () => {
    const accepted = await site.metric('huiying_intake_deliveries_total', { platform: 'dingtalk', outcome: 'accepted' })
    const callback = dingtalk.textCallback('伪造')
    const seconds = Math.floor(Date.now() / 1000)
    const answers = [
      await dingtalk.deliver(site, account, callback, { sign: 'AAAA' }),
      await dingtalk.deliver(site, account, callback, { timestamp: Date.now() - 3_601_000 }),
      await dingtalk.deliver(site, account, callback, { timestamp: Date.now() + 3_602_000 }),
      await dingtalk.deliver(site, account, callback, { timestamp: seconds }),
      await dingtalk.deliver(site, { ...account, app_secret: 'other' }, callback),
      await site.send('POST', account.path, { body: JSON.stringify(callback), headers: { 'Content-Type': 'application/json' } }),
      await site.send('POST', '/hooks/dingtalk/nobody', { body: '{}', headers: { 'Content-Type': 'application/json' } }),
    ]
    for (const answer of answers) assert.deepEqual([answer.status, answer.text], [403, '{"code":403,"msg":"forbidden"}'])
    assert.equal(await site.metric('huiying_intake_deliveries_total', { platform: 'dingtalk', outcome: 'accepted' }), accepted)
    assert.ok((await site.metric('huiying_intake_deliveries_total', { platform: 'dingtalk', outcome: 'refused' })) >= 7)
  })

  test('that says that the quota is used up is kept for the staff, and is no ticket', async () => {
    const { text, msgtype, ...callback } = dingtalk.textCallback('x')
    assert.equal((await dingtalk.deliver(site, account, { ...callback, errorCode: '20001', errorMessage: '受调用量超量影响' })).status, 200)
    await until('the dead letter', async () => (await admin.get('/api/v1/dead-letters')).items.some(({ channel, reason }) => channel === 'dingtalk' && reason === 'platform_error'))
  })
})

describe('a reply', () => {
  test('comes once, by the session', async () => {
    const { number } = await asked('s-reply', { session: dingtalk.sessionOf('s-reply') })
    await answered(number)
    await becomes(number, 'sent')
    assert.equal(sentTo('s-reply').filter((text) => text === asFinalReply('已修好。')).length, 1)
  })

  test('after the session goes to the person as the robot, with a token', async () => {
    const { number } = await asked('s-over', { staff: 'user9', session: dingtalk.sessionOf('s-over') })
    api.over.add('s-over')
    await answered(number)
    await becomes(number, 'sent')
    assert.deepEqual(sentTo('staff:user9'), [asFinalReply('已修好。')])
    assert.ok(api.tokens.length > 0)
  })

  test('after the session in a group of a stranger goes to the group', async () => {
    const callback = { group: 'cid-late', session: dingtalk.sessionOf('s-late'), until: Date.now() + 60_000 }
    await dingtalk.say(site, account, '路灯不亮', callback)
    assert.match(await heard('group:cid-late'), /受理编号：/)
    assert.deepEqual(sentTo('s-late'), [])
  })

  test('to a stranger whose session is over waits for a person', async () => {
    const { number } = await asked('s-lost', { session: dingtalk.sessionOf('s-lost') })
    api.over.add('s-lost')
    await answered(number)
    await becomes(number, 'failed')
    const row = (await admin.get('/api/v1/outbound?state=failed')).items.find((item) => item.number === number)
    assert.match(row.detail, /session is over/)
  })

  test('never goes to an address that is not the platform’s', async () => {
    for (const session of ['https://evil.example/robot', `${api.url}/robot/sendBySession?session=s-evil`, 'https://oapi.dingtalk.com@127.0.0.1/', 'https://oapi.dingtalk.com:8443/robot/sendBySession?session=s-evil'])
      assert.equal((await dingtalk.say(site, account, '路灯不亮', { staff: 'user5', session })).status, 200)
    await until('the receipts', () => sentTo('staff:user5').length === 4)
    assert.deepEqual(sentTo('s-evil'), [])
  })

  test('whose token has run out gets a new one and is sent', async () => {
    const { number } = await asked('staff:user3', { staff: 'user3', group: 'cid-3' })
    const tokens = api.tokens.length
    await answered(number, { code: 'InvalidAuthentication', message: '不合法的access_token' })
    await becomes(number, 'sent')
    assert.equal(api.tokens.length, tokens + 1)
    assert.deepEqual(sentTo('staff:user3').slice(1), [asFinalReply('已修好。')])
  })

  test('to a platform that has had enough is tried again until it is taken', async () => {
    const { number } = await asked('staff:user4', { staff: 'user4', group: 'cid-4' })
    await answered(number, { code: 'Forbidden.AccessDenied.QpsLimitForAppkeyAndApi', message: '暂时禁用' }, { status: 1111, wait: 5 })
    await becomes(number, 'sent')
    assert.deepEqual(sentTo('staff:user4').slice(1), [asFinalReply('已修好。')])
    assert.equal(api.tries.filter(({ to, text }) => to === 'staff:user4' && text === asFinalReply('已修好。')).length, 3)
  })

  test('whose answer was lost stands in doubt and is not sent again', async () => {
    const { number } = await asked('s-doubt', { session: dingtalk.sessionOf('s-doubt') })
    await answered(number, kNoAnswer)
    await becomes(number, 'in_doubt')
    await sleep(2500)
    assert.equal(sentTo('s-doubt').filter((text) => text === asFinalReply('已修好。')).length, 1)
  })
})

test('an account without what the platform gives is refused by the name of what is missing', async () => {
  const add = (flags) => site.command(['channel', 'add', 'dingtalk', 'bad', ...flags])
  for (const [flags, field] of [[['--app-key', 'k'], 'app_secret'], [['--app-secret', 's'], 'app_key']]) {
    const done = await add(flags)
    assert.equal(done.status, 2)
    assert.match(done.stderr, new RegExp(`^${field}: .*缺少`))
  }
  assert.equal((await add([...kSecrets, '--set', 'oapi_base=ftp://x'])).status, 2)
})
