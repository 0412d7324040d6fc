// The writer takes a message back.
import { after, before, describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { assertProblem } from './contract.mjs'
import { startSite, until } from './harness.mjs'
import { heardOf, watch } from './events.mjs'
import { answered, assigned, firstAdministrator, hired, status, write } from './people.mjs'

let site, admin, handler, reviewer

before(async () => {
  site = await startSite()
  admin = await firstAdministrator(site)
  handler = await hired(admin, 'lu', 'cjzx', ['handler'])
  reviewer = await hired(admin, 'shen', 'cjzx', ['reviewer'])
})
after(() => site?.stop())

const withdraw = (receipt, json = {}) => site.send('POST', `/api/v1/messages/${receipt.number}/withdrawal`, { json: { code: receipt.code, ...json } })

describe('a message that is taken back', () => {
  test('is nobody’s work any more, and who had it hears of it', async () => {
    const receipt = await assigned(admin, 'cjzx', { text: '路灯不亮' })
    assert.equal((await status(site, receipt)).may_withdraw, true)
    const watched = await watch(handler)
    const answer = await withdraw(receipt, { reason: '已经自己修好了' })
    assert.equal(answer.status, 200, answer.text)
    assert.deepEqual([answer.body.state, answer.body.may_withdraw, answer.body.may_evaluate], ['withdrawn', false, false])
    await until('the event', () => heardOf(watched).includes(receipt.number))
    watched.close()
    for (const queue of ['mine', 'unit', 'overdue']) assert.ok(!(await handler.queue(queue)).includes(receipt.number), queue)
    const { ticket, history } = await handler.ticket(receipt.number)
    assert.equal(ticket.state, 'withdrawn')
    assert.deepEqual([history.at(-1).event, history.at(-1).actor], ['withdrawn', 'citizen'])
    assert.match(history.at(-1).detail, /已经自己修好了/)
    assertProblem(await handler.try(receipt.number, 'reply', { text: '已修好。' }), 409, 'move_not_allowed')
    assertProblem(await withdraw(receipt), 409, 'move_not_allowed')
  })

  test('cannot be taken back once it is answered, or by somebody else', async () => {
    const receipt = await assigned(admin, 'cjzx', { text: '路灯不亮' })
    assertProblem(await withdraw({ ...receipt, code: '0000-00000' }), 404, 'wrong_code')
    await answered(handler, reviewer, receipt.number, '已修好。')
    assertProblem(await withdraw(receipt), 409, 'move_not_allowed')
    assert.equal((await status(site, receipt)).may_withdraw, false)
  })

  test('is taken back by the form of the status page too', async () => {
    const receipt = await write(site, { text: '路灯不亮' })
    await admin.taken(receipt.number)
    const fields = new URLSearchParams({ number: receipt.number, code: receipt.code })
    assert.match((await site.page('/q', { method: 'POST', body: fields })).text, /action="\/q\/withdraw"/)
    const page = await site.page('/q/withdraw', { method: 'POST', body: fields })
    assert.match(page.text, /已撤回，不再办理/)
    assert.match(page.text, /您撤回了留言/)
    assert.doesNotMatch(page.text, /action="\/q\/withdraw"/)
    const again = await site.page('/q/withdraw', { method: 'POST', body: fields })
    assert.match(again.text, /当前状态不能这样操作/)
  })
})
