// What the gateway for short messages reports of those that it took: arrived, or a task for a person. Signed, safe to repeat, and nothing of
// a citizen in the log.
import { after, before, test } from 'node:test'
import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { sleep, startSite, until } from './harness.mjs'
import { firstAdministrator, hired, write } from './people.mjs'
import { serveApi } from './platform_api.mjs'

const kSecret = 'gateway-report-secret'
let site, admin, handler, gateway

before(async () => {
  site = await startSite()
  admin = await firstAdministrator(site)
  handler = await hired(admin, 'lu', 'cjzx', ['handler'])
  gateway = await serveApi({ sent: [] }, (request, bytes) => {
    gateway.sent.push({ ...JSON.parse(bytes.toString('utf8')), sid: `s${gateway.sent.length + 1}` })
    return { status: 200, body: { code: 0, data: { sid: gateway.sent.at(-1).sid } } }
  })
  const body = JSON.stringify({ to: '{phone}', text: '{text}', uid: '{id}' })
  const settings = { url: `${gateway.url}/send`, signature: '某某镇', body, ok_field: 'code', ok_values: '0', id_field: 'data.sid', report_signature_header: 'X-Sign', report_id: 'sid', report_status: 'stat', report_reason: 'err', pending_values: 'ACCEPTD', report_answer: '{"code":0}' }
  const done = await site.command(['channel', 'add', 'sms', 'town', '--secret', `report_secret=${kSecret}`, ...Object.entries(settings).flatMap(([key, value]) => ['--set', `${key}=${value}`])])
  assert.equal(done.status, 0, done.stderr)
  await sleep(600) // until the account is open
})
after(async () => {
  await gateway?.close()
  await site?.stop()
})

const sign = (body, secret = kSecret) => createHmac('sha256', secret).update(body).digest('hex')
const report = (reports, { signature, account = 'town' } = {}) => {
  const body = JSON.stringify(reports)
  return site.send('POST', `/hooks/sms/${account}`, { body, headers: { 'Content-Type': 'application/json', 'X-Sign': signature ?? sign(body) } })
}
const counted = (labels) => site.metric('huiying_delivery_reports_total', { platform: 'sms', ...labels }).catch(() => 0)

/** A ticket that has its reply, and what the gateway calls the short message. */
async function answered(phone) {
  const { number } = await write(site, { subject: '路灯不亮', text: '路灯不亮', contact: phone })
  await handler.taken(number)
  await handler.move(number, 'reply', { text: '您家门口的路灯已修好。' })
  const { sid } = await until('the short message', () => gateway.sent.find(({ to }) => to === phone))
  await until('the notice to be sent', async () => (await replyOf(number)).notice?.state === 'sent')
  return { number, sid }
}
const replyOf = async (number) => (await handler.ticket(number)).messages.find(({ from }) => from === 'staff')

test('a message that arrived is shown as delivered', async () => {
  const { number, sid } = await answered('13900000001')
  const { status, text } = await report([{ sid, stat: 'ACCEPTD' }, { sid: 'other', stat: 'DELIVRD' }])
  assert.deepEqual([status, text], [200, '{"code":0}'])
  assert.equal((await replyOf(number)).notice.state, 'sent', 'not known yet')
  assert.equal((await report([{ sid, stat: 'DELIVRD' }])).status, 200)
  assert.deepEqual((await replyOf(number)).notice, { channel: 'sms', state: 'delivered', detail: '' })
  assert.equal((await replyOf(number)).state, 'pick_up')
})

test('one that did not is a task for a person: on the ticket, behind the bell and among what was not delivered', async () => {
  const { number, sid } = await answered('13900000002')
  for (let i = 0; i < 3; ++i) assert.equal((await report([{ sid, stat: 'UNDELIV', err: 'MK:0012' }])).status, 200)
  assert.equal(await counted({ fate: 'undelivered', outcome: 'noted' }), 1)
  assert.equal(await counted({ fate: 'undelivered', outcome: 'repeated' }), 2)
  const { notice } = await replyOf(number)
  assert.deepEqual(notice, { channel: 'sms', state: 'failed', detail: '短信未送达，请电话联系（网关：UNDELIV MK:0012）' })
  const { history } = await handler.ticket(number)
  assert.equal(history.filter(({ event }) => event === 'not_delivered').length, 1)
  const row = (await admin.get('/api/v1/outbound?state=failed')).items.find((item) => item.number === number)
  assert.deepEqual([row.channel, row.detail], ['sms', notice.detail])
  assert.equal((await admin.call('POST', `/api/v1/outbound/${row.id}`, { decision: 'told_by_phone' })).status, 204)
  assert.equal((await replyOf(number)).notice.state, 'told')
  assert.equal((await report([{ sid, stat: 'DELIVRD' }])).status, 200)
  assert.equal((await replyOf(number)).notice.state, 'told')
})

test('a report about nothing is taken, logged and counted', async () => {
  const before = await counted({ fate: 'undelivered', outcome: 'unknown' })
  assert.equal((await report([{ sid: 'nobodys', stat: 'UNDELIV' }])).status, 200)
  assert.equal(await counted({ fate: 'undelivered', outcome: 'unknown' }), before + 1)
  assert.match(site.logs, /delivery\.undelivered.*nobodys/)
})

test('what is not signed changes nothing, and hears nothing of why', async () => {
  const { number, sid } = await answered('13900000003')
  const refusals = [
    await report([{ sid, stat: 'UNDELIV' }], { signature: sign('other') }),
    await report([{ sid, stat: 'UNDELIV' }], { signature: sign(JSON.stringify([{ sid, stat: 'UNDELIV' }]), 'another-secret-of-somebody') }),
    await report([{ sid, stat: 'UNDELIV' }], { account: 'nobody' }),
  ]
  for (const { status, text } of refusals) assert.deepEqual([status, text], [403, 'forbidden'])
  assert.equal((await replyOf(number)).notice.state, 'sent')
  assert.equal((await report({ something: 'else' })).status, 400)
})

test('nothing of a citizen stands in the log', () => {
  for (const words of ['路灯', '13900000001', '13900000002', '已修好']) assert.ok(!site.logs.includes(words), words)
})
