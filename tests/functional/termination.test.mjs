// Ending without a result: asked with reason and basis, decided by another, told in a letter. What is over is put away or taken up again.
import { after, before, describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { assertProblem } from './contract.mjs'
import { startSite } from './harness.mjs'
import { answered, assigned, firstAdministrator, hired, status, withWorkflow } from './people.mjs'

let site, admin, office, handler, reviewer

before(async () => {
  site = await startSite()
  admin = await firstAdministrator(site)
  office = await hired(admin, 'zhao', 'dzb', ['dispatcher'])
  handler = await hired(admin, 'lu', 'cjzx', ['handler'])
  reviewer = await hired(admin, 'shen', 'cjzx', ['reviewer'])
})
after(() => site?.stop())

const kAsked = { reason: '来信人已自行解决', basis: '11月24日电话记录' }
const given = () => assigned(admin, 'cjzx', { text: '路灯不亮' })
const pageOf = async ({ number, code }) => (await site.page('/q', { method: 'POST', body: new URLSearchParams({ number, code }) })).text

async function replied() {
  const receipt = await given()
  await answered(handler, reviewer, receipt.number, '已修好。')
  return receipt
}

describe('a termination', () => {
  test('is asked with reason and basis, decided by another, and told why', async () => {
    const receipt = await given()
    const { number } = receipt
    assertProblem(await office.try(number, 'termination/decision', { granted: true }), 409, 'move_not_allowed')
    assertProblem(await handler.try(number, 'termination', { ...kAsked, reason: ' ' }), 422, 'reason_needed')
    assertProblem(await handler.try(number, 'termination', { ...kAsked, basis: '' }), 422, 'basis_needed')
    assert.equal((await handler.move(number, 'termination', kAsked)).state, 'handling')
    assertProblem(await handler.try(number, 'termination', kAsked), 409, 'move_not_allowed')
    assertProblem(await handler.try(number, 'termination/decision', { granted: true }), 403, 'forbidden')
    assertProblem(await office.try(number, 'termination/decision', { granted: false }), 422, 'reason_needed')
    await office.move(number, 'termination/decision', { granted: false, opinion: '请先核实。' })
    assert.deepEqual((await status(site, receipt)).replies, [])
    await handler.move(number, 'termination', kAsked)
    assert.equal((await office.move(number, 'termination/decision', { granted: true, opinion: '同意' })).state, 'terminated')
    const seen = await status(site, receipt)
    assert.equal(seen.state, 'terminated')
    assert.match(seen.replies[0].text, /终止办理，原因是：来信人已自行解决\n依据：11月24日电话记录/)
    assert.match(await pageOf(receipt), /经批准终止办理，原因见答复/)
    const { proceedings } = await office.ticket(number)
    assert.deepEqual(proceedings.terminations.map(({ asked_by, decision, decided_by, opinion }) => [asked_by, decision, decided_by, opinion]), [['lu', 'refused', 'zhao', '请先核实。'], ['lu', 'granted', 'zhao', '同意']])
  })

  test('is not granted by who asked, also of a paused ticket', () =>
    withWorkflow(admin, { pausing: 'allowed' }, async () => {
      const { number } = await given()
      await office.move(number, 'termination', kAsked)
      const refused = await office.try(number, 'termination/decision', { granted: true })
      assertProblem(refused, 409, 'second_person_needed')
      assert.ok(refused.body.moves.find(({ move }) => move === 'terminate').by.length > 0)
      await office.move(number, 'pause', { ground: 'force_majeure', evidence: '台风' })
      assert.equal((await admin.move(number, 'termination/decision', { granted: true })).state, 'terminated')
      assert.ok((await office.ticket(number)).proceedings.pauses[0].to, 'the pause is over too')
    }))
})

describe('what is over', () => {
  test('is evaluated by who was asked to, then put away', async () => {
    const receipt = await replied()
    const { number } = receipt
    assertProblem(await handler.try(number, 'evaluation/invite'), 403, 'forbidden')
    assert.equal((await office.move(number, 'evaluation/invite')).state, 'to_evaluate')
    assertProblem(await office.try(number, 'evaluation/invite'), 409, 'move_not_allowed')
    const page = await pageOf(receipt)
    assert.match(page, /请您评价这次答复/)
    assert.match(page, /这次答复，您满意吗/)
    assertProblem(await office.try(number, 'archive'), 409, 'move_not_allowed')
    const said = await site.send('POST', `/api/v1/messages/${number}/evaluation`, { json: { code: receipt.code, grade: 'satisfied' } })
    assert.equal(said.body.state, 'closed')
    assertProblem(await handler.try(number, 'archive'), 403, 'forbidden')
    assert.equal((await office.move(number, 'archive')).state, 'archived')
    assert.equal((await status(site, receipt)).state, 'archived')
  })

  test('is taken up again with a reason, and its clocks begin anew', async () => {
    const receipt = await replied()
    const { number } = receipt
    const before = await office.ticket(number)
    assertProblem(await handler.try(number, 'reopen', { reason: '又坏了' }), 403, 'forbidden')
    assertProblem(await office.try(number, 'reopen', { reason: '' }), 422, 'reason_needed')
    assert.equal((await office.move(number, 'reopen', { reason: '核实后发现未修好。' })).state, 'handling')
    const again = await handler.ticket(number)
    assert.equal(again.proceedings.round, before.proceedings.round + 1)
    assert.ok(again.ticket.final_due >= before.ticket.final_due)
    assert.ok(again.allowed_moves.includes('submit'))
    assert.match(await pageOf(receipt), /重新办理/)
    await answered(handler, reviewer, number, '这次真的修好了。')
    assert.equal((await status(site, receipt)).replies.length, 2)
  })

  test('goes to the dispatcher where the refusal was wrong', async () => {
    const { number } = await given()
    await office.move(number, 'not-accept', { reason: 'litigation', words: '正在诉讼。', channel: '人民法院' })
    assert.equal((await office.move(number, 'reopen', { reason: '并未起诉。' })).state, 'to_dispatch')
    assert.equal((await office.move(number, 'assign', { unit: 'cjzx', reason: '改交' })).state, 'handling')
  })
})
