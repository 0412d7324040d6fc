// An official account whose window for replies is shut: a notice where the account has a template and the citizen takes notices, else
// a task for a person.
import { after, before, test } from 'node:test'
import assert from 'node:assert/strict'
import { startSite, until } from './harness.mjs'
import { firstAdministrator, hired } from './people.mjs'
import * as wechat from './wechat.mjs'

let site, admin, handler, api, account

before(async () => {
  site = await startSite()
  admin = await firstAdministrator(site)
  handler = await hired(admin, 'lu', 'cjzx', ['handler'])
  api = await wechat.startApi()
  const fields = JSON.stringify({ character_string1: '{number}', thing2: '您的来信已有答复' })
  account = await site.addChannel('wechat_oa', 'town', ['--app-id', 'wx1', '--app-secret', 's', '--api-base', api.url, '--set', 'notice_template_id=TPL', '--set', 'notice_kind=template', '--set', `notice_fields=${fields}`, '--set', 'query_url=https://town.test/status'])
})
after(async () => {
  await api?.close()
  await site?.stop()
})

async function answeredLate(from) {
  const { number } = wechat.receiptIn(wechat.passiveText(account, await wechat.say(site, account, '路灯不亮', { from })))
  await handler.taken(number)
  api.answers.push({ errcode: 45015, errmsg: 'response out of time limit' })
  await handler.move(number, 'reply', { text: '已修好。' })
  return number
}
const becomes = (number, state) => until(`the reply to be ${state}`, async () => (await handler.ticket(number)).messages.find((line) => line.from === 'staff')?.state === state)

test('a late reply is told of by a notice, once, without what it says', async () => {
  const number = await answeredLate('openid_late')
  await becomes(number, 'sent')
  assert.deepEqual(api.notices, [{ touser: 'openid_late', template_id: 'TPL', url: 'https://town.test/status', data: { character_string1: { value: number }, thing2: { value: '您的来信已有答复' } } }])
})

test('who does not take notices must be called: the reply has failed, and the desk says why', async () => {
  api.noticeAnswers.push({ errcode: 43101, errmsg: 'user refuse to accept the msg' })
  const number = await answeredLate('openid_refuses')
  await becomes(number, 'failed')
  assert.equal(api.notices.filter(({ touser }) => touser === 'openid_refuses').length, 0)
  const { items } = await admin.get('/api/v1/outbound?state=failed')
  assert.match(items.find((row) => row.number === number).detail, /45015.*43101/)
})

test('a tap on the menu and a scan are answered, and make no ticket', async () => {
  const event = (name, key) => `<xml><ToUserName>gh_town</ToUserName><FromUserName>openid_tap</FromUserName><CreateTime>${Math.floor(Date.now() / 1000)}</CreateTime><MsgType>event</MsgType><Event>${name}</Event><EventKey>${key}</EventKey></xml>`
  for (const [name, words] of [['CLICK', /直接发送文字/], ['SCAN', /欢迎关注/], ['subscribe', /欢迎关注/]])
    assert.match(wechat.passiveText(account, await wechat.post(site, account, wechat.safeDelivery(account, event(name, 'k')))), words)
  assert.equal((await wechat.post(site, account, wechat.safeDelivery(account, event('unsubscribe', '')))).text, 'success')
})
