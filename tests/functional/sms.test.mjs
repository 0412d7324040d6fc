// Short messages by a gateway: who wrote on the board and left a mobile number hears that there is an answer, once, and nothing of it.
import { after, before, test } from 'node:test'
import assert from 'node:assert/strict'
import { sleep, startSite, until } from './harness.mjs'
import { firstAdministrator, hired, write } from './people.mjs'
import { serveApi } from './platform_api.mjs'

let site, handler, gateway

before(async () => {
  site = await startSite({ settings: { 'sender.retry_seconds': 1 } })
  handler = await hired(await firstAdministrator(site), 'lu', 'cjzx', ['handler'])
  const api = { sent: [], answers: [] }
  gateway = await serveApi(api, (request, bytes) => {
    const answer = api.answers.shift() ?? { code: 0 }
    if (answer.code === 0) api.sent.push(JSON.parse(bytes.toString('utf8')))
    return { status: 200, body: answer }
  })
  const body = JSON.stringify({ key: '{secret}', to: '{phone}', text: '{text}' })
  const settings = { url: `${gateway.url}/send`, signature: '某某镇', body, ok_field: 'code', ok_values: '0', retry_values: '-1', query_url: 'https://town.test/status' }
  const done = await site.command(['channel', 'add', 'sms', 'town', '--secret', 'secret=s3cret', ...Object.entries(settings).flatMap(([key, value]) => ['--set', `${key}=${value}`])])
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
  await handler.move(number, 'reply', { text: '您家门口的路灯已修好。' })
  return number
}

test('the writer hears the number, the link and that there is an answer, once', async () => {
  gateway.answers.push({ code: -1 })
  const number = await answered('+86 139-0000-1234')
  const [message] = await until('the short message', () => gateway.sent.length > 0 && gateway.sent)
  assert.deepEqual(message, { key: 's3cret', to: '13900001234', text: `【某某镇】您的来信（编号${number}）已有答复，请凭编号和查询码查看：https://town.test/status` })
  await sleep(1500)
  assert.equal(gateway.sent.length, 1)
})

test('who left no mobile number, or two, hears nothing', async () => {
  const before = gateway.sent.length
  for (const contact of ['', '021-12345678', 'wang@example.org', '13900001234 13900005678']) await answered(contact)
  await sleep(1500)
  assert.equal(gateway.sent.length, before)
})

test('a lost query code goes to the phone that the message has, to no other, and not too often', async () => {
  const { number, code } = await write(site, { subject: '路灯不亮', text: '路灯不亮', contact: '13900007777' })
  await handler.taken(number)
  const ask = (phone, of = number) => site.send('POST', `/api/v1/messages/${of}/lost-code`, { json: { phone } })
  const wrong = await ask('13900008888')
  assert.deepEqual([wrong.status, wrong.body], [202, {}])
  await sleep(1500)
  assert.deepEqual(gateway.sent.filter(({ to }) => to === '13900007777'), [], 'who does not know the phone sends nothing to it')
  const right = await ask('139 0000 7777')
  assert.deepEqual([right.status, right.body], [202, {}], 'whoever asks cannot tell')
  const [message] = await until('the code', () => gateway.sent.filter(({ to }) => to === '13900007777').length > 0 && gateway.sent.filter(({ to }) => to === '13900007777'))
  assert.equal(message.text, `【某某镇】您来信（编号${number}）的查询码是${code}，请勿告诉他人`)
  assert.deepEqual([(await ask('13900007777')).status, (await ask('13900007777')).status], [202, 429])
  assert.equal((await ask('no phone')).status, 400)
  assert.equal(gateway.sent.filter(({ to }) => to === '13900008888').length, 0)
  assert.ok((await handler.ticket(number)).history.some(({ event }) => event === 'code_resent'))
  assert.ok(!site.logs.includes(code))
  const other = await write(site, { subject: '井盖', text: '井盖松动', contact: '13900006666' })
  const page = await site.page('/q/code', { method: 'POST', headers: { 'Content-Type': 'application/x-www-form-urlencoded' }, body: new URLSearchParams({ number: other.number, phone: '13900009999' }) })
  assert.equal(page.status, 200)
  assert.match(page.text, /如果编号和手机号与登记的一致/)
})
