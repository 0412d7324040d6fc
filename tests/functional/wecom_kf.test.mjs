// WeCom's customer service from end to end: a bell, messages pulled, receipts and replies once each.
import { after, before, describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { sleep, startSite, until } from './harness.mjs'
import { asFinalReply, firstAdministrator, hired } from './people.mjs'
import { kNoAnswer } from './platform_api.mjs'
import { receiptIn } from './wechat.mjs'
import * as kf from './wecom_kf.mjs'

let site, admin, handler, api, account
const kFlags = ['--corp-id', 'ww5d3f', '--open-kfid', 'wk1', '--app-secret', 's3cret']

before(async () => {
  site = await startSite({ settings: { 'sender.timeout_seconds': 2 } })
  admin = await firstAdministrator(site)
  handler = await hired(admin, 'lu', 'cjzx', ['handler'])
  api = await kf.startApi()
  account = await site.addChannel('wecom_kf', 'town', [...kFlags, '--api-base', api.url])
})
after(async () => {
  await api?.close()
  await site?.stop()
})

const sentTo = (user) => [...api.sent.values()].filter((message) => message.touser === user).map(({ text }) => text.content)
const receiptOf = (user) => until(`the receipt of ${user}`, () => sentTo(user).length > 0 && receiptIn(sentTo(user)[0]))
const replyOf = async (number) => (await handler.ticket(number)).messages.find((line) => line.from === 'staff')
const becomes = (number, state) => until(`the reply to be ${state}`, async () => (await replyOf(number))?.state === state)

async function asked(from, text = '路灯不亮', rest = {}) {
  api.write(text, { from, ...rest })
  assert.deepEqual((({ status, text: body }) => [status, body])(await kf.ring(site, account)), [200, ''])
  return receiptOf(from)
}

async function answered(from, ...answers) {
  const { number } = await asked(from)
  await handler.taken(number)
  api.sends.push(...answers)
  await handler.move(number, 'reply', { text: '已修好。' })
  return number
}
const repliesTo = (user) => sentTo(user).filter((text) => text === asFinalReply('已修好。')).length

describe('a bell', () => {
  test('brings what was written, and the receipt comes as a message', async () => {
    const { number, code } = await asked('wm_first', '路灯不亮三天了')
    assert.equal((await site.send('GET', `/api/v1/messages/${number}?code=${code}`)).status, 200)
    const { ticket, messages } = await handler.taken(number)
    assert.deepEqual([ticket.channel, messages[0].text], ['wecom_kf', '路灯不亮三天了'])
    assert.ok(api.asked.some(({ token }) => token === 'ENCbell'))
  })

  test('that rings again and again brings each message once', async () => {
    const { number } = await asked('wm_again', '自来水有异味')
    await Promise.all(Array.from({ length: 8 }, () => kf.ring(site, account)))
    await site.drained()
    await sleep(600)
    assert.equal((await admin.taken(number)).messages.filter(({ from }) => from === 'citizen').length, 1)
    assert.equal(sentTo('wm_again').length, 1)
  })

  test('brings nothing of what staff or the system said, and no events', async () => {
    api.write('人工客服说的', { from: 'wm_staff', origin: 5 })
    api.write('', { from: 'wm_event', origin: 4, msgtype: 'event', event: { event_type: 'enter_session' } })
    await asked('wm_after')
    assert.deepEqual([sentTo('wm_staff'), sentTo('wm_event')], [[], []])
  })

  test('brings pictures, places and links in words', async () => {
    const { number } = await asked('wm_place', '', { msgtype: 'location', location: { latitude: 31.02, longitude: 121.36, name: '景城馨苑', address: '都会路' } })
    assert.match((await admin.taken(number)).messages[0].text, /^\[位置\]景城馨苑，都会路（纬度 31.02，经度 121.36）$/)
    const picture = await asked('wm_picture', '', { msgtype: 'image', image: { media_id: 'M1' } })
    assert.equal((await admin.taken(picture.number)).messages[0].text, '[图片]')
  })

  test('whose token is too old still brings all', async () => {
    api.syncs.push({ errcode: 95007, errmsg: 'invalid token' })
    await asked('wm_stale')
    assert.equal(api.asked.at(-1).token, undefined)
  })

  test('is heard again by itself where the platform is busy or the access token has run out', async () => {
    api.syncs.push({ errcode: -1, errmsg: 'busy' }, { errcode: 42001, errmsg: 'expired' })
    await asked('wm_busy')
  })

  test('goes past an empty page', async () => {
    const read = api.written.length
    api.syncs.push({ errcode: 0, msg_list: [], has_more: 1, next_cursor: String(read) })
    await asked('wm_empty_page')
  })

  test('that is not right is refused, and nothing is pulled', async () => {
    const calls = api.asked.length
    for (const options of [{ token: 'ENCbell', corp: 'other' }, { timestamp: Math.floor(Date.now() / 1000) - 301 }, { plain: true }])
      assert.deepEqual([(await kf.ring(site, account, options)).status], [403], JSON.stringify(options))
    assert.equal((await kf.ring(site, account, { kf: 'wk_other' })).status, 200, 'another account of the same application')
    await sleep(300)
    assert.equal(api.asked.length, calls)
  })
})

describe('a reply', () => {
  test('comes once, though its answer was lost: the platform knows its id', async () => {
    await becomes(await answered('wm_lost', kNoAnswer), 'sent')
    assert.equal(repliesTo('wm_lost'), 1)
    assert.ok(api.tries.filter(({ touser, text }) => touser === 'wm_lost' && text.content === asFinalReply('已修好。')).length >= 2)
  })

  test('whose access token ends in the middle gets a new one, and no part comes twice', async () => {
    const { number } = await asked('wm_long')
    await handler.taken(number)
    const text = '我们已派人到现场核实情况。'.repeat(150)
    api.sends.push(undefined, { errcode: 42001, errmsg: 'access_token expired' })
    await handler.move(number, 'reply', { text })
    await becomes(number, 'sent')
    assert.equal(sentTo('wm_long').slice(1).join(''), asFinalReply(text))
  })

  test('after 48 hours or five messages is a task for a person', async () => {
    for (const [user, errcode] of [['wm_late', 95001], ['wm_many', 95002]]) {
      const number = await answered(user, { errcode, errmsg: 'limited' })
      await becomes(number, 'failed')
      assert.equal(repliesTo(user), 0)
    }
  })
})

test('a second account of the corporation is rung for by the callback of the first', async () => {
  const flags = kFlags.map((flag) => (flag === 'wk1' ? 'wk2' : flag))
  await site.addChannel('wecom_kf', 'port', [...flags, '--api-base', api.url])
  await until('its first pull', () => api.asked.some(({ open_kfid }) => open_kfid === 'wk2'))
  await sleep(500)
  api.write('码头的灯不亮', { from: 'wm_port', open_kfid: 'wk2' })
  assert.equal((await kf.ring(site, account, { kf: 'wk2' })).status, 200)
  const { number } = await receiptOf('wm_port')
  assert.equal((await admin.taken(number)).messages[0].text, '码头的灯不亮')
  assert.deepEqual([...api.sent.values()].filter(({ touser }) => touser === 'wm_port').map(({ open_kfid }) => open_kfid), ['wk2'])
})

test('a reply that the platform reports as undelivered is counted, and is no message', async () => {
  // There is no sample before the first one is counted.
  const counted = () => site.metric('huiying_delivery_undelivered_total', { platform: 'wecom_kf' }).catch(() => 0)
  api.write('', { from: '', origin: 4, msgtype: 'event', text: undefined, event: { event_type: 'msg_send_fail', open_kfid: 'wk1', external_userid: 'wm_gone', fail_msgid: 'hy1', fail_type: 4 } })
  await kf.ring(site, account)
  await until('the report', async () => (await counted()) === 1)
})

test('a reply that the platform took and then could not deliver is shown so, and is a task for a person', async () => {
  const number = await answered('wm_blocked')
  await becomes(number, 'sent')
  const [{ msgid }] = [...api.sent.values()].filter(({ touser, text }) => touser === 'wm_blocked' && text.content.startsWith('已修好。'))
  api.write('', { from: '', origin: 4, msgtype: 'event', text: undefined, event: { event_type: 'msg_send_fail', open_kfid: 'wk1', external_userid: 'wm_blocked', fail_msgid: msgid, fail_type: 10 } })
  await kf.ring(site, account)
  await becomes(number, 'failed')
  assert.equal((await replyOf(number)).detail, '未送达，请电话联系（对方拒收）')
  const row = (await admin.get('/api/v1/outbound?state=failed')).items.find((item) => item.number === number)
  const notices = (await handler.get('/api/v1/notices')).items.filter((notice) => notice.number === number)
  assert.ok(notices.some(({ title }) => title === '未送达，请电话联系来信人') || notices.length === 0, 'out of the notice hours it waits')
  const before = repliesTo('wm_blocked')
  assert.equal((await admin.call('POST', `/api/v1/outbound/${row.id}`, { decision: 'send_again' })).status, 204)
  await becomes(number, 'sent')
  assert.equal(repliesTo('wm_blocked'), before + 1, 'under another id: the platform does not take it for a repetition')
})

test('a server that dies between taking in and keeping the cursor loses nothing and repeats nothing', async () => {
  const users = Array.from({ length: 40 }, (_, i) => `wm_kill_${i}`)
  for (const from of users) api.write('路灯不亮', { from })
  const calls = api.asked.length
  await kf.ring(site, account)
  await until('the first page', () => api.asked.length > calls + 2)
  site.child.kill('SIGKILL')
  await site.ended
  await site.start()
  await until('all receipts', () => users.every((user) => sentTo(user).length > 0))
  await site.drained()
  await sleep(600)
  const numbers = users.map((user) => (assert.equal(sentTo(user).length, 1, user), receiptIn(sentTo(user)[0]).number))
  assert.equal(new Set(numbers).size, users.length)
  for (const number of numbers) assert.equal((await admin.ticket(number)).messages.filter(({ from }) => from === 'citizen').length, 1)
})

test('an account without what the platform gives is refused by the name of what is missing', async () => {
  for (const [flag, field] of [['--corp-id', 'corp_id'], ['--open-kfid', 'open_kfid'], ['--app-secret', 'app_secret']]) {
    const done = await site.command(['channel', 'add', 'wecom_kf', 'bad', ...kFlags.filter((_, i) => kFlags[i] !== flag && kFlags[i - 1] !== flag)])
    assert.equal(done.status, 2, flag)
    assert.match(done.stderr, new RegExp(`^${field}: .*缺少`), flag)
  }
})
