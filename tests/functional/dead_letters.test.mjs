// Deliveries that are authentic but cannot be read: kept with their bytes, shown to a person, replayed once they can be.
import { after, before, describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { assertProblem } from './contract.mjs'
import { startSite, until } from './harness.mjs'
import { firstAdministrator } from './people.mjs'
import { command } from './redis.mjs'
import * as wechat from './wechat.mjs'

let site, admin, official

before(async () => {
  site = await startSite()
  admin = await firstAdministrator(site)
  official = await site.addChannel('wechat_oa', 'town')
})
after(() => site?.stop())

const letters = async () => (await admin.get('/api/v1/dead-letters')).items
const bytesOf = (letter) => Buffer.from(letter.bytes, 'base64').toString('utf8')
const letterWith = (text) => until('the dead letter', async () => (await letters()).find((letter) => bytesOf(letter).includes(text)))
const replay = (letter) => admin.call('POST', `/api/v1/dead-letters/${letter.id}/replay`)
const drop = (letter) => admin.call('POST', `/api/v1/dead-letters/${letter.id}/drop`)
const unreadable = () => site.metric('huiying_intake_deliveries_total', { platform: 'wechat_oa', outcome: 'unreadable' })

/** A raw entry as docs/stream_contract.md has it. */
const appendRaw = (fields) => command(site, 'XADD', '{hy:0}:inbound', '*', 'v', '1', 'type', 'raw', ...Object.entries({ channel: 'wechat_oa', account: 'town', arrived_at: Date.now(), ...fields }).flat())

describe('a WeChat message with a good signature', () => {
  const cases = {
    'of a kind that nobody knows': [wechat.textXml('全景照片').replace('[text]', '[hologram]'), 'unknown_type'],
    'whose XML is broken': ['<xml><MsgType>text</MsgType><Content>半句话', 'bad_xml'],
    'that lacks what every message has': ['<xml><MsgType><![CDATA[text]]></MsgType><Content>没有发信人</Content></xml>', 'missing_field'],
  }
  for (const [kind, [xml, reason]] of Object.entries(cases))
    test(`${kind} is acknowledged, counted, and kept with its bytes and the reason`, async () => {
      const before = await unreadable()
      const answer = await wechat.post(site, official, wechat.safeDelivery(official, xml))
      assert.deepEqual([answer.status, answer.text], [200, 'success'])
      assert.equal(await unreadable(), before + 1)
      const letter = await letterWith(xml)
      assert.equal(bytesOf(letter), xml)
      assert.deepEqual([letter.channel, letter.account, letter.reason, letter.state], ['wechat_oa', 'town', reason, 'open'])
    })

  test('that still cannot be read stays open when it is replayed, and the answer says why', async () => {
    const [letter] = await letters()
    assertProblem(await replay(letter), 400, 'unparsable')
    assert.equal((await letters()).find((known) => known.id === letter.id).state, 'open')
  })
})

describe('a dead letter', () => {
  test('degrades readiness, shows in the metrics, the counts and the logs', async () => {
    const open = (await letters()).filter((letter) => letter.state === 'open').length
    const ready = await site.ready()
    assert.equal(ready.status, 'degraded')
    assert.equal(ready.checks.dead_letters.ok, false)
    assert.equal(await site.metric('huiying_desk_dead_letters'), open)
    assert.equal((await admin.get('/api/v1/ticket-counts')).dead_letters, open)
    assert.match(site.logs, /error inbound\.dead_letter/)
  })

  test('that can be read by now becomes a ticket when it is replayed, once', async () => {
    const xml = wechat.textXml('井盖松动，请来修', { from: 'oReplayed' })
    await appendRaw({ bytes: xml, reason: 'unknown_type' })
    const letter = await letterWith('oReplayed')
    const replayed = await replay(letter)
    assert.equal(replayed.status, 200)
    assert.equal(replayed.body.note, '')
    assert.equal((await letters()).find((known) => known.id === letter.id).state, 'replayed')
    await site.drained()
    const numbers = await admin.queue('all', '井盖松动')
    assert.deepEqual(numbers, [replayed.body.number])
    assert.equal((await admin.ticket(numbers[0])).text, '井盖松动，请来修')
    assertProblem(await replay(letter), 409, 'move_not_allowed')
    // The platform sends it again: it is the same message.
    await wechat.post(site, official, wechat.safeDelivery(official, xml))
    await site.drained()
    assert.equal((await admin.queue('all', '井盖松动')).length, 1)
  })

  test('of an account that is not there any more cannot be replayed', async () => {
    await appendRaw({ account: 'gone', bytes: wechat.textXml('旧账号', { from: 'oGone' }), reason: 'unknown_type' })
    const problem = assertProblem(await replay(await letterWith('oGone')), 409, 'move_not_allowed')
    assert.match(problem.detail, /账号“gone”/)
  })

  test('that is unknown is not found', async () => {
    assertProblem(await replay({ id: 999_999 }), 404, 'not_found')
  })

  test('is dropped at the desk when a person has dealt with it, and cannot be replayed then', async () => {
    await appendRaw({ bytes: '<xml>已由人处理', reason: 'bad_xml' })
    const letter = await letterWith('已由人处理')
    assert.equal((await drop(letter)).status, 204)
    assert.equal((await letters()).find((known) => known.id === letter.id).state, 'dropped')
    assertProblem(await replay(letter), 409, 'move_not_allowed')
    assertProblem(await drop(letter), 409, 'move_not_allowed')
    assertProblem(await drop({ id: 999_999 }), 404, 'not_found')
  })

  test('is listed and dropped on the command line', async () => {
    const [letter] = (await letters()).filter((known) => known.state === 'open')
    const listed = await site.command(['dead-letters', 'list'])
    assert.match(listed.stdout, new RegExp(`^${letter.id}\\t.*wechat_oa/${letter.account}\\t${letter.reason}\\topen`, 'm'))
    assert.equal((await site.command(['dead-letters', 'drop', String(letter.id)])).status, 0)
    assert.equal((await letters()).find((known) => known.id === letter.id).state, 'dropped')
    for (const [verb, id, error] of [['drop', 999999, /999999: not_found/], ['replay', 999999, /999999: not_found/], ['drop', letter.id, /move_not_allowed/], ['replay', letter.id, /move_not_allowed/]]) {
      const refused = await site.command(['dead-letters', verb, String(id)])
      assert.equal(refused.status, 1)
      assert.match(refused.stderr, error)
    }
  })
})

describe('an entry in the stream that no reader understands', () => {
  test('becomes a dead letter with all its fields, and the ones after it go on', async () => {
    await command(site, 'XADD', '{hy:1}:inbound', '*', 'v', '9', 'type', 'message', 'text', '来自未来')
    const letter = await letterWith('来自未来')
    assert.equal(letter.reason, 'undecodable')
    const problem = assertProblem(await replay(letter), 400, 'unparsable')
    assert.match(problem.detail, /version 9/)
    assert.equal((await letterWith('来自未来')).state, 'open')
    const refused = await site.command(['dead-letters', 'replay', String(letter.id)])
    assert.equal(refused.status, 1)
    assert.match(refused.stderr, /unparsable .*version 9/)
    const answer = await wechat.say(site, official, '路灯不亮')
    await admin.taken(wechat.receiptIn(wechat.passiveText(official, answer)).number)
  })
})

describe('a message that the record refused', () => {
  /** A message as docs/stream_contract.md has it, straight into the stream: one citizen's place in the order is one partition. */
  const append = (fields) => command(site, 'XADD', '{hy:2}:inbound', '*', 'v', '1', 'type', 'message', ...Object.entries({ channel: 'wechat_oa', account: 'town', received_at: Date.now(), arrived_at: Date.now(), ...fields }).flat())
  const letterOf = (reason) => until(`a dead letter ${reason}`, async () => (await letters()).find((letter) => letter.reason === reason && letter.state === 'open'))

  /** A ticket of one citizen, and a message of another that has the same number. */
  async function refused(name, fields) {
    const { body } = await site.send('POST', '/api/v1/messages', { json: { text: `路灯不亮，${name}` } })
    await admin.taken(body.number)
    await append({ key: name, sender: name, sender_name: '赵先生', contact: '不留', place: '银春路', text: `井盖松动，${name}`, number: body.number, ...fields })
    return body.number
  }

  async function assertOwnTicket(number, former, name) {
    assert.notEqual(number, former)
    const { ticket, text, place, history } = await admin.taken(number)
    assert.equal(text, `井盖松动，${name}`)
    assert.deepEqual([ticket.channel, ticket.sender_name, place], ['wechat_oa', '赵先生', '银春路'])
    const told = history.find((line) => line.event === 'replayed')
    assert.ok(told.detail.includes(former), told.detail)
    assert.equal((await admin.ticket(former)).messages.length, 1, 'the other citizen sees nothing of it')
  }

  test('because its number is taken becomes a ticket of its own, which staff are told', async () => {
    const former = await refused('taken-by-another', {})
    const letter = await letterOf('number_taken')
    const { status, body } = await replay(letter)
    assert.equal(status, 200)
    assert.match(body.note, new RegExp(`${former}.*${body.number}`))
    await assertOwnTicket(body.number, former, 'taken-by-another')
    assertProblem(await replay(letter), 409, 'move_not_allowed')
  })

  test('because it continues another’s ticket becomes one of its own, replayed on the command line', async () => {
    const former = await refused('continues-another', { continues: 'yes' })
    const letter = await letterOf('unknown_ticket')
    const done = await site.command(['dead-letters', 'replay', String(letter.id)])
    assert.equal(done.status, 0, done.stderr)
    const number = done.stdout.match(/^number=(\S+)$/m)[1]
    assert.match(done.stdout, new RegExp(`^note=.*${former}.*${number}`, 'm'))
    await assertOwnTicket(number, former, 'continues-another')
    assert.equal((await letters()).find((known) => known.id === letter.id).state, 'replayed')
  })

  test('makes one ticket however often it comes back: refused twice, replayed twice', async () => {
    const former = await refused('comes-back', {})
    await letterOf('number_taken')
    await append({ key: 'comes-back', sender: 'comes-back', text: '井盖松动，comes-back', number: former })
    const open = await until('both', async () => {
      const found = (await letters()).filter((letter) => letter.reason === 'number_taken' && letter.state === 'open')
      return found.length === 2 && found
    })
    for (const letter of open) assert.equal((await replay(letter)).status, 200)
    await site.drained()
    assert.equal((await admin.queue('all', 'comes-back')).length, 2, 'the other’s and this one')
  })
})
