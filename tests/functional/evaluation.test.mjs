// What a reply was worth: content closes, discontent starts it again.
import { after, before, describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { assertProblem } from './contract.mjs'
import { startSite } from './harness.mjs'
import { answered, assigned, firstAdministrator, hired, status } from './people.mjs'

let site, admin, office, handler, reviewer

before(async () => {
  site = await startSite()
  admin = await firstAdministrator(site)
  office = await hired(admin, 'zhao', 'dzb', ['dispatcher'])
  handler = await hired(admin, 'lu', 'cjzx', ['handler'])
  reviewer = await hired(admin, 'shen', 'cjzx', ['reviewer'])
})
after(() => site?.stop())

async function replied(text = '已修好。') {
  const receipt = await assigned(admin, 'cjzx', { text: '路灯不亮' })
  await answered(handler, reviewer, receipt.number, text)
  return receipt
}

const say = (receipt, json) => site.send('POST', `/api/v1/messages/${receipt.number}/evaluation`, { json: { code: receipt.code, ...json } })
const sayOnPage = (receipt, fields) => site.page('/q/evaluate', { method: 'POST', body: new URLSearchParams({ number: receipt.number, code: receipt.code, ...fields }) })

describe('a content citizen', () => {
  test('closes the ticket, once', async () => {
    const receipt = await replied()
    assert.equal((await status(site, receipt)).may_evaluate, true)
    const answer = await say(receipt, { grade: 'mostly_satisfied' })
    assert.equal(answer.status, 200, answer.text)
    assert.deepEqual([answer.body.state, answer.body.evaluation, answer.body.may_evaluate], ['closed', 'mostly_satisfied', false])
    assertProblem(await say(receipt, { grade: 'dissatisfied', reason: '又坏了' }), 409, 'already_evaluated')
    const { proceedings, history } = await office.ticket(receipt.number)
    assert.deepEqual(proceedings.evaluations.map(({ by, grade, round }) => [by, grade, round]), [['citizen', 'mostly_satisfied', 1]])
    assert.deepEqual(history.slice(-2).map(({ event, actor }) => [event, actor]), [['evaluated', 'citizen'], ['closed', 'system']])
  })
})

describe('a discontent citizen', () => {
  test('says why, and the unit answers again within the days for it', async () => {
    const receipt = await replied()
    assertProblem(await say(receipt, { grade: 'dissatisfied' }), 422, 'reason_needed')
    const first = await office.ticket(receipt.number)
    const answer = await say(receipt, { grade: 'dissatisfied', reason: '晚上还是不亮。' })
    assert.equal(answer.body.state, 'rework')
    assert.equal(answer.body.evaluation, null, 'the next reply can be graded again')
    const again = await handler.ticket(receipt.number)
    assert.equal(again.proceedings.round, 2)
    assert.notEqual(again.ticket.final_due, first.ticket.final_due)
    assert.equal(again.draft.text, '已修好。', 'the draft stays to work on')
    assert.ok((await handler.queue('mine')).includes(receipt.number))
    assert.ok(!again.allowed_moves.includes('return_ticket'))
    await answered(handler, reviewer, receipt.number, '已更换灯具，今晚恢复。')
    const seen = await status(site, receipt)
    assert.deepEqual([seen.state, seen.replies.length, seen.may_evaluate], ['final_replied', 2, true])
    // the town starts one rework by itself; the next discontent is the office’s to settle
    assert.equal((await say(receipt, { grade: 'dissatisfied', reason: '还是不亮。' })).body.state, 'final_replied')
    assertProblem(await handler.try(receipt.number, 'close'), 403, 'forbidden')
    assertProblem(await office.try(receipt.number, 'rework', { reason: ' ' }), 422, 'reason_needed')
    assert.equal((await office.move(receipt.number, 'rework', { reason: '须现场核实。' })).state, 'rework')
  })
})

describe('the form of the status page', () => {
  test('takes the grade without JavaScript and thanks for it', async () => {
    const receipt = await replied()
    const page = await site.page('/q', { method: 'POST', body: new URLSearchParams({ number: receipt.number, code: receipt.code }) })
    assert.match(page.text, /这次答复，您满意吗/)
    assert.match(page.text, /action="\/q\/evaluate"/)
    assert.match((await sayOnPage(receipt, {})).text, /请选择一项评价/)
    assert.match((await sayOnPage(receipt, { grade: 'dissatisfied' })).text, /哪里没有办好/)
    const done = await sayOnPage(receipt, { grade: 'satisfied' })
    assert.equal(done.status, 200)
    assert.match(done.text, /谢谢您的评价/)
    assert.match(done.text, /您的评价：满意/)
    assert.doesNotMatch(done.text, /这次答复，您满意吗/)
    assert.equal((await status(site, receipt)).state, 'closed')
  })

  test('is not shown before the reply, nor to a wrong code', async () => {
    const receipt = await assigned(admin, 'cjzx', { text: '路灯不亮' })
    const page = await site.page('/q', { method: 'POST', body: new URLSearchParams({ number: receipt.number, code: receipt.code }) })
    assert.doesNotMatch(page.text, /您满意吗/)
    assertProblem(await say(receipt, { grade: 'satisfied' }), 409, 'move_not_allowed')
    const other = await replied()
    assertProblem(await say({ ...other, code: '0000-00000' }, { grade: 'satisfied' }), 404, 'wrong_code')
    assert.equal((await sayOnPage({ ...other, code: '0000-00000' }, { grade: 'satisfied' })).status, 404)
    assert.equal((await status(site, other)).state, 'final_replied')
  })

  test('keeps markup in the reason text', async () => {
    const receipt = await replied()
    await sayOnPage(receipt, { grade: 'dissatisfied', reason: '<script>alert(1)</script>{{base}}' })
    assert.match((await office.ticket(receipt.number)).history.at(-2).detail, /<script>alert\(1\)<\/script>\{\{base\}\}/)
    const page = await site.page('/q', { method: 'POST', body: new URLSearchParams({ number: receipt.number, code: receipt.code }) })
    assert.doesNotMatch(page.text, /<script>alert/)
  })
})

describe('a call back', () => {
  test('is recorded by the office with what was said, never by the unit', async () => {
    const receipt = await replied()
    const words = { grade: 'satisfied', summary: '电话回访，来信人表示满意。' }
    assertProblem(await handler.try(receipt.number, 'evaluation', words), 403, 'forbidden')
    assertProblem(await office.try(receipt.number, 'evaluation', { ...words, summary: '' }), 422, 'summary_needed')
    assert.equal((await office.move(receipt.number, 'evaluation', words)).state, 'closed')
    assert.equal((await office.ticket(receipt.number)).proceedings.evaluations[0].by, 'zhao')
  })
})
