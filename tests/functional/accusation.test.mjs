// A message that accuses a unit or its people: nothing of it is ever shown to that unit.
import { after, before, describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { assertProblem } from './contract.mjs'
import { startSite, until } from './harness.mjs'
import { firstAdministrator, hired, status, write } from './people.mjs'
import { heardOf, watch } from './events.mjs'
import * as webhooks from './standard_webhooks.mjs'
import * as wechat from './wechat.mjs'

const kPhone = '13812345678'
const kEmail = 'zhang.san@example.org'
const kAccusation = { subject: '举报执法队收钱', text: '综合行政执法队的工作人员收受商户贿赂，对违章搭建视而不见。', kind: 'report', name: '张三丰', contact: kPhone, publish: true }

let site, admin, accusedPeople, innocent, dispatcher, receipt, api, official, receiver, partner
const watched = []

before(async () => {
  site = await startSite()
  admin = await firstAdministrator(site)
  accusedPeople = []
  for (const role of ['handler', 'reviewer', 'manager', 'dispatcher', 'administrator']) accusedPeople.push(await hired(admin, `zfd-${role}`, 'zfd', [role]))
  innocent = await hired(admin, 'lu', 'cjzx', ['handler', 'reviewer', 'manager'])
  dispatcher = await hired(admin, 'fen', 'dzb', ['dispatcher'])
  receiver = await webhooks.startReceiver()
  api = await wechat.startApi()
  official = await site.addChannel('wechat_oa', 'town', ['--api-base', api.url])
  partner = await site.addChannel('webhook', 'partner', ['--reply-url', receiver.url])
  receiver.secret = partner.secret
  for (const person of [...accusedPeople, innocent, dispatcher]) watched.push(await watch(person))
  receipt = await write(site, kAccusation)
  await dispatcher.taken(receipt.number)
})
after(async () => {
  for (const one of watched) one.close()
  await api?.close()
  await receiver?.close()
  await site?.stop()
})

/** Everything that this person can read of tickets without knowing a number. */
async function everythingSeenBy(person) {
  const seen = []
  for (const queue of ['mine', 'unit', 'to_dispatch', 'to_review', 'overdue', 'answered', 'all'])
    for (const words of ['', '举报执法队', '受贿']) seen.push((await person.call('GET', `/api/v1/tickets?queue=${queue}&limit=100&q=${encodeURIComponent(words)}`)).text)
  for (const state of ['waiting', 'sending', 'sent', 'in_doubt', 'failed', 'pick_up']) seen.push((await person.call('GET', `/api/v1/outbound?state=${state}`)).text)
  return seen.join('\n')
}

const assertHidden = async (person, number) => {
  assertProblem(await person.call('GET', `/api/v1/tickets/${number}`), 404, 'not_found')
  const seen = await everythingSeenBy(person)
  for (const secret of [number, '商户贿赂', '张三丰', kPhone]) assert.ok(!seen.includes(secret), `${person.login} sees ${secret}`)
}

describe('an accusation', () => {
  test('is not routed, is restricted, and says whom it accuses to the office alone', async () => {
    const { ticket, routing } = await dispatcher.ticket(receipt.number)
    assert.equal(ticket.unit, '')
    assert.equal(ticket.state, 'to_dispatch')
    assert.equal(ticket.restricted, true)
    assert.match(routing.reasons.join(), /执法队/)
    assert.ok((await dispatcher.queue('to_dispatch')).includes(receipt.number))
  })

  test('is hidden from every role of the accused unit: by number, in every list, in search, among replies', async () => {
    for (const person of accusedPeople) await assertHidden(person, receipt.number)
  })

  test('is hidden from other units too', async () => {
    await assertHidden(innocent, receipt.number)
  })

  test('is not told to them by live events', async () => {
    const office = watched.at(-1)
    await until('the office to hear', () => heardOf(office).includes(receipt.number))
    for (const other of watched.slice(0, -1)) assert.deepEqual(heardOf(other), [])
  })

  test('shows its writer masked, to the office as well', async () => {
    const detail = await dispatcher.ticket(receipt.number)
    const rows = await dispatcher.get('/api/v1/tickets?queue=all&limit=100')
    for (const shown of [JSON.stringify(detail), JSON.stringify(rows)]) {
      assert.ok(!shown.includes('张三丰'), 'the name')
      assert.ok(!shown.includes(kPhone), 'the phone')
    }
    assert.equal(detail.ticket.sender_name, '张**')
  })

  test('shows no e-mail address of its writer either', async () => {
    const { number } = await write(site, { ...kAccusation, contact: kEmail })
    await dispatcher.taken(number)
    assert.ok(!JSON.stringify(await dispatcher.ticket(number)).includes(kEmail))
  })

  test('cannot be assigned to the accused unit, nor to any but the office', async () => {
    for (const unit of ['zfd', 'cjzx']) assert.equal((await dispatcher.try(receipt.number, 'assign', { unit })).status, 400, unit)
    await assertHidden(accusedPeople[0], receipt.number)
  })

  test('is answered by the office; the citizen reads it, the accused still see nothing', async () => {
    await dispatcher.move(receipt.number, 'assign', { unit: 'dzb', reason: '专人办理' })
    await dispatcher.move(receipt.number, 'reply', { text: '您反映的商户贿赂问题已转有关部门核实。' })
    assert.equal((await status(site, receipt)).replies.length, 1)
    for (const person of accusedPeople) await assertHidden(person, receipt.number)
    await assertHidden(innocent, receipt.number)
  })

  test('is never published, whatever its writer agreed to', async () => {
    const body = { title: '标题', question: '问', answer: '答', version: 0 }
    assertProblem(await dispatcher.call('PUT', `/api/v1/tickets/${receipt.number}/publication`, body), 409, 'move_not_allowed')
  })
})

describe('an accusation over a platform', () => {
  test('and its sent reply stay hidden from the accused', async () => {
    const heard = await wechat.say(site, official, '执法队的人受贿，商户贿赂他们，谁来管？', { from: 'oWhistle' })
    const { number } = wechat.receiptIn(wechat.passiveText(official, heard))
    await dispatcher.taken(number)
    await dispatcher.move(number, 'assign', { unit: 'dzb' })
    await dispatcher.move(number, 'reply', { text: '商户贿赂一事已在核实。' })
    await until('the reply to be sent', () => api.sent.length === 1)
    for (const person of [...accusedPeople, innocent]) await assertHidden(person, number)
  })

  test('that comes as an addition takes the ticket from the unit that it accuses', async () => {
    const say = async (text) => wechat.passiveText(official, await wechat.say(site, official, text, { from: 'oTurned' }))
    const { number } = wechat.receiptIn(await say('对面违章搭建，麻烦来看看'))
    await accusedPeople[0].taken(number)
    await say('执法队的人来过了，收了商户贿赂就走了')
    await until('the ticket to be taken away', async () => (await accusedPeople[0].call('GET', `/api/v1/tickets/${number}`)).status === 404)
    for (const person of accusedPeople) await assertHidden(person, number)
    const { ticket } = await dispatcher.ticket(number)
    assert.equal(ticket.restricted, true)
  })

  test('masks the sender’s name that the platform gave', async () => {
    const message = webhooks.message('执法队工作人员吃拿卡要，商户贿赂成风', { from: 'u-1' })
    message.from.name = '张三丰'
    const { body } = await webhooks.deliver(site, partner, message)
    const detail = await dispatcher.taken(body.number)
    assert.equal(detail.ticket.restricted, true)
    assert.ok(!JSON.stringify(detail).includes('张三丰'))
    for (const person of accusedPeople) await assertHidden(person, body.number)
  })
})

describe('an accusation of the leading office itself', () => {
  test('is hidden from that office; only an administrator who is not of it sees it', async () => {
    const { number } = await write(site, { text: '党政办公室主任收受贿赂，请查处', kind: 'report' })
    const inside = await hired(admin, 'inside', 'dzb', ['administrator', 'dispatcher', 'reviewer', 'manager'])
    await admin.taken(number)
    for (const person of [dispatcher, inside]) assertProblem(await person.call('GET', `/api/v1/tickets/${number}`), 404, 'not_found')
    assert.ok(!(await dispatcher.queue('all')).includes(number))
  })
})
