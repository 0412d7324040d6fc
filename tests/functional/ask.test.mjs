// The form of the board, without JavaScript: a question, its files, its number; and how it is refused.
import { after, before, describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { assertProblem } from './contract.mjs'
import { startSite } from './harness.mjs'
import { firstAdministrator, hired, status, write } from './people.mjs'
import { bigPhotograph, form, kMaker, photograph } from './files.mjs'

const kMaxFileBytes = 10 * 1024 * 1024
const kUploadLimit = 33_554_432 // server.upload_limit
const kFields = { subject: '路灯不亮', text: '银春路的路灯不亮，见照片。', kind: 'complaint', place: '银春路', name: '王女士', contact: '13812345678' }

let site, admin, handler, stranger

before(async () => {
  site = await startSite()
  admin = await firstAdministrator(site)
  handler = await hired(admin, 'lu', 'cjzx', ['handler'])
  stranger = await hired(admin, 'qian', 'zfd', ['handler'])
})
after(() => site?.stop())

const ask = (body, headers = {}) => site.page('/ask', { method: 'POST', body, headers })
const value = (text, id) => text.match(new RegExp(`id="${id}"[^>]*>([^<]+)<`))?.[1]

function receiptOf({ status: heard, text }) {
  assert.equal(heard, 200, text)
  const receipt = { number: value(text, 'number'), code: value(text, 'code') }
  assert.ok(receipt.number && receipt.code, text)
  return receipt
}

/** The form came back as it was filled, with those words on what is wrong. */
function assertReturned({ status: heard, text }, wanted, words) {
  assert.equal(heard, wanted, text)
  assert.match(text, words)
  for (const kept of ['银春路的路灯不亮，见照片。', '王女士', '13812345678']) assert.ok(text.includes(kept), `${kept} is kept`)
}

describe('a question in the form', () => {
  test('gets number and code on the page, and becomes a ticket with all that was filled in', async () => {
    const receipt = receiptOf(await ask(new URLSearchParams(kFields)))
    const detail = await handler.taken(receipt.number)
    assert.equal(detail.text, kFields.text)
    assert.equal(detail.contact, kFields.contact)
    assert.equal(detail.place, kFields.place)
    assert.deepEqual([detail.ticket.subject, detail.ticket.kind, detail.ticket.channel, detail.ticket.sender_name], [kFields.subject, 'complaint', 'board', '王女士'])
    assert.equal(detail.publication.consent, false, 'not to be published unless the citizen says so')
    assert.equal((await status(site, receipt)).number, receipt.number)
  })

  test('sent twice by an impatient finger is one ticket', async () => {
    const id = (await site.page('/ask')).text.match(/name="form" value="([0-9a-f]{32})"/)[1]
    const fields = new URLSearchParams({ ...kFields, form: id, subject: '点了两次' })
    const [first, second] = await Promise.all([ask(fields), ask(fields)])
    assert.deepEqual(receiptOf(first), receiptOf(second))
    await site.drained()
    assert.equal((await admin.queue('all', '点了两次')).length, 1)
  })

  test('from another site is not taken, but comes back filled for the citizen to confirm', async () => {
    for (const headers of [{ 'Sec-Fetch-Site': 'cross-site' }, { Origin: 'https://evil.example' }, { Origin: 'null' }])
      assertReturned(await ask(new URLSearchParams(kFields), headers), 403, /再点一次/)
  })

  test('that lacks something comes back filled, with what is missing', async () => {
    assertReturned(await ask(new URLSearchParams({ ...kFields, subject: '' })), 422, /请写一个标题/)
    assertReturned(await ask(new URLSearchParams({ ...kFields, kind: 'poem' })), 422, /请从列出的几类里选一个/)
    assertReturned(await ask(new URLSearchParams({ ...kFields, unit: 'nowhere' })), 422, /请从列表里选择单位/)
    assertReturned(await ask(new URLSearchParams({ ...kFields, subject: '字'.repeat(101) })), 422, /标题太长了/)
    const long = await ask(new URLSearchParams({ ...kFields, text: '字'.repeat(10_001) }))
    assert.equal(long.status, 422)
    assert.match(long.text, /内容太长了/)
    assert.match((await ask(new URLSearchParams({ ...kFields, text: ' ' }))).text, /请写下您要说的事/)
  })

  test('that goes back to the form comes back filled, and is kept in no browser', async () => {
    const page = await ask(new URLSearchParams({ ...kFields, look: 'edit' }))
    assertReturned(page, 200, /name="look" value="seen"/)
    assert.equal(page.headers.get('cache-control'), 'no-store')
  })

  test('that is no form, or a broken one, is refused', async () => {
    for (const [type, body] of [['application/json', '{}'], ['multipart/form-data', 'x'], ['multipart/form-data; boundary=x', '--x\r\n\r\nhalf']])
      assert.equal((await ask(body, { 'Content-Type': type })).status, 400, type)
  })

  test('whose bytes are not UTF-8 is taken with what can be read', async () => {
    const page = await ask('subject=%ff%fe&text=%e8%b7%af%ff%e7%81%af&kind=question', { 'Content-Type': 'application/x-www-form-urlencoded' })
    const detail = await admin.taken(receiptOf(page).number)
    assert.equal(detail.text, '路\u{FFFD}灯')
  })
})

describe('a photograph', () => {
  const bytes = photograph('one')

  test('is kept, and staff get a copy that tells neither place nor camera', async () => {
    assert.ok(bytes.includes('Exif') && bytes.includes(kMaker))
    const { number } = receiptOf(await ask(form(kFields, [{ name: '路灯 <1>.jpg', bytes }])))
    const [message] = (await handler.taken(number)).messages
    assert.equal(message.attachments.length, 1)
    const [{ name, media_type, address, sha256 }] = message.attachments
    assert.deepEqual([name, media_type], ['路灯 <1>.jpg', 'image/jpeg'])
    const path = `/api/v1/tickets/${number}/attachments/${sha256}`
    assert.equal(`/${address}`, path)
    const copy = await handler.call('GET', path)
    assert.equal(copy.status, 200)
    assert.equal(copy.type, 'image/jpeg')
    assert.equal(copy.headers.get('x-content-type-options'), 'nosniff')
    assert.deepEqual([...copy.bytes.subarray(0, 2)], [0xff, 0xd8])
    assert.ok(copy.bytes.length > 50)
    for (const told of ['Exif', kMaker, 'comment one']) assert.ok(!copy.bytes.includes(told), `${told} is in the copy`)
    assertProblem(await stranger.call('GET', path), 404, 'not_found')
    assertProblem(await site.send('GET', path), 401, 'unauthenticated')
  })

  test('of one ticket is not to be had through another', async () => {
    const { number } = receiptOf(await ask(form(kFields, [{ name: 'a.jpg', bytes: photograph('two') }])))
    const [{ sha256 }] = (await handler.taken(number)).messages[0].attachments
    const other = await write(site, { text: '路灯不亮' })
    await handler.taken(other.number)
    for (const path of [`${other.number}/attachments/${sha256}`, `${number}/attachments/${'0'.repeat(64)}`, `${number}/attachments/..%2f..%2fhuiying.db`])
      assertProblem(await handler.call('GET', `/api/v1/tickets/${path}`), 404, 'not_found')
  })
})

describe('files', () => {
  const six = Array.from({ length: 6 }, (_, i) => ({ name: `${i}.jpg`, bytes: photograph(String(i)) }))

  test('up to six are taken, seven are refused', async () => {
    const { number } = receiptOf(await ask(form(kFields, six)))
    assert.equal((await handler.taken(number)).messages[0].attachments.length, 6)
    assertReturned(await ask(form(kFields, [...six, six[0]])), 422, /最多6个文件，您选了7个/)
  })

  test('are judged by what is in them, not by their names', async () => {
    const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
    for (const bytes of ['just words', svg, '<!doctype html><script>alert(1)</script>', Buffer.from('MZ\x90\0'), Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 0x10]), Buffer.alloc(0)])
      assertReturned(await ask(form(kFields, [{ name: 'photo.jpg', bytes }])), 422, /photo\.jpg”不是可以接收的文件/)
  })

  test('up to the limit of a file are taken, larger ones are refused', async () => {
    const page = await ask(form(kFields, [{ name: 'big.jpg', bytes: bigPhotograph(kMaxFileBytes + 1) }]))
    assertReturned(page, 422, /big\.jpg”超过10MB/)
    receiptOf(await ask(form(kFields, [{ name: 'big.jpg', bytes: bigPhotograph(kMaxFileBytes) }])))
  })

  test('above the limit of a form are refused before they are read', async () => {
    const page = await ask('x'.repeat(kUploadLimit + 1), { 'Content-Type': 'multipart/form-data; boundary=x' })
    assert.equal(page.status, 413)
    assert.match(page.text, /提交的文件太大/)
  })
})
