// The office decides itself that a message accuses a unit, where its words did not show it; and takes that back.
import { after, before, describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { assertProblem } from './contract.mjs'
import { bell } from './bell.mjs'
import { startSite } from './harness.mjs'
import { assigned, firstAdministrator, hired, status, write } from './people.mjs'

let site, admin, office, manager, handler, other

before(async () => {
  site = await startSite()
  admin = await firstAdministrator(site)
  office = await hired(admin, 'zhu', 'dzb', ['dispatcher'])
  manager = await hired(admin, 'fang', 'dzb', ['manager'])
  handler = await hired(admin, 'tang', 'zfd', ['handler', 'reviewer'])
  other = await hired(admin, 'lu', 'cjzx', ['handler'])
})
after(() => site?.stop())

const kReason = '来信后半段说的是执法队的人'
const given = (over = {}) => assigned(admin, 'zfd', { subject: '夜里摆摊', text: '夜里摆摊的事，上次来的那位同志和摊主是亲戚。', name: '张三丰', ...over })
const found = async (person, words) => (await person.get(`/api/v1/tickets?queue=all&q=${encodeURIComponent(words)}`)).items.map(({ number }) => number)
const restrict = (person, number, more = {}) => person.try(number, 'restriction', { accused_units: ['zfd'], reason: kReason, ...more })

describe('a matter that the office keeps to itself', () => {
  test('is taken from the unit with what it wrote, and seen by nobody but the office', async () => {
    const { number } = await given()
    await handler.move(number, 'draft', { text: '经核实不属实。' })
    const done = await restrict(office, number)
    assert.equal(done.status, 200, done.text)
    assertProblem(await handler.call('GET', `/api/v1/tickets/${number}`), 404, 'not_found')
    assert.deepEqual(await found(handler, '夜里摆摊'), [])
    const { ticket, draft, history } = await office.ticket(number)
    assert.deepEqual([ticket.state, ticket.unit, ticket.restricted], ['to_dispatch', '', true])
    assert.doesNotMatch(JSON.stringify(draft ?? ''), /经核实不属实/)
    assert.match(history.at(-1).detail, /被反映单位：.*执法队.*理由：来信后半段/)
    assertProblem(await office.try(number, 'assign', { unit: 'zfd' }), 400, 'bad_request')
    assert.ok((await bell(manager)).every((each) => each.number !== number), 'only dispatchers hold it')
  })

  test('is found by no name any more, and by its name again when the restriction is lifted', async () => {
    const { number } = await given({ name: '诸葛孔方' })
    assert.deepEqual(await found(office, '诸葛孔方'), [number])
    await restrict(office, number)
    assert.deepEqual(await found(office, '诸葛孔方'), [])
    assert.equal((await office.try(number, 'restriction/lifted', { reason: '核实过，说的是摊主的亲戚' })).status, 200)
    assert.deepEqual(await found(office, '诸葛孔方'), [number])
  })

  test('goes to a unit again after the restriction is lifted', async () => {
    const { number } = await given()
    await restrict(manager, number)
    assertProblem(await manager.try(number, 'restriction/lifted', { reason: ' ' }), 422, 'reason_needed')
    assert.equal((await manager.try(number, 'restriction/lifted', { reason: '说的是摊主' })).status, 200)
    const lifted = await office.ticket(number)
    assert.deepEqual([lifted.ticket.restricted, lifted.ticket.state, lifted.history.at(-1).detail], [false, 'to_dispatch', '解除限定：说的是摊主'])
    await office.move(number, 'assign', { unit: 'zfd' })
    assert.equal((await handler.ticket(number)).ticket.unit, 'zfd')
  })

  test('keeps its dates, and its writer is told nothing of it', async () => {
    const receipt = await given()
    const before = await office.ticket(receipt.number)
    const told = JSON.stringify((await status(site, receipt)).replies)
    await restrict(office, receipt.number)
    const after = await office.ticket(receipt.number)
    assert.deepEqual([after.ticket.final_due, after.ticket.response_due], [before.ticket.final_due, before.ticket.response_due])
    assert.equal(JSON.stringify((await status(site, receipt)).replies), told)
  })

  test('is hidden also where it is answered already, and stays answered', async () => {
    const { number } = await given()
    await handler.move(number, 'reply', { text: '已劝导摊主离开。' })
    assert.equal((await restrict(office, number)).status, 200)
    assertProblem(await handler.call('GET', `/api/v1/tickets/${number}`), 404, 'not_found')
    const detail = await office.ticket(number)
    assert.deepEqual([detail.ticket.state, detail.ticket.unit], ['final_replied', ''])
    assert.match(JSON.stringify(detail), /已劝导摊主离开/)
    assert.equal((await office.try(number, 'restriction/lifted', { reason: '核实过' })).status, 200)
    assert.equal((await handler.ticket(number)).ticket.unit, 'zfd', 'whose answer it was sees it again')
  })

  test('comes to the office, whatever its writer says after the reply', async () => {
    const rate = (receipt, body) => site.send('POST', `/api/v1/messages/${receipt.number}/evaluation`, { json: { code: receipt.code, ...body } })
    const rated = await given()
    await handler.move(rated.number, 'reply', { text: '已劝导摊主离开。' })
    await restrict(office, rated.number)
    const answer = await rate(rated, { grade: 'dissatisfied', reason: '还在摆' })
    assert.ok(answer.status < 300, answer.text)
    assert.equal((await office.ticket(rated.number)).ticket.unit, '')
    await office.move(rated.number, 'reopen', { reason: '换人核实' })
    assert.deepEqual((({ state, unit }) => [state, unit])((await office.ticket(rated.number)).ticket), ['to_dispatch', ''])
    const added = await given()
    await handler.move(added.number, 'reply', { text: '已劝导摊主离开。' })
    await restrict(office, added.number)
    assert.ok((await site.send('POST', `/api/v1/messages/${added.number}/additions`, { json: { code: added.code, text: '昨天又来了。' } })).status < 300)
    await site.drained()
    assert.deepEqual((({ state, unit }) => [state, unit])((await office.ticket(added.number)).ticket), ['to_dispatch', ''])
    assert.ok((await bell(office)).some((each) => each.number === added.number), 'the office is told')
  })

  test('takes along what its reply had answered too', async () => {
    const first = await given()
    const second = await given()
    await office.move(second.number, 'merge', { survivor: first.number })
    await handler.move(first.number, 'reply', { text: '已劝导摊主离开。' })
    await restrict(office, first.number)
    assertProblem(await handler.call('GET', `/api/v1/tickets/${second.number}`), 404, 'not_found')
    await office.move(first.number, 'restriction/lifted', { reason: '核实过' })
    assert.equal((await handler.ticket(second.number)).ticket.restricted, false)
  })

  test('is found by no personal detail of what staff said of it', async () => {
    const { number } = await given()
    await handler.move(number, 'note', { text: '已电话联系 13987654321 核实' })
    assert.deepEqual(await found(office, '13987654321'), [number])
    await restrict(office, number)
    assert.deepEqual(await found(office, '13987654321'), [])
    assert.deepEqual(await found(office, '电话联系'), [number])
    await office.move(number, 'restriction/lifted', { reason: '核实过' })
    assert.deepEqual(await found(office, '13987654321'), [number])
  })

  test('lets go what it carried, which accuses nobody', async () => {
    const first = await given()
    const second = await given()
    await office.move(second.number, 'merge', { survivor: first.number })
    await restrict(office, first.number)
    const left = await handler.ticket(second.number)
    assert.notEqual(left.ticket.state, 'merged')
    assert.equal(left.ticket.restricted, false)
  })

  test('comes back from a unit that was asked for its opinion', async () => {
    const { number } = await given()
    await handler.move(number, 'assist', { unit: 'cjzx', question: '请核实路灯', workdays: 2 })
    assert.equal((await other.ticket(number)).ticket.number, number)
    await restrict(office, number)
    assertProblem(await other.call('GET', `/api/v1/tickets/${number}`), 404, 'not_found')
  })
})

describe('who may not', () => {
  test('a handler, an unknown unit, no reason, twice, and what is merged', async () => {
    const { number } = await given()
    assertProblem(await restrict(handler, number), 403, 'forbidden')
    const unknown = await restrict(office, number, { accused_units: ['nowhere'] })
    assertProblem(unknown, 400, 'bad_request')
    assert.equal(unknown.body.field, 'accused_units')
    assertProblem(await restrict(office, number, { reason: '' }), 422, 'reason_needed')
    assertProblem(await office.try(number, 'restriction/lifted', { reason: '没有' }), 409, 'move_not_allowed')
    assert.equal((await restrict(office, number)).status, 200)
    assertProblem(await restrict(office, number), 409, 'move_not_allowed')
    const carried = await given()
    const survivor = await given()
    await office.move(carried.number, 'merge', { survivor: survivor.number })
    assertProblem(await restrict(office, carried.number), 409, 'move_not_allowed')
  })

  test('an office that is accused itself', async () => {
    const { number } = await write(site, { subject: '问路', text: '问一下怎么走。' })
    await admin.taken(number)
    assert.equal((await restrict(office, number, { accused_units: ['dzb'] })).status, 200)
    assertProblem(await office.call('GET', `/api/v1/tickets/${number}`), 404, 'not_found')
    assert.equal((await admin.ticket(number)).ticket.restricted, true)
  })
})
