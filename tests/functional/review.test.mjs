// The gate of a reply: approved at one level or at two, then sent, that very text, in writing or by phone.
import { after, before, describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { assertProblem } from './contract.mjs'
import { startSite } from './harness.mjs'
import { assigned, firstAdministrator, hired, status, withWorkflow } from './people.mjs'
import { bell } from './bell.mjs'
import { sql } from './record.mjs'

let site, admin, handler, reviewer, leader, both

before(async () => {
  site = await startSite()
  admin = await firstAdministrator(site)
  handler = await hired(admin, 'lu', 'cjzx', ['handler'])
  reviewer = await hired(admin, 'shen', 'cjzx', ['reviewer'])
  leader = await hired(admin, 'lin', 'dzb', ['manager'])
  both = await hired(admin, 'bai', 'cjzx', ['handler', 'reviewer', 'manager'])
})
after(() => site?.stop())

const kReply = '已派人维修，今晚恢复照明。'
const kCall = { number: '021-00000000', summary: '已按签发稿告知，来信人认可。', reached: true }

async function submitted(by = handler, text = kReply, kind = 'question') {
  const receipt = await assigned(admin, 'cjzx', { text: '路灯不亮', kind })
  await by.move(receipt.number, 'submit', { text })
  return receipt
}

const refusedParties = (problem, move) => problem.moves.find((possible) => possible.move === move).by.map(({ party }) => party).sort()

describe('a reply reviewed once', () => {
  const once = (run) => withWorkflow(admin, { review: 'needed' }, run)

  test('is approved by another person, and that very text is sent afterwards', () =>
    once(async () => {
      const receipt = await submitted()
      const { number } = receipt
      assertProblem(await handler.try(number, 'approve'), 403, 'forbidden')
      assert.equal((await reviewer.move(number, 'approve', { opinion: '同意' })).state, 'approved')
      assert.deepEqual((await status(site, receipt)).replies, [], 'approved is not sent')
      assertProblem(await handler.try(number, 'draft', { text: '改一改' }), 409, 'move_not_allowed')
      const { proceedings, allowed_moves } = await handler.ticket(number)
      assert.deepEqual(proceedings.approvals.map(({ by, level, opinion }) => [by, level, opinion]), [['shen', 1, '同意']])
      assert.ok(allowed_moves.includes('send_approved'))
      assert.equal((await handler.move(number, 'send-approved')).state, 'final_replied')
      const [reply] = (await status(site, receipt)).replies
      assert.equal(reply.text, kReply)
      assert.equal((await bell(handler)).find((each) => each.number === number).title, '审核通过')
    }))

  test('is not approved by who submitted it, nor with something left to fill in, nor unseen', () =>
    once(async () => {
      const own = await submitted(both)
      assertProblem(await both.try(own.number, 'approve'), 409, 'second_person_needed')
      const unfinished = await submitted()
      sql(site, `update draft set text = '请联系【待填】。' where ticket = (select id from ticket where number = '${unfinished.number}')`)
      assertProblem(await reviewer.try(unfinished.number, 'approve'), 422, 'placeholder_left')
      const { number } = await submitted()
      assertProblem(await reviewer.call('POST', `/api/v1/tickets/${number}/approve`, {}), 400, 'bad_request')
      assertProblem(await reviewer.call('POST', `/api/v1/tickets/${number}/approve`, { version: 1 }), 409, 'version_conflict')
    }))

  test('is not submitted with something left to fill in: it stays with who writes it', () =>
    once(async () => {
      const { number } = await assigned(admin, 'cjzx', { text: '路灯不亮' })
      const problem = assertProblem(await handler.try(number, 'submit', { text: '请联系【待填】。' }), 422, 'placeholder_left')
      assert.match(problem.title, /送审/)
      assert.notEqual((await handler.ticket(number)).ticket.state, 'in_review')
    }))

  test('that the reviewer changes before sending leaves both texts on record', () =>
    once(async () => {
      const receipt = await submitted()
      const { number } = receipt
      await reviewer.move(number, 'reply', { text: '已换新灯。' })
      assert.equal((await status(site, receipt)).replies[0].text, '已换新灯。')
      const { history, draft } = await handler.ticket(number)
      const changed = history.filter(({ event }) => event === 'reply_changed')
      assert.equal(changed.length, 1)
      assert.equal(changed[0].actor, 'shen')
      assert.ok(changed[0].detail.includes('审核人改动后签发') && changed[0].detail.includes(kReply), changed[0].detail)
      assert.deepEqual([draft.text, draft.saved_by], ['已换新灯。', 'shen'])
      assert.ok(!JSON.stringify(await status(site, receipt)).includes(kReply), 'the citizen sees what was sent alone')
    }))

  test('can be sent back before it goes out, and is approved anew then', () =>
    once(async () => {
      const { number } = await submitted()
      await reviewer.move(number, 'approve')
      assertProblem(await handler.try(number, 'send-back', { reason: '改' }), 403, 'forbidden')
      assert.equal((await reviewer.move(number, 'send-back', { reason: '日期有误' })).state, 'sent_back')
      assertProblem(await handler.try(number, 'send-approved'), 409, 'move_not_allowed')
      await handler.move(number, 'submit', { text: '已修好。' })
      await both.move(number, 'approve')
      assert.equal((await handler.move(number, 'send-approved')).state, 'final_replied')
      assert.equal((await handler.ticket(number)).proceedings.approvals.length, 2)
    }))

  test('is not sent when the record holds another text than the approved one', () =>
    once(async () => {
      const { number } = await submitted()
      await reviewer.move(number, 'approve')
      sql(site, `update draft set text = '另一段话' where ticket = (select id from ticket where number = '${number}')`)
      assertProblem(await handler.try(number, 'send-approved'), 409, 'text_changed')
    }))
})

describe('a reply of a kind that is reviewed twice', () => {
  const twice = (run) => withWorkflow(admin, { review: 'needed', review_of_kind: { complaint: 'needed_twice' } }, run)

  test('is approved by a reviewer and signed by a leader, never by one person twice', () =>
    twice(async () => {
      const receipt = await submitted(handler, kReply, 'complaint')
      const { number } = receipt
      const early = assertProblem(await leader.try(number, 'reply', { text: kReply }), 409, 'move_not_allowed')
      assert.deepEqual(refusedParties(early, 'approve'), ['administrator', 'office_manager', 'reviewer', 'unit_manager'])
      assert.equal((await both.move(number, 'approve')).state, 'in_second_review')
      assertProblem(await both.try(number, 'approve'), 409, 'second_person_needed')
      assertProblem(await both.try(number, 'reply', { text: kReply }), 409, 'second_person_needed')
      const refused = assertProblem(await reviewer.try(number, 'approve'), 409, 'move_not_allowed')
      assert.deepEqual(refusedParties(refused, 'approve'), ['administrator', 'office_manager', 'unit_manager'])
      assert.ok((await leader.queue('to_review')).includes(number))
      assert.ok((await bell(leader)).some((each) => each.number === number), 'who signs is told')
      assert.equal((await leader.move(number, 'approve')).state, 'approved')
      assert.deepEqual((await leader.ticket(number)).proceedings.approvals.map(({ by, level }) => [by, level]), [['bai', 1], ['lin', 2]])
      assert.equal((await handler.move(number, 'send-approved')).state, 'final_replied')
      assert.equal((await status(site, receipt)).replies[0].text, kReply)
    }))

  test('may be signed and sent in one step by the leader; who wrote it signs nothing', () =>
    twice(async () => {
      const own = await submitted(both, kReply, 'complaint')
      await reviewer.move(own.number, 'approve')
      assertProblem(await both.try(own.number, 'approve'), 409, 'second_person_needed')
      assert.equal((await leader.move(own.number, 'reply', { text: kReply })).state, 'final_replied')
    }))

  test('begins at the first level again after it was sent back', () =>
    twice(async () => {
      const { number } = await submitted(handler, kReply, 'complaint')
      await both.move(number, 'approve')
      await leader.move(number, 'send-back', { reason: '请写明日期' })
      await handler.move(number, 'submit', { text: '11月30日前修好。' })
      await reviewer.move(number, 'approve')
      assert.equal((await both.move(number, 'approve')).state, 'approved', 'the second level is free again')
    }))

  test('leaves other kinds at one level', () =>
    twice(async () => {
      const { number } = await submitted()
      assert.equal((await reviewer.move(number, 'approve')).state, 'approved')
    }))
})

describe('a final reply by phone', () => {
  test('needs the citizen reached, a summary and a number, and is read at number and code too', () =>
    withWorkflow(admin, { review: 'needed' }, async () => {
      const receipt = await submitted()
      const { number } = receipt
      await reviewer.move(number, 'approve')
      for (const [change, status_, code] of [[{ reached: false }, 422, 'not_reached'], [{ summary: ' ' }, 422, 'summary_needed'], [{ number: '' }, 400, 'bad_request'], [{ at: '2099-01-01T00:00:00+08:00' }, 400, 'bad_request'], [{ at: '2001-01-01T00:00:00+08:00' }, 400, 'bad_request'], [{ extra: 1 }, 400, 'bad_request']])
        assertProblem(await handler.try(number, 'send-approved', { phone: { ...kCall, ...change } }), status_, code)
      assert.equal((await handler.ticket(number)).proceedings.contacts.length, 0, 'a refused call leaves nothing')
      assert.equal((await handler.move(number, 'send-approved', { phone: kCall })).state, 'final_replied')
      assert.equal((await status(site, receipt)).replies[0].text, kReply)
      const { proceedings, history, messages } = await handler.ticket(number)
      assert.equal(proceedings.contacts[0].summary, kCall.summary)
      assert.ok(proceedings.human_at)
      assert.match(history.at(-1).detail, /已电话告知/)
      assert.ok(JSON.stringify(messages).includes(kReply))
    }))

  test('is read by a second person first, also in a town that reviews nothing else', () =>
    withWorkflow(admin, { review: 'not_needed', phone_review: 'needed' }, async () => {
      const { number } = await assigned(admin, 'cjzx', { text: '路灯不亮' })
      assertProblem(await handler.try(number, 'reply', { text: kReply, phone: kCall }), 409, 'review_needed')
      await both.move(number, 'submit', { text: kReply })
      await both.move(number, 'approve')
      assertProblem(await both.try(number, 'send-approved', { phone: kCall }), 409, 'review_needed')
      await both.move(number, 'send-back', { reason: '请他人审核' })
      await both.move(number, 'submit', { text: kReply })
      await reviewer.move(number, 'approve')
      assert.equal((await both.move(number, 'send-approved', { phone: kCall })).state, 'final_replied')
    }))

  test('is the handler’s own where the town wants no reviewer', () =>
    withWorkflow(admin, { review: 'not_needed', phone_review: 'not_needed' }, async () => {
      const receipt = await assigned(admin, 'cjzx', { text: '路灯不亮' })
      assert.equal((await handler.move(receipt.number, 'reply', { text: kReply, phone: kCall })).state, 'final_replied')
      assert.equal((await status(site, receipt)).replies[0].text, kReply)
    }))
})
