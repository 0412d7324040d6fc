// A ticket that stands still, and goes on: its date by the ledger, told to the citizen.
import { after, before, describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { assertProblem } from './contract.mjs'
import { startSite, until } from './harness.mjs'
import { assigned, firstAdministrator, hired, status, withWorkflow } from './people.mjs'
import { sql } from './record.mjs'
import { command } from './redis.mjs'
import { deliver, message, startReceiver } from './standard_webhooks.mjs'

const kDayMs = 86_400_000

let site, admin, office, handler, receiver

before(async () => {
  site = await startSite()
  receiver = await startReceiver()
  admin = await firstAdministrator(site)
  office = await hired(admin, 'zhao', 'dzb', ['manager'])
  handler = await hired(admin, 'lu', 'cjzx', ['handler'])
})
after(async () => {
  await site?.stop()
  await receiver?.close()
})

const kGiven = { ground: 'awaiting_organ', evidence: '已向供电公司发函，等待答复。' }
const given = () => assigned(admin, 'cjzx', { text: '路灯不亮' })
const allowing = (run) => withWorkflow(admin, { pausing: 'allowed' }, run)
const pageOf = async ({ number, code }) => (await site.page('/q', { method: 'POST', body: new URLSearchParams({ number, code }) })).text

/** As if the pause had begun so many days ago. */
const begunDaysAgo = (number, days) =>
  sql(site, `update pause set from_at = from_at - ${days * kDayMs} where to_at is null and ticket = (select id from ticket where number = '${number}');
             update course set counted_from = counted_from - ${days * kDayMs} where ticket = (select id from ticket where number = '${number}')`)

describe('a pause', () => {
  test('is not made where the town has not allowed it, and the refusal says what is possible', async () => {
    const { number } = await given()
    const refused = await office.try(number, 'pause', kGiven)
    assertProblem(refused, 409, 'move_not_allowed')
    assert.ok(refused.body.moves.length > 0)
    assert.ok(!refused.body.moves.some(({ move }) => move === 'pause'))
  })

  test('needs ground and evidence and the office, takes the date away, and gives it back later', () =>
    allowing(async () => {
      const receipt = await given()
      const { number } = receipt
      const before = await status(site, receipt)
      assertProblem(await handler.try(number, 'pause', kGiven), 403, 'forbidden')
      const wrong = await office.try(number, 'pause', { ...kGiven, ground: 'too_much_work' })
      assertProblem(wrong, 400, 'bad_request')
      assert.deepEqual(wrong.body.allowed, ['awaiting_citizen', 'awaiting_organ', 'awaiting_ruling', 'force_majeure'])
      assertProblem(await office.try(number, 'pause', { ...kGiven, evidence: ' ' }), 422, 'basis_needed')
      await handler.move(number, 'draft', { text: '先写一点' })
      assert.equal((await office.move(number, 'pause', kGiven)).state, 'paused')

      const stopped = await status(site, receipt)
      assert.equal(stopped.final_due, null)
      assert.equal(stopped.response_due, before.response_due)
      assert.equal(stopped.pause.ground, '待其他机关答复')
      assert.match(await pageOf(receipt), /起中止办理，期限暂停计算.*待其他机关答复.*已向供电公司发函/)
      assertProblem(await handler.try(number, 'submit', { text: '已修好。' }), 409, 'move_not_allowed')
      const { ticket, proceedings, allowed_moves } = await handler.ticket(number)
      assert.equal(ticket.overdue, false)
      assert.ok(allowed_moves.includes('resume'))
      const { ground, evidence, by, to } = proceedings.pauses[0]
      assert.deepEqual({ ground, evidence, by, to }, { ...kGiven, by: 'zhao', to: null })

      begunDaysAgo(number, 14)
      assert.equal((await handler.move(number, 'resume', { reason: '供电公司已答复。' })).state, 'drafted')
      const going = await status(site, receipt)
      assert.equal(going.pause, null)
      assert.ok(going.final_due, 'there is a date again')
      const again = await handler.ticket(number)
      assert.ok(again.proceedings.pauses[0].to)
      assert.equal(again.proceedings.pauses[0].ended_by, 'lu')
      assert.match(again.history.at(-1).detail, /恢复办理.*供电公司已答复/)
      assert.match(await pageOf(receipt), /恢复办理，答复日期见上/)
    }))

  test('of an hour leaves the date as it was', () =>
    allowing(async () => {
      const receipt = await given()
      const { final_due: before } = await status(site, receipt)
      await office.move(receipt.number, 'pause', kGiven)
      await office.move(receipt.number, 'resume')
      assert.equal((await status(site, receipt)).final_due, before)
      assertProblem(await office.try(receipt.number, 'resume'), 409, 'move_not_allowed')
    }))

  test('ends when the citizen answers what was waited for, who is told of both', () =>
    allowing(async () => {
      const account = await site.addChannel('webhook', 'hotline', ['--reply-url', receiver.url])
      receiver.secret = account.secret
      const answer = await deliver(site, account, message('银春路的路灯坏了', { from: 'u-7' }))
      assert.equal(answer.status, 200, answer.text)
      const [{ number }] = await until('the ticket', async () => ((rows) => rows.length > 0 && rows)(sql(site, `select number from ticket where channel = 'webhook'`)))
      const { ticket } = await admin.taken(number)
      if (ticket.unit !== 'cjzx') await admin.move(number, 'assign', { unit: 'cjzx', reason: '测试' })
      await office.move(number, 'pause', { ground: 'awaiting_citizen', evidence: '请写明最近的门牌。' })
      await until('the word of the pause', () => receiver.got.some(({ bytes }) => /中止办理.*请写明最近的门牌/.test(bytes.toString('utf8'))))
      command(site, 'XADD', '{hy:3}:inbound', '*', ...Object.entries({ v: 1, type: 'message', key: 'further', channel: 'webhook', account: 'hotline', sender: 'u-7', number, received_at: Date.now(), arrived_at: Date.now(), continues: 'yes', text: '在68号门口' }).flat())
      const again = await until('the ticket to go on', async () => ((detail) => detail.ticket.state === 'handling' && detail)(await handler.ticket(number)))
      assert.deepEqual(again.history.slice(-2).map(({ event, actor }) => [event, actor]), [['added', 'citizen'], ['resumed', 'system']])
      assert.ok(again.ticket.final_due)
      await until('the word that it goes on', () => receiver.got.some(({ bytes }) => /已恢复办理，.*前答复您/.test(bytes.toString('utf8'))))
    }))

  test('fires nothing of the ladder', () =>
    allowing(async () => {
      const { number } = await given()
      await office.move(number, 'pause', kGiven)
      const at = () => sql(site, `select at from alarm a join ticket t on t.id = a.ticket where t.number = '${number}'`)[0].at
      sql(site, `update ticket set final_due = 1, due_key = 1 where number = '${number}'; update alarm set since = 0, at = 0 where ticket = (select id from ticket where number = '${number}')`)
      await until('the clock to have looked', () => at() > 0)
      const told = sql(site, `select f.rung from fired_rung f join ticket t on t.id = f.ticket where t.number = '${number}' and f.told > 0`)
      assert.deepEqual(told, [])
      assert.equal((await handler.ticket(number)).ticket.overdue, false)
      assert.ok(!(await handler.queue('overdue')).includes(number))
    }))
})
