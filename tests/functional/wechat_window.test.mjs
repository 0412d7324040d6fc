// An official account after its 48 hours or 5 messages: a notice that the citizen opted in to, else a short message to the number that the
// citizen gave, else a person calls.
import { after, before, test } from 'node:test'
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { sleep, startSite, until } from './harness.mjs'
import { firstAdministrator, hired } from './people.mjs'
import { serveApi } from './platform_api.mjs'
import * as wechat from './wechat.mjs'

let site, admin, handler, api, gateway, once, followers, plain
const kShut = { errcode: 45015, errmsg: 'response out of time limit' }

before(async () => {
  site = await startSite()
  admin = await firstAdministrator(site)
  handler = await hired(admin, 'lu', 'cjzx', ['handler'])
  api = await wechat.startApi()
  gateway = await serveApi({ sent: [] }, (request, bytes) => {
    gateway.sent.push(JSON.parse(bytes.toString('utf8')))
    return { status: 200, body: { code: 0 } }
  })
  const flags = ['--app-secret', 's', '--api-base', api.url, '--set', 'query_url=https://town.test/q']
  once = await site.addChannel('wechat_oa', 'once', ['--app-id', 'wxonce', ...flags, '--set', 'notice_template_id=TPL/1', '--set', 'notice_kind=once'])
  followers = await site.addChannel('wechat_oa', 'followers', ['--app-id', 'wxfollow', ...flags, '--set', 'notice_template_id=TPL', '--set', 'notice_kind=template', '--set', 'notice_fields={"thing1":"您的来信已有答复"}'])
  plain = await site.addChannel('wechat_oa', 'plain', ['--app-id', 'wxplain', ...flags])
})
after(async () => {
  await api?.close()
  await gateway?.close()
  await site?.stop()
})

const said = async (account, text, from) => wechat.passiveText(account, await wechat.say(site, account, text, { from }))
const receiptOf = async (account, from, text = '路灯不亮') => {
  const words = await said(account, text, from)
  return { words, ...wechat.receiptIn(words) }
}
async function answeredLate(number, ...answers) {
  await handler.taken(number)
  api.answers.push(...answers, kShut)
  await handler.move(number, 'reply', { text: '您家门口已修好。' })
}
const replyOf = async (number) => (await handler.ticket(number)).messages.find(({ from }) => from === 'staff')
const becomes = (number, state) => until(`the reply to be ${state}`, async () => (await replyOf(number))?.state === state)
const post = (account, event, from, rest) =>
  wechat.post(site, account, wechat.safeDelivery(account, `<xml><ToUserName>gh_town</ToUserName><FromUserName>${from}</FromUserName><CreateTime>${Math.floor(Date.now() / 1000)}</CreateTime><MsgType>event</MsgType><Event>${event}</Event>${rest}</xml>`))

test('the receipt asks for the opt-in, and the notice goes out in the scene that was agreed to', async () => {
  const { words, number } = await receiptOf(once, 'openid_agrees')
  const [address] = words.match(/https:\/\/mp\.weixin\.qq\.com\S+/)
  const link = new URL(address)
  assert.equal(link.hash, '#wechat_redirect')
  const { scene, ...rest } = Object.fromEntries(link.searchParams)
  assert.deepEqual(rest, { action: 'get_confirm', appid: 'wxonce', template_id: 'TPL/1', redirect_url: 'https://town.test/q' })
  assert.ok(Number(scene) >= 0 && Number(scene) <= 10000)
  assert.ok(!(await said(once, '在小区东门', 'openid_agrees')).includes('mp.weixin.qq.com'), 'only the receipt asks')
  await answeredLate(number)
  await becomes(number, 'sent')
  assert.match((await replyOf(number)).detail, /已发服务通知/)
  const notice = api.notices.find(({ touser }) => touser === 'openid_agrees')
  assert.deepEqual(notice, { touser: 'openid_agrees', template_id: 'TPL/1', url: 'https://town.test/q', scene, title: '您的来信已有答复', data: { content: { value: `您的来信（编号${number}）已有答复，请凭编号和查询码查看。` } } })
})

test('who did not opt in and left no number must be called', async () => {
  const { number } = await receiptOf(once, 'openid_refuses')
  api.noticeAnswers.push({ errcode: 43101, errmsg: 'user refuse to accept the msg' })
  await answeredLate(number)
  await becomes(number, 'failed')
  const { detail } = await replyOf(number)
  assert.equal(detail, '无法送达，请致电（45015 最后一次来信已超过48小时；通知：43101 没有同意接收通知）')
  assert.ok((await admin.get('/api/v1/outbound?state=failed')).items.some((row) => row.number === number && row.detail === detail))
  assert.ok((await handler.ticket(number)).history.some(({ event }) => event === 'not_delivered'))
})

test('what WeChat reports of a notice is shown; one that is lost is not the end', async () => {
  const { number } = await receiptOf(followers, 'openid_hears')
  await answeredLate(number)
  await becomes(number, 'sent')
  const id = 200_000_000 + api.notices.length
  for (let i = 0; i < 2; ++i) assert.equal((await post(followers, 'TEMPLATESENDJOBFINISH', 'openid_hears', `<MsgID>${id}</MsgID><Status>success</Status>`)).text, 'success')
  await becomes(number, 'delivered')
  const other = await receiptOf(followers, 'openid_blocks')
  await answeredLate(other.number)
  await becomes(other.number, 'sent')
  await post(followers, 'TEMPLATESENDJOBFINISH', 'openid_blocks', `<MsgID>${200_000_000 + api.notices.length}</MsgID><Status>failed:user block</Status>`)
  await becomes(other.number, 'failed')
  assert.equal((await replyOf(other.number)).detail, '无法送达，请致电（服务通知未送达：对方拒收）')
})

test('where no notice is possible, the number that was given hears by a short message', async () => {
  const body = JSON.stringify({ to: '{phone}', text: '{text}' })
  const done = await site.command(['channel', 'add', 'sms', 'town', '--set', `url=${gateway.url}/send`, '--set', 'signature=某某镇', '--set', `body=${body}`])
  assert.equal(done.status, 0, done.stderr)
  await sleep(600) // until the account is open
  const { words, number } = await receiptOf(plain, 'openid_phone')
  assert.match(words, /短信提醒（不含内容），请直接回复您的手机号/)
  assert.ok(!words.includes('mp.weixin.qq.com'))
  assert.match(await said(plain, '139 0000 1234', 'openid_phone'), new RegExp(`补充.*${number}`))
  await handler.taken(number)
  await until('the number to be kept', async () => (await handler.ticket(number)).contact === '13900001234')
  await answeredLate(number)
  await until('the short message', () => gateway.sent.length > 0)
  assert.deepEqual(gateway.sent, [{ to: '13900001234', text: `【某某镇】您的来信（编号${number}）已有答复，请凭编号和查询码查看` }])
  await until('the notice', async () => (await replyOf(number)).notice?.state === 'sent')
  const { state, detail } = await replyOf(number)
  assert.deepEqual([state, detail], ['pick_up', '无法送达，已改发短信告知（45015 最后一次来信已超过48小时）'])
})

test('a lost notice is followed by a short message where the number is known, and nobody is asked who gave it', async () => {
  const { words, number } = await receiptOf(followers, 'openid_both', '路灯不亮，我的手机号是13900005678')
  assert.ok(!words.includes('请直接回复您的手机号'))
  await answeredLate(number)
  await becomes(number, 'sent')
  await post(followers, 'TEMPLATESENDJOBFINISH', 'openid_both', `<MsgID>${200_000_000 + api.notices.length}</MsgID><Status>failed: system failed</Status>`)
  await becomes(number, 'pick_up')
  await until('the short message', () => gateway.sent.some(({ to }) => to === '13900005678'))
  assert.ok(gateway.sent.every(({ text }) => !text.includes('修好')))
})

test('a template that is wrong does not hold the news back: a short message tells of the reply now', async () => {
  const { number } = await receiptOf(followers, 'openid_wrong', '路灯不亮，我的手机号是13900009999')
  api.noticeAnswers.push({ errcode: 40037, errmsg: 'invalid template_id' })
  await answeredLate(number)
  await becomes(number, 'pick_up')
  assert.match((await replyOf(number)).detail, /已改发短信告知（45015 最后一次来信已超过48小时；通知：40037 通知的模板编号有误，请管理员核对公众号设置）/)
  await until('the short message', () => gateway.sent.some(({ to }) => to === '13900009999'))
})

test('a subscription notice is asked for by the town’s own page', async () => {
  const account = await site.addChannel('wechat_oa', 'subscribed', ['--app-id', 'wxsub', '--app-secret', 's', '--api-base', api.url, '--set', 'notice_template_id=SUB', '--set', 'notice_kind=subscribe', '--set', 'notice_fields={"thing1":"已有答复"}', '--set', 'notice_opt_in_url=https://town.test/subscribe'])
  const from = `openid_${randomUUID()}`
  const { words, number } = await receiptOf(account, from)
  assert.match(words, /请点开并同意：https:\/\/town\.test\/subscribe/)
  await answeredLate(number)
  await becomes(number, 'sent')
  await post(account, 'subscribe_msg_sent_event', from, `<SubscribeMsgSentEvent><List><TemplateId>SUB</TemplateId><MsgID>${200_000_000 + api.notices.length}</MsgID><ErrorCode>0</ErrorCode><ErrorStatus>success</ErrorStatus></List></SubscribeMsgSentEvent>`)
  await becomes(number, 'delivered')
  const refused = await site.command(['channel', 'add', 'wechat_oa', 'bad', '--app-id', 'wx', '--set', 'notice_template_id=T', '--set', 'notice_kind=once'])
  assert.deepEqual([refused.status, /query_url|查询网页/.test(refused.stderr + refused.stdout)], [2, true])
})
