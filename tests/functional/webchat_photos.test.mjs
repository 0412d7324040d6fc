// Photos in the web chat, over its own connection: on the ticket and at the desk, without what tells where they were taken; and
// what is refused, in words, without an end of the talk.
import { after, before, describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import * as files from './files.mjs'
import { startSite, until } from './harness.mjs'
import { firstAdministrator } from './people.mjs'
import { Citizen, isLive } from './web_chat.mjs'

const kMegabyte = 1024 * 1024
let site, admin

before(async () => {
  site = await startSite()
  admin = await firstAdministrator(site)
  assert.equal((await admin.call('POST', '/api/v1/channels', { channel: 'webchat', name: 'web' })).status, 201)
  await isLive(site, 'web')
})
after(() => site?.stop())

const attachmentsOf = async (number) => (await admin.taken(number)).messages.flatMap(({ from, attachments }) => (from === 'citizen' ? attachments ?? [] : []))

describe('a photo', () => {
  test('comes with its message, and is served to the desk without metadata', async () => {
    const citizen = await new Citizen(site).open()
    const bytes = files.photograph('lamp')
    const { t, id } = await citizen.photo(bytes, { name: '路灯.jpg' })
    assert.equal(t, 'photo_kept')
    const { number } = await citizen.say('元江路的路灯坏了', randomUUID(), [id])
    const [one, ...rest] = await attachmentsOf(number)
    assert.deepEqual([one.name, one.media_type, one.bytes, rest.length], ['路灯.jpg', 'image/jpeg', bytes.length, 0])
    const served = await fetch(`${site.url}/api/v1/tickets/${number}/attachments/${one.sha256}`, { headers: { Cookie: admin.cookie } })
    assert.equal(served.status, 200)
    const shown = Buffer.from(await served.arrayBuffer())
    assert.ok(bytes.includes(files.kMaker) && !shown.includes(files.kMaker), 'no maker of a camera')
    citizen.close()
  })

  test('alone is a ticket that asks what it is about, and is a word where there are words alone', async () => {
    const citizen = await new Citizen(site).open()
    const { id } = await citizen.photo(files.photograph('alone'))
    const { number, answer } = await citizen.say('', randomUUID(), [id])
    assert.match(answer, /照片收到了/)
    assert.equal((await attachmentsOf(number)).length, 1)
    await until('its line', () => citizen.lines.some(({ by, text }) => by === 'citizen' && text === '[图片]'))
    citizen.close()
  })

  test('beside a greeting is no small talk, and one that follows is added to the ticket', async () => {
    const citizen = await new Citizen(site).open()
    const first = await citizen.photo(files.photograph('beside'))
    const { number } = await citizen.say('你好', randomUUID(), [first.id])
    assert.ok(number, 'a ticket')
    const second = await citizen.photo(files.photograph('more'))
    assert.equal((await citizen.say('窨井盖在银都路口', randomUUID(), [second.id])).number, number)
    await until('both', async () => (await attachmentsOf(number)).length === 2)
    citizen.close()
  })

  test('beside what would answer an answer, in a talk that has none, is a matter', async () => {
    for (const words of ['红绿灯不对', '路灯没用了']) {
      const citizen = await new Citizen(site).open()
      const { id } = await citizen.photo(files.photograph(words))
      const { number } = await citizen.say(words, randomUUID(), [id])
      assert.ok(number, words)
      assert.equal((await attachmentsOf(number)).length, 1)
      citizen.close()
    }
  })

  test('that is said again after the connection was lost is one message with one photo', async () => {
    const citizen = await new Citizen(site).open()
    const bytes = files.photograph('again')
    const say = randomUUID()
    const first = await citizen.say('护栏断了', say, [(await citizen.photo(bytes)).id])
    citizen.close()
    await until('the end', () => !citizen.isOpen)
    await citizen.open()
    const again = await citizen.say('护栏断了', say, [(await citizen.photo(bytes)).id])
    assert.equal(again.number, first.number)
    const { messages } = await admin.taken(first.number)
    assert.deepEqual(messages.filter(({ from }) => from === 'citizen').map(({ attachments }) => attachments.length), [1])
    citizen.close()
  })

  test('of ten megabytes is taken, one of more is refused before it is sent', async () => {
    const citizen = await new Citizen(site).open()
    assert.equal((await citizen.photo(files.bigPhotograph(10 * kMegabyte))).t, 'photo_kept')
    const refused = await citizen.photo(files.bigPhotograph(10 * kMegabyte + 1))
    assert.deepEqual([refused.code, refused.again], ['body_too_large', false])
    assert.match(refused.title, /10MB/)
    citizen.close()
  })

  test('that is none, or a document, is refused in words, and the talk goes on', async () => {
    const citizen = await new Citizen(site).open()
    for (const bytes of [Buffer.from('<html><script>alert(1)</script></html>'), Buffer.from('%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF'), files.photograph('cut').subarray(0, 40)]) {
      const refused = await citizen.photo(bytes)
      assert.deepEqual([refused.t, refused.code, refused.again], ['refused', 'unsupported_media', false], bytes.toString('latin1', 0, 8))
      assert.match(refused.title, /JPG、PNG或WebP/)
    }
    assert.match((await citizen.say('谢谢')).answer, /不客气/)
    citizen.close()
  })

  test('that a message names and nobody sent is refused, and so is the first of seven that were put aside', async () => {
    const citizen = await new Citizen(site).open()
    const id = citizen.tell('路灯坏了', randomUUID(), [randomUUID()])
    assert.equal((await citizen.wordOf(id, 'refused', 'received')).code, 'photo_missing')
    const first = await citizen.photo(files.photograph('many 0'))
    for (let i = 1; i < 7; i += 1) assert.equal((await citizen.photo(files.photograph(`many ${i}`))).t, 'photo_kept')
    const late = citizen.tell('路灯坏了', randomUUID(), [first.id])
    assert.equal((await citizen.wordOf(late, 'refused', 'received')).code, 'photo_missing')
    citizen.close()
  })
})

describe('a connection', () => {
  const ends = (citizen) => until('the end', () => !citizen.isOpen)

  test('ends when bytes come that nobody asked for, more than was said, or two photos at once', async () => {
    const unasked = await new Citizen(site).open()
    unasked.link.sendBytes(Buffer.from('bytes'))
    await ends(unasked)
    const more = await new Citizen(site).open()
    await more.wordOf(more.announce(10), 'photo_wanted')
    more.link.sendBytes(Buffer.alloc(11))
    await ends(more)
    const two = await new Citizen(site).open()
    await two.wordOf(two.announce(10), 'photo_wanted')
    two.announce(10)
    await ends(two)
    assert.equal((await site.ready()).status, 'ok')
  })

  test('that announces and stays still keeps no room from others', async () => {
    const still = []
    for (let i = 0; i < 3; i += 1) {
      const citizen = await new Citizen(site).open()
      await citizen.wordOf(citizen.announce(10 * kMegabyte), 'photo_wanted')
      still.push(citizen)
    }
    const late = await new Citizen(site).open()
    const refused = await late.wordOf(late.announce(10 * kMegabyte), 'photo_wanted', 'refused')
    assert.deepEqual([refused.code, refused.again], ['overloaded', true])
    still.pop().close()
    await until('room', async () => (await late.wordOf(late.announce(10 * kMegabyte), 'photo_wanted', 'refused')).t === 'photo_wanted')
    for (const citizen of [...still, late]) citizen.close()
  })
})
