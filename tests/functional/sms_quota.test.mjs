// The bounds of an account for short messages: over them nothing is sent, and a person calls instead.
import { after, before, test } from 'node:test'
import assert from 'node:assert/strict'
import { sleep, startSite, until } from './harness.mjs'
import { firstAdministrator, hired, write } from './people.mjs'
import { serveApi } from './platform_api.mjs'

let site, admin, handler, gateway

before(async () => {
  site = await startSite({ settings: { 'sender.retry_seconds': 1 } })
  admin = await firstAdministrator(site)
  handler = await hired(admin, 'lu', 'cjzx', ['handler'])
  gateway = await serveApi({ sent: [], answers: [] }, (request, bytes) => {
    const answer = gateway.answers.shift() ?? { code: 0 }
    if (answer.code === 0) gateway.sent.push(JSON.parse(bytes.toString('utf8')))
    return { status: 200, body: answer }
  })
  const body = JSON.stringify({ to: '{phone}', text: '{text}' })
  const settings = { url: `${gateway.url}/send`, signature: '某某镇', body, ok_field: 'code', ok_values: '0', retry_values: '-1', quota_to_one_a_day: '2', quota_a_day: '4' }
  const done = await site.command(['channel', 'add', 'sms', 'town', ...Object.entries(settings).flatMap(([key, value]) => ['--set', `${key}=${value}`])])
  assert.equal(done.status, 0, done.stderr)
  await sleep(600) // until the account is open
})
after(async () => {
  await gateway?.close()
  await site?.stop()
})

async function answered(contact) {
  const { number } = await write(site, { subject: '路灯不亮', text: '路灯不亮', contact })
  await handler.taken(number)
  await handler.move(number, 'reply', { text: '已修好。' })
  return until('the notice to be settled', async () => {
    const { notice } = (await handler.ticket(number)).messages.find(({ from }) => from === 'staff')
    return ['sent', 'failed'].includes(notice?.state) && { number, ...notice }
  })
}
const sentTo = (phone) => gateway.sent.filter(({ to }) => to === phone).length

test('the third message of a day to one number is not sent, and is a task for a person', async () => {
  gateway.answers.push({ code: -1 }) // what did not go out does not count
  assert.equal((await answered('13900000001')).state, 'sent')
  assert.equal((await answered('13900000001')).state, 'sent')
  const { number, state, detail } = await answered('13900000001')
  assert.deepEqual([state, detail], ['failed', '短信未送达，请电话联系（今日发给这个号码的已达上限2条，没有发送）'])
  assert.equal(sentTo('13900000001'), 2)
  assert.ok((await admin.get('/api/v1/outbound?state=failed')).items.some((row) => row.number === number))
  assert.ok((await handler.ticket(number)).history.some(({ event }) => event === 'not_delivered'))
  assert.equal(await site.metric('huiying_delivery_over_quota_total', { platform: 'sms', bound: 'to_one_a_day' }), 1)
})

test('an account sends so many a day, whoever they go to', async () => {
  assert.equal((await answered('13900000002')).state, 'sent')
  assert.equal((await answered('13900000003')).state, 'sent')
  const { detail } = await answered('13900000004')
  assert.equal(detail, '短信未送达，请电话联系（今日已达账号的上限4条，没有发送）')
  assert.equal(gateway.sent.length, 4)
  assert.equal(await site.metric('huiying_delivery_quota_sent', { account: 'town', period: 'month' }), 4)
})
