// Photos and documents that staff send with a reply: kept with the draft, reviewed with it, read by number and code, never public.
import { after, before, describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { assertProblem } from './contract.mjs'
import { bigPhotograph, kMaker, photograph } from './files.mjs'
import { startSite, until } from './harness.mjs'
import { assigned, firstAdministrator, hired, status, withWorkflow, write } from './people.mjs'
import { sql } from './record.mjs'
import * as webhooks from './standard_webhooks.mjs'

const kReply = '已派人维修，今晚恢复照明。'
let site, admin, handler, reviewer, stranger, receiver, partner

before(async () => {
  receiver = await webhooks.startReceiver()
  site = await startSite()
  admin = await firstAdministrator(site)
  handler = await hired(admin, 'lu', 'cjzx', ['handler'])
  reviewer = await hired(admin, 'shen', 'cjzx', ['reviewer'])
  stranger = await hired(admin, 'qian', 'zfd', ['handler'])
  partner = await site.addChannel('webhook', 'partner', ['--reply-url', receiver.url])
  receiver.secret = partner.secret
})
after(async () => {
  await receiver?.close()
  await site?.stop()
})

const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex')

async function upload(person, number, bytes, name = '现场.jpg') {
  const response = await fetch(`${site.url}/api/v1/tickets/${number}/reply-files?name=${encodeURIComponent(name)}`, {
    method: 'POST',
    headers: { Cookie: person.cookie, 'X-CSRF-Token': person.csrf, 'Content-Type': 'application/octet-stream' },
    body: bytes,
  })
  const text = await response.text()
  return { status: response.status, type: response.headers.get('content-type')?.split(';')[0], text, body: JSON.parse(text) }
}
const drop = (person, number, sha) => person.call('DELETE', `/api/v1/tickets/${number}/reply-files/${sha}`)
const fetched = async (path, headers) => {
  const response = await fetch(`${site.url}${path}`, { headers })
  return { status: response.status, disposition: response.headers.get('content-disposition'), bytes: Buffer.from(await response.arrayBuffer()) }
}
const drafted = async (number) => (await handler.ticket(number)).draft.files

describe('files that go with a reply', () => {
  test('are added by whoever writes, shown with the draft, stripped of where they were taken', async () => {
    const { number } = await assigned(admin, 'cjzx', { text: '路灯不亮' })
    const photo = photograph('before')
    const added = await upload(handler, number, photo)
    assert.equal(added.status, 200, added.text)
    assert.equal(added.body.version, (await handler.ticket(number)).ticket.version)
    const [file] = await drafted(number)
    assert.deepEqual([file.name, file.media_type, file.sha256], ['现场.jpg', 'image/jpeg', sha256(photo)])
    const seen = await fetched(`/${file.address}`, { Cookie: reviewer.cookie })
    assert.equal(seen.status, 200)
    assert.ok(!seen.bytes.includes(kMaker))
    assert.equal((await fetched(`/${file.address}`, { Cookie: stranger.cookie })).status, 404)
  })

  test('are refused as citizens’ files are, and to whoever may not write', async () => {
    const { number } = await assigned(admin, 'cjzx', { text: '路灯不亮' })
    assertProblem(await upload(handler, number, Buffer.from('<html>'), 'x.jpg'), 415, 'unsupported_media')
    assertProblem(await upload(handler, number, bigPhotograph(10 * 1024 * 1024 + 1)), 413, 'body_too_large')
    assertProblem(await upload(reviewer, number, photograph('r')), 403, 'forbidden')
    assertProblem(await upload(stranger, number, photograph('s')), 404, 'not_found')
    await upload(handler, number, photograph('same'))
    assertProblem(await upload(handler, number, photograph('same')), 409, 'already_exists')
    for (let i = 1; i < 6; ++i) assert.equal((await upload(handler, number, photograph(`n${i}`))).status, 200)
    assertProblem(await upload(handler, number, photograph('seventh')), 422, 'too_many_files')
    const [first] = await drafted(number)
    assert.equal((await drop(handler, number, first.sha256)).status, 200)
    assertProblem(await drop(handler, number, first.sha256), 404, 'not_found')
    assert.equal((await drafted(number)).length, 5)
    const { history } = await handler.ticket(number)
    assert.ok(history.some(({ event, detail }) => event === 'reply_file_removed' && detail.includes('现场.jpg')))
  })

  test('are approved with the text: nobody exchanges one afterwards', () =>
    withWorkflow(admin, { review: 'needed' }, async () => {
      const receipt = await assigned(admin, 'cjzx', { text: '路灯不亮' })
      const { number } = receipt
      await upload(handler, number, photograph('approved'))
      await handler.move(number, 'submit', { text: kReply })
      assertProblem(await upload(handler, number, photograph('late')), 409, 'move_not_allowed')
      await reviewer.move(number, 'approve')
      const sha = (await drafted(number))[0].sha256
      sql(site, `update reply_file set sha256 = '${sha256('other')}' where sha256 = '${sha}'`)
      assertProblem(await handler.try(number, 'send-approved'), 409, 'text_changed')
      sql(site, `update reply_file set sha256 = '${sha}' where sha256 = '${sha256('other')}'`)
      assert.equal((await handler.move(number, 'send-approved')).state, 'final_replied')
      assert.equal((await status(site, receipt)).replies[0].files[0].sha256, sha)
    }))

  test('are read by the citizen by number and code, on the page and by the API, and by nobody else', async () => {
    const receipt = await assigned(admin, 'cjzx', { text: '路灯不亮' })
    const { number, code } = receipt
    const photo = photograph('sent')
    await upload(handler, number, photo)
    const before = await status(site, receipt)
    assert.deepEqual(before.replies, [])
    const path = `/api/v1/messages/${number}/files/${sha256(photo)}`
    assert.equal((await fetched(path, { 'X-Query-Code': code })).status, 404, 'a draft is not the citizen’s')
    await handler.move(number, 'submit', { text: kReply })
    await reviewer.move(number, 'reply', { text: kReply })
    const [reply] = (await status(site, receipt)).replies
    assert.equal(reply.text, kReply)
    assert.deepEqual(reply.files.map(({ name }) => name), ['现场.jpg'])
    const file = await fetched(path, { 'X-Query-Code': code })
    assert.deepEqual([file.status, file.disposition], [200, 'attachment; filename="reply-1.jpg"'])
    assert.ok(!file.bytes.includes(kMaker))
    assert.equal((await fetched(path, { 'X-Query-Code': 'AAAA-AAAAA' })).status, 404)
    const page = await site.page('/q', { method: 'POST', body: new URLSearchParams({ number, code }) })
    assert.match(page.text, /现场\.jpg/)
    const download = await fetch(`${site.url}/q/file`, { method: 'POST', body: new URLSearchParams({ number, code, file: sha256(photo) }) })
    assert.deepEqual([download.status, download.headers.get('content-type'), download.headers.get('cache-control')], [200, 'image/jpeg', 'no-store'])
    const wrong = await fetch(`${site.url}/q/file`, { method: 'POST', body: new URLSearchParams({ number, code: 'AAAA-AAAAA', file: sha256(photo) }) })
    assert.match(wrong.headers.get('content-type'), /html/)
    const { messages, draft } = await handler.ticket(number)
    assert.equal(messages.find(({ from }) => from === 'staff').attachments.length, 1)
    assert.deepEqual(draft.files, [])
  })

  test('are told of on the citizen’s channel', async () => {
    const said = await webhooks.deliver(site, partner, webhooks.message('巷口的灯坏了', { from: 'u-files' }))
    assert.equal(said.status, 200, said.text)
    const [number] = await until('the ticket', async () => {
      const found = await admin.queue('all', '巷口的灯')
      return found.length > 0 && found
    })
    const { ticket } = await admin.ticket(number)
    if (ticket.unit !== 'cjzx') await admin.move(number, 'assign', { unit: 'cjzx', reason: '测试' })
    await upload(handler, number, photograph('told'))
    await handler.move(number, 'submit', { text: kReply })
    await reviewer.move(number, 'reply', { text: kReply })
    const letter = await until('the letter', async () => receiver.got.map(({ body }) => JSON.stringify(body)).find((body) => body.includes(kReply)))
    assert.match(letter, /附件 1 个，请凭编号和查询码在查询页查看/)
  })

  test('go with the text when a ticket is restricted, and are never published', async () => {
    const receipt = await assigned(admin, 'cjzx', { text: '路灯不亮', publish: true })
    const { number } = receipt
    const photo = photograph('unpublished')
    await upload(handler, number, photo)
    await handler.move(number, 'submit', { text: kReply })
    await reviewer.move(number, 'reply', { text: kReply })
    const { publication } = await handler.ticket(number)
    assert.ok(!JSON.stringify(publication ?? {}).includes(sha256(photo)))
    const other = await assigned(admin, 'cjzx', { text: '路灯又坏了' })
    await upload(handler, other.number, photograph('withdrawn'))
    await admin.move(other.number, 'restriction', { reason: '反映工作人员', accused_units: ['cjzx'] })
    assert.deepEqual((await admin.ticket(other.number)).draft.files, [])
  })

  test('are of no use to whoever guesses', async () => {
    const receipt = await write(site, { text: '随便问问' })
    assert.equal((await fetched(`/api/v1/messages/${receipt.number}/files/${'0'.repeat(64)}`, { 'X-Query-Code': receipt.code })).status, 404)
  })
})
