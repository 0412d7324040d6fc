// A unit returns what is not its own, and the office decides.
import { after, before, describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { assertProblem } from './contract.mjs'
import { startSite } from './harness.mjs'
import { assigned, firstAdministrator, hired, status, withWorkflow } from './people.mjs'

let site, admin, office, handler, other, third

before(async () => {
  site = await startSite()
  admin = await firstAdministrator(site)
  office = await hired(admin, 'zhao', 'dzb', ['dispatcher'])
  handler = await hired(admin, 'lu', 'cjzx', ['handler'])
  other = await hired(admin, 'qian', 'zfd', ['handler'])
  third = await hired(admin, 'sun', 'gjb', ['handler'])
})
after(() => site?.stop())

const kReturn = { ground: 'not_our_duty', basis: '三定方案第二条：该路段由执法队管理。' }
const given = (unit = 'cjzx') => assigned(admin, unit, { text: '路边有人乱设摊' })

describe('a return', () => {
  test('needs ground and basis, is the handler’s own, and lies with the office then', async () => {
    const { number } = await given()
    assertProblem(await handler.try(number, 'return', { ground: 'too_hard', basis: '依据' }), 400, 'bad_request')
    assertProblem(await handler.try(number, 'return', { ground: 'not_our_duty', basis: ' ' }), 422, 'basis_needed')
    assertProblem(await office.try(number, 'return', kReturn), 403, 'forbidden')
    const before = (await handler.ticket(number)).ticket
    assert.equal((await handler.move(number, 'return', kReturn)).state, 'dispatch_review')
    const { ticket, proceedings } = await office.ticket(number)
    assert.deepEqual([proceedings.holder.who, proceedings.holder.name], ['office', '分派员'])
    assert.equal(ticket.final_due, before.final_due, 'the clock runs on')
    assert.deepEqual(proceedings.returns.map(({ ground, basis, ruling }) => [ground, basis, ruling]), [['不属于本单位职责', kReturn.basis, null]])
    assert.ok((await office.queue('to_dispatch')).includes(number))
  })

  test('that is refused binds the unit', async () => {
    const { number } = await given()
    await handler.move(number, 'return', kReturn)
    assertProblem(await handler.try(number, 'return/ruling', { ruling: 'upheld', reason: '成立' }), 403, 'forbidden')
    assertProblem(await office.try(number, 'return/ruling', { ruling: 'refused', reason: '' }), 422, 'reason_needed')
    assert.equal((await office.move(number, 'return/ruling', { ruling: 'refused', reason: '属于你单位职责。' })).state, 'handling')
    assertProblem(await handler.try(number, 'return', kReturn), 409, 'unit_designated')
    const { allowed_moves, proceedings } = await handler.ticket(number)
    assert.ok(!allowed_moves.includes('return_ticket'))
    assert.equal(proceedings.returns[0].ruling, 'refused')
  })

  test('that leads to another unit binds that one', async () => {
    const receipt = await given()
    const { number } = receipt
    await handler.move(number, 'return', kReturn)
    assertProblem(await office.try(number, 'return/ruling', { ruling: 'reassigned', unit: 'nowhere', reason: '改派' }), 400, 'bad_request')
    assertProblem(await office.try(number, 'return/ruling', { ruling: 'reassigned', unit: 'cjzx', reason: '改派' }), 400, 'bad_request')
    assert.equal((await office.move(number, 'return/ruling', { ruling: 'reassigned', unit: 'zfd', reason: '属于执法队职责。' })).state, 'handling')
    assertProblem(await handler.call('GET', `/api/v1/tickets/${number}`), 404, 'not_found')
    assertProblem(await other.try(number, 'return', kReturn), 409, 'unit_designated')
    assert.match((await status(site, receipt)).unit, /执法/)
  })

  test('that is upheld goes back to the dispatcher, once a unit and twice in all', async () => {
    const { number } = await given()
    await handler.move(number, 'return', kReturn)
    assert.equal((await office.move(number, 'return/ruling', { ruling: 'upheld', reason: '确非其职责。' })).state, 'to_dispatch')
    assert.equal((await office.ticket(number)).ticket.unit, '')
    await office.move(number, 'assign', { unit: 'cjzx' })
    assertProblem(await handler.try(number, 'return', kReturn), 409, 'already_returned')
    await office.move(number, 'assign', { unit: 'zfd' })
    await other.move(number, 'return', kReturn)
    await office.move(number, 'return/ruling', { ruling: 'upheld', reason: '成立。' })
    await office.move(number, 'assign', { unit: 'gjb' })
    assertProblem(await third.try(number, 'return', kReturn), 409, 'return_cap_reached')
    assert.equal((await office.ticket(number)).proceedings.returns.length, 2)
  })

  test('is not possible where the town allows none', () =>
    withWorkflow(admin, { max_returns: 0 }, async () => {
      const { number } = await given()
      assertProblem(await handler.try(number, 'return', kReturn), 409, 'return_cap_reached')
    }))

  test('is not ruled on by who asked for it', async () => {
    const both = await hired(admin, 'both', 'cjzx', ['handler', 'dispatcher'])
    const { number } = await given()
    await both.move(number, 'return', kReturn)
    assertProblem(await both.try(number, 'return/ruling', { ruling: 'upheld', reason: '成立' }), 409, 'second_person_needed')
    assert.equal((await office.move(number, 'return/ruling', { ruling: 'refused', reason: '属于你单位职责。' })).state, 'handling')
  })
})
