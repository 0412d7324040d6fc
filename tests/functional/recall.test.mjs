// A ticket given to the wrong unit is taken back, as long as nobody there has begun.
import { after, before, describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { assertProblem } from './contract.mjs'
import { startSite } from './harness.mjs'
import { assigned, firstAdministrator, hired, status, withWorkflow } from './people.mjs'
import { sql } from './record.mjs'

let site, admin, handler

before(async () => {
  site = await startSite()
  admin = await firstAdministrator(site)
  handler = await hired(admin, 'lu', 'cjzx', ['handler'])
})
after(() => site?.stop())

describe('taking a ticket back', () => {
  test('lets it wait for a unit again, with its dates as they were', async () => {
    const receipt = await assigned(admin, 'cjzx', { text: '路灯不亮' })
    const before = (await admin.ticket(receipt.number)).ticket
    const done = await admin.move(receipt.number, 'recall')
    assert.equal(done.state, 'to_dispatch')
    const { ticket, history, allowed_moves } = await admin.ticket(receipt.number)
    assert.deepEqual([ticket.unit, ticket.final_due, ticket.response_due], ['', before.final_due, before.response_due])
    assert.match(history.at(-1).detail, /^收回分派：/)
    assert.ok(!allowed_moves.includes('recall') && allowed_moves.includes('assign'))
    assert.equal((await handler.call('GET', `/api/v1/tickets/${receipt.number}`)).status, 404, 'the unit sees it no more')
    assert.equal((await status(site, receipt)).unit, '')
    assert.equal((await admin.move(receipt.number, 'assign', { unit: 'zfd' })).state, 'handling')
  })

  test('is the office’s alone', async () => {
    const { number } = await assigned(admin, 'cjzx', { text: '路灯不亮' })
    assertProblem(await handler.try(number, 'recall'), 403, 'forbidden')
  })

  test('is too late once somebody has signed for it, written, or asked for something', async () => {
    const written = await assigned(admin, 'cjzx', { text: '路灯不亮' })
    await handler.move(written.number, 'draft', { text: '正在了解情况。' })
    assertProblem(await admin.try(written.number, 'recall'), 409, 'move_not_allowed')
    const assisted = await assigned(admin, 'cjzx', { text: '路灯不亮' })
    await admin.move(assisted.number, 'assist', { unit: 'zfd', workdays: 1, question: '是否属实' })
    assertProblem(await admin.try(assisted.number, 'recall'), 409, 'move_not_allowed')
    await withWorkflow(admin, { signing: 'needed' }, async () => {
      const signed = await assigned(admin, 'cjzx', { text: '路灯不亮' })
      if ((await admin.ticket(signed.number)).ticket.state !== 'to_sign') await admin.move(signed.number, 'assign', { unit: 'cjzx', reason: '再派' })
      await handler.move(signed.number, 'sign')
      assertProblem(await admin.try(signed.number, 'recall'), 409, 'move_not_allowed')
    })
  })

  test('is too late once the unit has telephoned, or tried to; a call by the office is not the unit’s', async () => {
    const call = { way: 'call', number: '021-00000000', summary: '已告知明日派人查看。', reached: true }
    for (const reached of [true, false]) {
      const { number } = await assigned(admin, 'cjzx', { text: '路灯不亮' })
      await admin.move(number, 'contact', call)
      assert.ok((await admin.ticket(number)).allowed_moves.includes('recall'))
      await handler.move(number, 'contact', { ...call, reached })
      assert.ok(!(await admin.ticket(number)).allowed_moves.includes('recall'))
      assertProblem(await admin.try(number, 'recall'), 409, 'move_not_allowed')
    }
  })

  test('leaves no example of the wrong unit, nor does what ends where routing had it', async () => {
    const { number } = await assigned(admin, 'cjzx', { text: '路灯不亮' })
    const id = `(select id from ticket where number = '${number}')`
    const examples = () => sql(site, `select "right" from routing_correction where ticket = ${id}`).map((row) => row.right)
    const [{ routed }] = sql(site, `select decision ->> '$.unit' as routed from routing where ticket = ${id}`)
    assert.ok(routed && routed !== 'zfd', routed)
    await admin.move(number, 'assign', { unit: 'zfd', reason: '转办' })
    assert.deepEqual(examples(), ['zfd'])
    await admin.move(number, 'recall')
    assert.deepEqual(examples(), [])
    // Of a recall that had left one.
    sql(site, `insert into routing_correction (ticket, at, wrong, "right") values (${id}, 1, '${routed}', 'zfd')`)
    await admin.move(number, 'assign', { unit: routed, reason: '再派' })
    assert.deepEqual(examples(), [])
  })

  test('loses against whoever moved the ticket since', async () => {
    const { number } = await assigned(admin, 'cjzx', { text: '路灯不亮' })
    const { ticket } = await admin.ticket(number)
    await admin.move(number, 'assign', { unit: 'zfd', reason: '转办' })
    assertProblem(await admin.call('POST', `/api/v1/tickets/${number}/recall`, { version: ticket.version }), 409, 'version_conflict')
  })

  test('leaves figures that add up', async () => {
    const verified = await site.command(['report', 'verify'])
    assert.equal(verified.status, 0, verified.stdout)
  })
})
