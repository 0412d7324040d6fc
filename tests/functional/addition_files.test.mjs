// Photos and files that a citizen adds to the own message on the status page: kept, at the desk, shown to their writer; and how they are refused.
import { after, before, describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { createHash, randomUUID } from 'node:crypto'
import { assertProblem } from './contract.mjs'
import { bigPhotograph, form, kMaker, photograph } from './files.mjs'
import { startSite, until } from './harness.mjs'
import { assigned, firstAdministrator, hired, status } from './people.mjs'
import { sql } from './record.mjs'
import { whileStopped } from './redis.mjs'

const kMaxFileBytes = 10 * 1024 * 1024
const kUploadLimit = 33_554_432 // server.upload_limit

let site, admin, handler, stranger

before(async () => {
  site = await startSite({ settings: { 'server.trusted_proxies': '127.0.0.1' } })
  admin = await firstAdministrator(site)
  handler = await hired(admin, 'lu', 'cjzx', ['handler'])
  stranger = await hired(admin, 'qian', 'zfd', ['handler'])
})
after(() => site?.stop())

let lastAddress = 0
const newAddress = () => ({ 'X-Forwarded-For': `198.51.100.${(lastAddress += 1)}` })
const formId = () => randomUUID().replaceAll('-', '')
const asked = (text = '路灯不亮') => assigned(admin, 'cjzx', { text })
const photo = (comment) => ({ name: `${comment}.jpg`, bytes: photograph(comment) })
const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex')
const look = ({ number, code }) => site.page('/q', { method: 'POST', body: new URLSearchParams({ number, code }) })
const add = ({ number, code }, fields, files = [], headers = {}) => site.page('/q/add', { method: 'POST', headers, body: form({ number, code, form: formId(), ...fields }, files) })
/** Taken; the address of the page that says so. */
async function added(...given) {
  const answer = await add(...given)
  assert.equal(answer.status, 303)
  return answer.headers.get('location')
}
/** The messages after the first, when so many are there. */
const additions = (receipt, count) => until(`${count} additions`, async () => ((rows) => rows.length === count && rows)((await handler.ticket(receipt.number)).messages.slice(1)))
const fetched = (receipt, file) => fetch(`${site.url}/q/file`, { method: 'POST', body: new URLSearchParams({ number: receipt.number, code: receipt.code, file }) })
const isStored = (bytes) => sql(site, `select count(*) as n from attachment where sha256 = '${sha256(bytes)}'`)[0].n === 1

/** The page came back with the text as it was typed and those words beside the field of files. */
function assertReturned({ status: heard, text }, words, typed = '写了很久') {
  assert.equal(heard, 422, text)
  assert.match(text.match(/id="add-files-error">([^<]+)</)?.[1] ?? '', words)
  assert.match(text, /浏览器不会保留文件，请再选一次/)
  assert.ok(text.includes(`>\n${typed}</textarea>`), 'what was typed is kept')
}

describe('a photograph added to a message', () => {
  test('is at its words at the desk, without what tells place and camera, and is shown to its writer', async () => {
    const receipt = await asked()
    const bytes = photograph('near')
    await added(receipt, { text: '在68号门口' }, [{ name: '路灯 <1>.jpg', bytes }])
    const [{ text, attachments }] = await additions(receipt, 1)
    assert.equal(text, '在68号门口')
    assert.deepEqual(attachments.map(({ name, media_type, sha256 }) => [name, media_type, sha256]), [['路灯 <1>.jpg', 'image/jpeg', sha256(bytes)]])
    const path = `/${attachments[0].address}`
    const copy = await handler.call('GET', path)
    assert.deepEqual([copy.status, copy.type], [200, 'image/jpeg'])
    for (const told of ['Exif', kMaker, 'comment near']) assert.ok(!copy.bytes.includes(told), `${told} is in the copy`)
    assertProblem(await stranger.call('GET', path), 404, 'not_found')
    assert.equal((await handler.ticket(receipt.number)).history.at(-1).detail, '凭编号和查询码补充了内容，附件1个')
    const page = (await look(receipt)).text
    assert.match(page, /在68号门口[^]*路灯 &lt;1&gt;\.jpg<span class="soft">图片，1 KB/)
    const own = await fetched(receipt, sha256(bytes))
    assert.deepEqual([own.status, own.headers.get('content-disposition'), own.headers.get('cache-control')], [200, 'attachment; filename="attachment-1.jpg"', 'no-store'])
    assert.ok(!Buffer.from(await own.arrayBuffer()).includes(kMaker))
    for (const other of [{ ...receipt, code: 'AAAA-AAAAA' }, await asked()]) assert.match((await fetched(other, sha256(bytes))).headers.get('content-type'), /html/)
  })

  test('needs no words beside it', async () => {
    const receipt = await asked()
    const address = await added(receipt, { text: '' }, [photo('alone'), photo('second')])
    assert.match((await site.page(address)).text, /id="added-files">2 个/)
    assert.doesNotMatch((await site.page(address.replace('files=2', 'files=9'))).text, /已收到您的补充/)
    const [{ text, attachments }] = await additions(receipt, 1)
    assert.deepEqual([text, attachments.map(({ name }) => name)], ['[附件]', ['alone.jpg', 'second.jpg']])
    assert.equal((await status(site, receipt)).additions[0].text, '[附件]')
  })

  test('sent three times is one addition; with another photograph it is another', async () => {
    const receipt = await asked()
    const fields = { form: formId(), text: '点了三次' }
    const answers = await Promise.all(Array.from({ length: 3 }, () => add(receipt, fields, [photo('thrice')])))
    for (const answer of answers) assert.equal(answer.status, 303)
    await site.drained()
    await additions(receipt, 1)
    await added(receipt, fields, [photo('another')])
    await additions(receipt, 2)
  })

  test('that came with the message itself is shown to its writer, too', async () => {
    const page = await site.page('/ask', { method: 'POST', body: form({ subject: '井盖', text: '井盖响，见照片。', kind: 'complaint' }, [photo('first')]) })
    const [number, code] = ['number', 'code'].map((id) => page.text.match(new RegExp(`id="${id}"[^>]*>([^<]+)<`))[1])
    await admin.taken(number)
    assert.match((await look({ number, code })).text, /您写的内容[^]*first\.jpg<span class="soft">图片/)
    assert.equal((await fetched({ number, code }, sha256(photograph('first')))).status, 200)
  })
})

describe('files', () => {
  const six = Array.from({ length: 6 }, (_, i) => photo(`six ${i}`))

  test('up to six are taken, seven are refused; both faults of a form are said at once', async () => {
    const receipt = await asked()
    await added(receipt, { text: '六张' }, six)
    assert.equal((await additions(receipt, 1))[0].attachments.length, 6)
    assertReturned(await add(receipt, { text: '写了很久' }, [...six, photo('seven')]), /最多6个文件，您选了7个。/)
    const long = await add(receipt, { text: '字'.repeat(10_001) }, [...six, photo('seven')])
    assertReturned(long, /最多6个文件，您选了7个。/, '字'.repeat(10_001))
    assert.match(long.text, /id="add-text-error">内容太长了/)
  })

  test('are judged by what is in them, not by their names', async () => {
    const receipt = await asked()
    for (const bytes of ['just words', '<!doctype html><script>alert(1)</script>', Buffer.from('MZ\x90\0'), Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 0x10]), Buffer.alloc(0)])
      assertReturned(await add(receipt, { text: '写了很久' }, [photo('good'), { name: 'photo.jpg', bytes }]), /“photo\.jpg”不是可以接收的文件。请选 JPG、PNG、WebP 图片或 PDF。/)
    await site.drained()
    assert.equal((await handler.ticket(receipt.number)).messages.length, 1)
  })

  test('up to the limit of a file are taken, larger ones are refused', async () => {
    const receipt = await asked()
    assertReturned(await add(receipt, { text: '写了很久' }, [{ name: 'big.jpg', bytes: bigPhotograph(kMaxFileBytes + 1) }]), /“big\.jpg”超过10MB，请压缩后再选。/)
    await added(receipt, { text: '刚好' }, [{ name: 'big.jpg', bytes: bigPhotograph(kMaxFileBytes) }])
    assert.equal((await site.page('/q/add', { method: 'POST', body: 'x'.repeat(kUploadLimit + 1), headers: { 'Content-Type': 'multipart/form-data; boundary=x' } })).status, 413)
  })

  test('of one ticket are thirty at most; words are still taken, and what is there already is none more', async () => {
    const receipt = await asked()
    const last = { form: formId(), text: '第5次' }
    for (let i = 0; i < 4; ++i) await added(receipt, { text: `第${i}次` }, six.map((_, j) => photo(`${i} ${j}`)))
    await added(receipt, last, six.map((_, j) => photo(`last ${j}`)))
    await additions(receipt, 5)
    assertReturned(await add(receipt, { text: '写了很久' }, [photo('one more')]), /附件一共最多30个/)
    assert.ok(!isStored(photograph('one more')))
    await added(receipt, last, six.map((_, j) => photo(`last ${j}`)))
    await added(receipt, { text: '只写文字' })
    await additions(receipt, 6)
  })

  test('are not kept for who has no right code, nor from another site', async () => {
    const receipt = await asked()
    const wrong = await add({ ...receipt, code: '0000-00000' }, { text: '写了很久' }, [photo('stranger')], newAddress())
    assert.equal(wrong.status, 404)
    assert.match(wrong.text, /编号和查询码对不上[^]*写了很久<\/textarea>/)
    const foreign = await add(receipt, { text: '写了很久' }, [photo('foreign')], { 'Sec-Fetch-Site': 'cross-site' })
    assert.equal(foreign.status, 403)
    assert.match(foreign.text, /请再选一次/)
    for (const name of ['stranger', 'foreign']) assert.ok(!isStored(photograph(name)), name)
    for (const [type, body] of [['application/json', '{}'], ['multipart/form-data; boundary=x', '--x\r\n\r\nhalf']])
      assert.equal((await site.page('/q/add', { method: 'POST', body, headers: { 'Content-Type': type } })).status, 400, type)
  })
})

test('while Redis does not answer files are kept with their addition, and taken in once later', async () => {
  const receipt = await asked()
  const fields = { form: formId(), text: '队列停了也要说' }
  await whileStopped(site, () => added(receipt, fields, [photo('down')]))
  await added(receipt, fields, [photo('down')])
  await until('readiness', async () => (await site.ready()).status === 'ok')
  const [{ attachments }] = await additions(receipt, 1)
  assert.equal((await handler.call('GET', `/${attachments[0].address}`)).status, 200)
  await until('the spool to be empty', async () => (await site.metric('huiying_desk_spooled_messages')) === 0)
  await site.drained()
  await additions(receipt, 1)
  assert.equal(sql(site, `select named from attachment where sha256 = '${sha256(photograph('down'))}'`)[0].named, 1, 'not forgotten')
})
