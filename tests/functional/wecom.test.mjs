// WeCom applications from end to end: questions in, the receipt on the same connection, replies out once.
import { after, before, describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { sleep, startSite, until } from './harness.mjs'
import { asFinalReply, firstAdministrator, hired } from './people.mjs'
import { kNoAnswer } from './platform_api.mjs'
import { receiptIn } from './wechat.mjs'
import * as wecom from './wecom.mjs'

let site, admin, handler, api, account
const kSecrets = ['--corp-id', 'ww5d3f', '--agent-id', '1000012', '--app-secret', 's3cret']

before(async () => {
  site = await startSite({ settings: { 'sender.timeout_seconds': 2 } })
  admin = await firstAdministrator(site)
  handler = await hired(admin, 'lu', 'cjzx', ['handler'])
  api = await wecom.startApi()
  account = await site.addChannel('wecom', 'town', [...kSecrets, '--api-base', api.url])
})
after(async () => {
  await api?.close()
  await site?.stop()
})

const sentTo = (user) => api.sent.filter((message) => message.touser === user).map(({ text }) => text.content)
const replyOf = async (number) => (await handler.ticket(number)).messages.find((line) => line.from === 'staff')
const becomes = (number, state) => until(`the reply to be ${state}`, async () => (await replyOf(number)).state === state)
const asked = async (options) => receiptIn(wecom.passiveText(account, await wecom.say(site, account, '路灯不亮', options)))

async function answered(from, text, ...answers) {
  const { number } = await asked({ from })
  await handler.taken(number)
  api.answers.push(...answers)
  await handler.move(number, 'reply', { text })
  return number
}

describe('a callback', () => {
  test('that checks the address is answered with what was inside', async () => {
    const { status, text } = await wecom.verify(site, account)
    assert.deepEqual([status, text], [200, '3820475610293847561'])
    assert.equal((await wecom.verify(site, account, { token: 'other' })).status, 403)
  })

  test('with a question makes a ticket, and its answer is the receipt', async () => {
    const { number, code } = await asked({ from: 'zhang' })
    assert.equal((await site.send('GET', `/api/v1/messages/${number}?code=${code}`)).status, 200)
    const { ticket, messages } = await handler.taken(number)
    assert.deepEqual([ticket.channel, messages[0].text], ['wecom', '路灯不亮'])
  })

  test('that comes again hears the same bytes, and is one ticket', async () => {
    const xml = wecom.textXml(account, '路灯不亮', { from: 'again' })
    const first = await wecom.deliver(site, account, xml)
    for (let i = 0; i < 3; ++i) assert.equal((await wecom.deliver(site, account, xml)).text, first.text)
    const { number } = receiptIn(wecom.passiveText(account, first))
    assert.equal((await handler.taken(number)).messages.filter(({ from }) => from === 'citizen').length, 1)
  })

  test('of an event is acknowledged and makes nothing', async () => {
    for (const [event, from] of [['enter_agent', 'u1'], ['subscribe', 'u1'], ['kf_msg_or_event', null]]) {
      const { status, text } = await wecom.deliver(site, account, wecom.eventXml(account, event, { from }))
      assert.deepEqual([status, text], [200, ''], event)
    }
  })

  test('that is not right is refused in one way, and nothing comes of it', async () => {
    const outcome = (word) => site.metric('huiying_intake_deliveries_total', { platform: 'wecom', outcome: word })
    const accepted = await outcome('accepted')
    const old = Math.floor(Date.now() / 1000) - 301
    const answers = [
      await wecom.say(site, account, '伪造', { token: 'other' }),
      await wecom.say(site, account, '伪造', { timestamp: old }),
      await wecom.say(site, account, '伪造', { corp: 'ww_other' }),
      await wecom.say(site, account, '伪造', { plain: true }),
      await wecom.say(site, account, '伪造', { agent: '1000099' }),
      await wecom.deliver(site, account, '<!DOCTYPE a [<!ENTITY b "c">]><xml/>'),
      await site.send('POST', '/hooks/wecom/nobody', { body: '<xml/>', headers: { 'Content-Type': 'text/xml' } }),
    ]
    for (const answer of answers) assert.deepEqual([answer.status, answer.text], [403, 'forbidden'])
    assert.equal(await outcome('accepted'), accepted)
    assert.ok((await outcome('refused')) >= 7)
  })
})

describe('a reply', () => {
  test('comes once', async () => {
    await becomes(await answered('reply', '已修好。'), 'sent')
    assert.deepEqual(sentTo('reply'), [asFinalReply('已修好。')])
    assert.equal(api.sent.at(-1).agentid, 1000012)
  })

  test('whose token has run out gets a new one and is sent', async () => {
    const number = await answered('token', '已修好。', { errcode: 42001, errmsg: 'access_token expired' })
    await becomes(number, 'sent')
    assert.deepEqual(sentTo('token'), [asFinalReply('已修好。')])
    assert.equal(api.tries.filter(({ touser }) => touser === 'token').length, 2)
  })

  test('to a platform that has had enough is tried again until it is taken', async () => {
    const number = await answered('busy', '已修好。', { errcode: 45009, errmsg: 'api freq out of limit' }, { errcode: -1, errmsg: 'busy' })
    await becomes(number, 'sent')
    assert.deepEqual(sentTo('busy'), [asFinalReply('已修好。')])
  })

  test('that is long arrives in parts of at most 2048 bytes, each once', async () => {
    const text = '我们已派人到现场核实情况。'.repeat(150)
    await becomes(await answered('long', text), 'sent')
    assert.ok(sentTo('long').length >= 3)
    assert.equal(sentTo('long').join(''), asFinalReply(text))
  })

  test('whose answer was lost stands in doubt and is not sent again', async () => {
    await becomes(await answered('lost', '已修好。', kNoAnswer), 'in_doubt')
    await sleep(2500)
    assert.deepEqual(sentTo('lost'), [asFinalReply('已修好。')])
  })

  test('to somebody who is not there any more has failed, although the platform says ok', async () => {
    const number = await answered('gone', '已修好。', { errcode: 0, errmsg: 'ok', invaliduser: 'gone' })
    await becomes(number, 'failed')
  })
})

test('an account without what the platform gives is refused by the name of what is missing', async () => {
  const add = (flags) => site.command(['channel', 'add', 'wecom', 'bad', ...flags])
  for (const [flag, field] of [['--corp-id', 'corp_id'], ['--agent-id', 'agent_id'], ['--app-secret', 'app_secret']]) {
    const done = await add(kSecrets.filter((_, i) => kSecrets[i] !== flag && kSecrets[i - 1] !== flag))
    assert.equal(done.status, 2, flag)
    assert.match(done.stderr, new RegExp(`^${field}: .*缺少`), flag)
  }
  assert.match((await add([...kSecrets, '--aes-key', 'short'])).stderr, /^aes_key: .*43/)
  assert.match((await add(['--corp-id', 'c', '--app-secret', 's', '--agent-id', 'x1'])).stderr, /^agent_id: .*正整数/)
})
