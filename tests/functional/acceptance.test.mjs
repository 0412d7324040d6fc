// Accepted, not accepted with reason and way to go, signed for.
import { after, before, describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { assertProblem } from './contract.mjs'
import { startSite } from './harness.mjs'
import { answered, assigned, firstAdministrator, hired, status, withWorkflow, write } from './people.mjs'

let site, admin, handler, office

before(async () => {
  site = await startSite()
  admin = await firstAdministrator(site)
  handler = await hired(admin, 'lu', 'cjzx', ['handler'])
  office = await hired(admin, 'zhao', 'dzb', ['dispatcher'])
})
after(() => site?.stop())

describe('where a town accepts by hand', () => {
  test('a message waits for the office, and goes to the unit that routing names', () =>
    withWorkflow(admin, { acceptance: 'by_person' }, async () => {
      const receipt = await write(site, { text: '银春路的路灯不亮' })
      const { ticket, allowed_moves } = await office.taken(receipt.number)
      assert.equal(ticket.state, 'pending_acceptance')
      assert.equal(ticket.responded, false, 'nobody has told the writer who handles it')
      assert.ok(allowed_moves.includes('accept') && allowed_moves.includes('not_accept'))
      assert.ok((await office.queue('to_dispatch')).includes(receipt.number))
      assert.equal((await office.move(receipt.number, 'accept')).state, 'handling')
      const seen = await status(site, receipt)
      assert.deepEqual([seen.state, seen.unit], ['handling', '城市建设管理事务中心'])
      assert.equal((await office.ticket(receipt.number)).ticket.responded, true)
      assert.ok((await handler.queue('mine')).includes(receipt.number))
    }))

  test('a handler does not accept', () =>
    withWorkflow(admin, { acceptance: 'by_person' }, async () => {
      const { number } = await write(site, { text: '银春路的路灯不亮' })
      await office.taken(number)
      assertProblem(await handler.try(number, 'accept'), 403, 'forbidden')
    }))
})

describe('what is not accepted', () => {
  test('ends with a letter that says why and where to go', async () => {
    const receipt = await write(site, { text: '我要申请公开2024年的预算表' })
    await office.taken(receipt.number)
    const moved = await office.move(receipt.number, 'not-accept', { reason: 'information_disclosure', words: '这是政府信息公开申请，须按条例办理。', channel: '镇政府信息公开办公室' })
    assert.equal(moved.state, 'to_foi')
    const seen = await status(site, receipt)
    assert.equal(seen.state, 'to_foi')
    assert.equal(seen.replies.length, 1)
    assert.match(seen.replies[0].text, /原因是：政府信息公开申请。\n[^]*须按条例办理。\n.*镇政府信息公开办公室/)
    const { ticket, history, allowed_moves } = await office.ticket(receipt.number)
    assert.equal(ticket.overdue, false)
    assert.equal(history.at(-1).event, 'not_accepted')
    assert.ok(!allowed_moves.includes('assign'))
    const page = await site.page('/q', { method: 'POST', body: new URLSearchParams({ number: receipt.number, code: receipt.code }) })
    assert.match(page.text, /已转依申请公开/)
    assert.match(page.text, /镇政府信息公开办公室/)
  })

  test('needs a reason of the list, words, and a channel', async () => {
    const { number } = await write(site, { text: '我要信访' })
    await office.taken(number)
    const problem = assertProblem(await office.try(number, 'not-accept', { reason: 'boring', words: '说明' }), 400, 'bad_request')
    assert.ok(problem.allowed.includes('petition'))
    assertProblem(await office.try(number, 'not-accept', { reason: 'petition', words: ' ', channel: '信访办' }), 422, 'reason_needed')
    assertProblem(await office.try(number, 'not-accept', { reason: 'petition', words: '说明' }), 422, 'channel_needed')
    assertProblem(await office.try(number, 'not-accept', { reason: 'petition', words: '字'.repeat(2001), channel: '信访办' }), 422, 'text_too_long')
    assertProblem(await office.try(number, 'not-accept', { reason: 'duplicate', words: '说明', earlier: 'AAAA-BBBB-CCCC' }), 400, 'bad_request')
    assert.equal((await office.move(number, 'not-accept', { reason: 'petition', words: '说明', channel: '信访办' })).state, 'to_petition')
  })

  test('is the office’s to decide, and a unit’s open matter ends so only where another body is responsible', async () => {
    const { number } = await assigned(admin, 'cjzx', { text: '路灯不亮' })
    assertProblem(await handler.try(number, 'not-accept', { reason: 'emergency', words: '说明', channel: '110' }), 403, 'forbidden')
    assertProblem(await office.try(number, 'not-accept', { reason: 'malicious', words: '说明' }), 409, 'move_not_allowed')
    assert.equal((await office.move(number, 'not-accept', { reason: 'emergency', words: '请立即拨打', channel: '110' })).state, 'emergency_transferred')
  })

  test('does not tell a stranger the number of another’s ticket', async () => {
    const earlier = await write(site, { text: '路灯不亮' })
    await admin.taken(earlier.number)
    const receipt = await write(site, { text: '咨询一个问题' })
    await office.taken(receipt.number)
    await office.move(receipt.number, 'not-accept', { reason: 'duplicate', words: '同一事项已在办理。', earlier: earlier.number })
    assert.ok(!(await status(site, receipt)).replies[0].text.includes(earlier.number))
    assert.match((await office.ticket(receipt.number)).history.at(-1).detail, new RegExp(earlier.number))
  })
})

describe('where units sign', () => {
  test('the unit signs before it works, and no clock waits for it', () =>
    withWorkflow(admin, { signing: 'needed' }, async () => {
      const receipt = await write(site, { text: '银春路的路灯不亮' })
      const { ticket } = await handler.taken(receipt.number)
      assert.equal(ticket.state, 'to_sign')
      assert.equal(ticket.responded, true)
      assertProblem(await handler.try(receipt.number, 'submit', { text: '已修好。' }), 409, 'move_not_allowed')
      assertProblem(await office.try(receipt.number, 'sign'), 403, 'forbidden')
      const signed = await handler.move(receipt.number, 'sign')
      assert.equal(signed.state, 'handling')
      const after = (await handler.ticket(receipt.number)).ticket
      assert.equal(after.final_due, ticket.final_due)
      const reviewer = await hired(admin, 'shen', 'cjzx', ['reviewer'])
      await answered(handler, reviewer, receipt.number, '已修好。')
    }))
})
