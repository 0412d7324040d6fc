// Accounts of message platforms: live without a restart, secrets shown once, changed without losing a message.
import { after, before, describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { assertProblem } from './contract.mjs'
import { startSite, until } from './harness.mjs'
import { answered, firstAdministrator, hired } from './people.mjs'
import { dueTimes } from './calendar.mjs'
import * as webhooks from './standard_webhooks.mjs'
import * as wechat from './wechat.mjs'

let site, admin, handler, reviewer, receiver

before(async () => {
  site = await startSite()
  admin = await firstAdministrator(site)
  handler = await hired(admin, 'lu', 'cjzx', ['handler'])
  reviewer = await hired(admin, 'shen', 'cjzx', ['reviewer'])
  receiver = await webhooks.startReceiver()
})
after(async () => {
  await receiver?.close()
  await site?.stop()
})

const add = (channel, name, rest = {}) => admin.call('POST', '/api/v1/channels', { channel, name, ...rest })
const rotate = (channel, name) => admin.call('POST', `/api/v1/channels/${channel}/${name}/rotate`)
const path = (name) => `/hooks/webhook/${name}`
const heard = async (name, secret) => (await webhooks.deliver(site, { path: path(name), secret }, webhooks.message('路灯不亮'))).status
const isTaken = (name, secret) => until(`${name} to take it`, async () => (await heard(name, secret)) === 200)

describe('an account added on the command line', () => {
  test('prints address and secrets, and is live without a restart', async () => {
    const account = await site.addChannel('webhook', 'first', ['--reply-url', receiver.url])
    assert.equal(account.callback, '/hooks/webhook/first')
    assert.match(account.secret, /^whsec_[A-Za-z0-9+/=]{32,}$/)
    assert.equal(account.reply_url, receiver.url)
    assert.equal(await heard('first', account.secret), 200)
  })

  test('for WeChat prints token and key as the platform wants them', async () => {
    const account = await site.addChannel('wechat_oa', 'official', ['--app-id', 'wx1234567890abcdef', '--app-secret', 's3cret', '--token', 'TOKEN123', '--aes-key', 'a'.repeat(43)])
    const { app_id, app_secret, token, aes_key, mode } = account
    assert.deepEqual({ app_id, app_secret, token, aes_key, mode }, { app_id: 'wx1234567890abcdef', app_secret: 's3cret', token: 'TOKEN123', aes_key: 'a'.repeat(43), mode: 'safe' })
    assert.equal((await wechat.say(site, account, '路灯不亮')).status, 200)
  })

  test('that is there already, of an unknown platform, or with a bad setting is refused', async () => {
    const command = (...args) => site.command(['channel', 'add', ...args])
    const again = await command('webhook', 'first')
    assert.equal(again.status, 1)
    assert.match(again.stderr, /already_exists/)
    const unknown = await command('telegram', 'x')
    assert.equal(unknown.status, 2)
    assert.match(unknown.stderr, /channel.*webhook.*wechat_oa|channel.*wechat_oa.*webhook/s)
    assert.equal((await command('webhook', 'Bad Name')).status, 2)
    assert.equal((await command('webhook', 'bad', '--reply-url', 'ftp://x')).status, 2)
    assert.equal((await command('wechat_oa', 'bad', '--aes-key', 'short')).status, 2)
    assert.match((await site.command(['channel', 'list'])).stdout, /^webhook\tfirst\tactive$/m)
  })
})

describe('an account added at the desk', () => {
  test('shows its secrets once and never again', async () => {
    const { status, body } = await add('webhook', 'second', { settings: { reply_url: receiver.url } })
    assert.equal(status, 201)
    assert.equal(body.callback, `${site.url}/hooks/webhook/second`)
    await isTaken('second', body.secrets.secret)
    const list = await admin.call('GET', '/api/v1/channels')
    assert.ok(!list.text.includes(body.secrets.secret))
    assert.equal(list.body.items.find((account) => account.name === 'second').settings.reply_url, receiver.url)
  })

  test('with a bad field is refused in words, with its name', async () => {
    assertProblem(await add('webhook', 'first'), 409, 'already_exists')
    assert.equal(assertProblem(await add('telegram', 'third'), 400, 'bad_request').field, 'channel')
    assert.equal(assertProblem(await add('webhook', 'third', { secrets: { secret: 'weak' } }), 400, 'bad_request').field, 'secret')
    assert.equal(assertProblem(await add('webhook', 'Third!'), 400, 'bad_request').field, 'name')
    assert.equal(assertProblem(await add('wechat_oa', 'third', { settings: { app_id: 'wx1', mode: 'loud' } }), 400, 'bad_request').field, 'mode')
  })
})

describe('a changed secret', () => {
  test('works beside the old one, until the next change; replies are signed with the new one', async () => {
    const first = (await add('webhook', 'turning', { settings: { reply_url: receiver.url } })).body.secrets.secret
    await isTaken('turning', first)
    const second = (await rotate('webhook', 'turning')).body.secrets.secret
    assert.notEqual(second, first)
    await isTaken('turning', second)
    assert.equal(await heard('turning', first), 200, 'the old secret')

    receiver.secret = second
    const { body } = await webhooks.deliver(site, { path: path('turning'), secret: second }, webhooks.message('路灯不亮'))
    await handler.taken(body.number)
    await answered(handler, reviewer, body.number, '已修好。')
    const post = await until('the reply', () => receiver.got.find((got) => got.body.number === body.number))
    assert.ok(post.verified)

    const third = (await rotate('webhook', 'turning')).body.secrets.secret
    await isTaken('turning', third)
    assert.equal(await heard('turning', second), 200, 'the one before')
    assert.equal(await heard('turning', first), 401, 'the oldest')
  })

  test('is refused where there is none to change, or no such account', async () => {
    assertProblem(await rotate('wechat_oa', 'official'), 409, 'move_not_allowed')
    assertProblem(await rotate('webhook', 'nobody'), 404, 'not_found')
  })
})

describe('the sender’s time', () => {
  test('counts where the account is trusted for it and it lies within a day, else the arrival', async () => {
    const trusted = await site.addChannel('webhook', 'trusted', ['--set', 'trust_sent_at=yes'])
    const untrusted = await site.addChannel('webhook', 'untrusted')
    const hoursAgo = (hours) => new Date(Date.now() - hours * 3_600_000).toISOString()
    const receivedAfter = async (account, sent_at) => {
      const { body } = await webhooks.deliver(site, account, webhooks.message('路灯不亮', { sent_at }))
      const { received_at, response_due, final_due, provisional } = (await handler.taken(body.number)).ticket
      assert.deepEqual({ response_due, final_due, provisional }, dueTimes(received_at), 'the clocks start there')
      return Date.parse(received_at)
    }
    const near = (instant, wanted) => assert.ok(Math.abs(instant - wanted) < 60_000, `${new Date(instant).toISOString()} is not near ${new Date(wanted).toISOString()}`)
    near(await receivedAfter(trusted, hoursAgo(23)), Date.now() - 23 * 3_600_000)
    near(await receivedAfter(trusted, hoursAgo(25)), Date.now())
    near(await receivedAfter(trusted, hoursAgo(-1)), Date.now())
    near(await receivedAfter(untrusted, hoursAgo(23)), Date.now())
  })
})
