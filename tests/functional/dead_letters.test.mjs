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
    assert.equal((await replay(letter)).status, 204)
    assert.equal((await letters()).find((known) => known.id === letter.id).state, 'replayed')
    await site.drained()
    const numbers = await admin.queue('all', '井盖松动')
    assert.equal(numbers.length, 1)
    assert.equal((await admin.ticket(numbers[0])).text, '井盖松动，请来修')
    assertProblem(await replay(letter), 409, 'move_not_allowed')
    // The platform sends it again: it is the same message.
    await wechat.post(site, official, wechat.safeDelivery(official, xml))
    await site.drained()
    assert.equal((await admin.queue('all', '井盖松动')).length, 1)
  })

  test('of an account that is not there any more cannot be replayed', async () => {
    await appendRaw({ account: 'gone', bytes: wechat.textXml('旧账号', { from: 'oGone' }), reason: 'unknown_type' })
    const answer = await replay(await letterWith('oGone'))
    assert.ok(answer.status >= 400, answer.text)
    assert.match(answer.body.title, /\p{Script=Han}/u)
  })

  test('that is unknown is not found', async () => {
    assertProblem(await replay({ id: 999_999 }), 404, 'not_found')
  })

  test('is listed and dropped on the command line', async () => {
    const [letter] = (await letters()).filter((known) => known.state === 'open')
    const listed = await site.command(['dead-letters', 'list'])
    assert.match(listed.stdout, new RegExp(`^${letter.id}\\t.*wechat_oa/${letter.account}\\t${letter.reason}\\topen`, 'm'))
    assert.equal((await site.command(['dead-letters', 'drop', String(letter.id)])).status, 0)
    assert.equal((await letters()).find((known) => known.id === letter.id).state, 'dropped')
    assert.equal((await site.command(['dead-letters', 'drop', '999999'])).status, 1)
  })
})

describe('an entry in the stream that no reader understands', () => {
  test('becomes a dead letter with all its fields, and the ones after it go on', async () => {
    await command(site, 'XADD', '{hy:1}:inbound', '*', 'v', '9', 'type', 'message', 'text', '来自未来')
    const letter = await letterWith('来自未来')
    assert.equal(letter.reason, 'undecodable')
    const answer = await wechat.say(site, official, '路灯不亮')
    await admin.taken(wechat.receiptIn(wechat.passiveText(official, answer)).number)
  })
})
