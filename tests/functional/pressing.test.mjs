// Notes among colleagues, and pressing for an answer: reminders, supervision, escalation.
import { after, before, describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { assertProblem } from './contract.mjs'
import { startSite } from './harness.mjs'
import { assigned, firstAdministrator, hired, status, write } from './people.mjs'
import { bell } from './bell.mjs'
import { sql } from './record.mjs'

let site, admin, office, manager, handler, lead, other

before(async () => {
  site = await startSite()
  admin = await firstAdministrator(site)
  office = await hired(admin, 'zhu', 'dzb', ['dispatcher'])
  manager = await hired(admin, 'fang', 'dzb', ['manager'])
  handler = await hired(admin, 'lu', 'cjzx', ['handler'])
  lead = await hired(admin, 'lin', 'cjzx', ['manager'])
  other = await hired(admin, 'tang', 'zfd', ['handler'])
})
after(() => site?.stop())

const given = () => assigned(admin, 'cjzx', { text: '路灯不亮' })
const titles = async (person, number) => (await bell(person)).filter((each) => each.number === number).map(({ title }) => title)
const remind = (receipt, code = receipt.code) => site.send('POST', `/api/v1/messages/${receipt.number}/reminder`, { json: { code } })

describe('a note', () => {
  test('stands in the history, stops no clock, outdates no draft and is not shown to the citizen', async () => {
    const receipt = await given()
    const before = await handler.ticket(receipt.number)
    const said = await lead.call('POST', `/api/v1/tickets/${receipt.number}/note`, { text: '请先看现场。' })
    assert.equal(said.status, 200, said.text)
    const after = await handler.ticket(receipt.number)
    assert.deepEqual([after.history.at(-1).event, after.history.at(-1).actor, after.history.at(-1).detail], ['noted', 'lin', '请先看现场。'])
    assert.deepEqual(after.ticket, before.ticket)
    assert.deepEqual(after.proceedings, before.proceedings)
    const page = await site.page('/q', { method: 'POST', body: new URLSearchParams(receipt) })
    assert.doesNotMatch(page.text, /请先看现场/)
  })

  test('tells whom it mentions, by name or login, and nobody who may not see the ticket', async () => {
    const { number } = await given()
    await handler.move(number, 'note', { text: '@lin 请定夺；@zhu同志 知悉；@tang 也看看，邮箱 a@b.cn' })
    assert.deepEqual(await titles(lead, number), ['批注中提到您'])
    assert.deepEqual(await titles(office, number), ['批注中提到您'])
    assert.deepEqual(await titles(other, number), [])
    assert.match((await handler.ticket(number)).history.at(-1).detail, /已提醒/)
    await handler.move(number, 'note', { text: '@lu 记一笔' })
    assert.ok(!(await titles(handler, number)).includes('批注中提到您'), 'nobody is told of the own note')
  })

  test('is refused empty, too long, and to who may not see the ticket', async () => {
    const { number } = await given()
    assertProblem(await handler.try(number, 'note', { text: ' ' }), 422, 'empty_text')
    assertProblem(await handler.try(number, 'note', { text: '长'.repeat(2001) }), 422, 'text_too_long')
    assertProblem(await other.call('POST', `/api/v1/tickets/${number}/note`, { text: '看看' }), 404, 'not_found')
  })

  test('may be written on a ticket that is over', async () => {
    const { number } = await given()
    await handler.move(number, 'reply', { text: '已修好。' })
    assert.equal((await handler.move(number, 'note', { text: '厂家已回访。' })).state, 'final_replied')
  })
})

describe('a reminder', () => {
  test('by the citizen reaches who holds the ticket, once a day, over the API and on the page', async () => {
    const receipt = await given()
    assert.equal((await status(site, receipt)).may_remind, true)
    const answer = await remind(receipt)
    assert.equal(answer.status, 200, answer.text)
    assert.equal(answer.body.may_remind, false)
    assert.ok((await titles(handler, receipt.number)).includes('催办'))
    assertProblem(await remind(receipt), 409, 'reminded_already')
    assertProblem(await remind(receipt, 'AAAA-00000'), 404, 'wrong_code')
    const form = { method: 'POST', body: new URLSearchParams(receipt) }
    const again = await site.page('/q/remind', form)
    assert.match(again.text, /今天已经催办过/)
    assert.doesNotMatch(again.text, /action="\/q\/remind"/)
    sql(site, `update course set reminded_on = '2026-01-01' where ticket = (select id from ticket where number = '${receipt.number}')`)
    assert.match((await site.page('/q', form)).text, /action="\/q\/remind"/)
    assert.match((await site.page('/q/remind', form)).text, /已催办/)
    const { history } = await handler.ticket(receipt.number)
    assert.equal(history.filter(({ event, actor }) => event === 'reminded' && actor === 'citizen').length, 2)
  })

  test('by the citizen is over with the reply', async () => {
    const receipt = await given()
    await handler.move(receipt.number, 'reply', { text: '已修好。' })
    assert.equal((await status(site, receipt)).may_remind, false)
    assertProblem(await remind(receipt), 409, 'move_not_allowed')
  })

  test('by the office is its own matter, as often as it wants', async () => {
    const receipt = await given()
    await office.move(receipt.number, 'remind')
    await office.move(receipt.number, 'remind', { reason: '来信人再次来电' })
    assert.deepEqual((await titles(handler, receipt.number)).filter((title) => title === '催办').length, 2)
    const page = await site.page('/q', { method: 'POST', body: new URLSearchParams(receipt) })
    assert.doesNotMatch(page.text, /收到您的催办/)
    assertProblem(await handler.try(receipt.number, 'remind'), 403, 'forbidden')
  })

  test('of a ticket without a unit reaches the dispatchers', async () => {
    const receipt = await write(site, { text: '您好，想咨询一件事' })
    await office.taken(receipt.number)
    assert.equal((await remind(receipt)).status, 200)
    assert.ok((await titles(office, receipt.number)).includes('催办'))
  })
})

describe('supervision and escalation', () => {
  test('need their reason, reach the unit’s lead and the office’s manager, and move nothing', async () => {
    const { number } = await given()
    const before = (await handler.ticket(number)).ticket
    assertProblem(await office.try(number, 'supervise', { reason: ' ' }), 422, 'reason_needed')
    assertProblem(await office.try(number, 'supervise'), 400, 'bad_request')
    await office.move(number, 'supervise', { reason: '多次催办未果' })
    await office.move(number, 'escalate', { reason: '需领导协调' })
    assert.deepEqual((await handler.ticket(number)).ticket, before)
    assert.ok((await titles(lead, number)).includes('督办'))
    assert.ok((await titles(handler, number)).includes('督办'))
    assert.deepEqual(await titles(manager, number), ['升级'])
    assert.deepEqual(await titles(other, number), [])
    const events = (await handler.ticket(number)).history.slice(-2)
    assert.deepEqual(events.map(({ event, detail }) => [event, detail]), [['supervised', '督办：多次催办未果'], ['escalated', '升级：需领导协调']])
  })

  test('are the office’s alone, and the refusal says so', async () => {
    const { number } = await given()
    const refused = assertProblem(await handler.try(number, 'supervise', { reason: '快一点' }), 403, 'forbidden')
    const by = refused.moves.find((possible) => possible.move === 'supervise').by.map(({ party }) => party)
    assert.deepEqual(by.sort(), ['administrator', 'dispatcher', 'office_manager', 'system'])
    assertProblem(await manager.try(number, 'escalate', { reason: '升级' }), 403, 'forbidden')
    await handler.move(number, 'reply', { text: '已修好。' })
    assertProblem(await office.try(number, 'supervise', { reason: '晚了' }), 409, 'move_not_allowed')
  })
})
