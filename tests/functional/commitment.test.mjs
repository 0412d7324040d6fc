// Replied and resolved are two things: a promise with a date is followed until it is kept.
import { after, before, describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { assertProblem } from './contract.mjs'
import { startSite, until } from './harness.mjs'
import { answered, assigned, firstAdministrator, hired, status } from './people.mjs'
import { sql } from './record.mjs'

const kDayMs = 86_400_000

let site, admin, handler, reviewer, lead, elsewhere

before(async () => {
  site = await startSite()
  admin = await firstAdministrator(site)
  handler = await hired(admin, 'lu', 'cjzx', ['handler'])
  reviewer = await hired(admin, 'shen', 'cjzx', ['reviewer'])
  lead = await hired(admin, 'lin', 'cjzx', ['manager'])
  elsewhere = await hired(admin, 'tang', 'zfd', ['handler'])
})
after(() => site?.stop())

/** Beijing's date, so many days from today. */
const day = (days) => new Date(Date.now() + 8 * 3_600_000 + days * kDayMs).toISOString().slice(0, 10)
const kPromise = { text: '更换整排路灯', due: day(20) }
const pageOf = async ({ number, code }) => (await site.page('/q', { method: 'POST', body: new URLSearchParams({ number, code }) })).text
const chinese = (date) => date.replace(/^(\d+)-0?(\d+)-0?(\d+)$/, '$1年$2月$3日')

describe('a promise', () => {
  test('may come with the reply, which the citizen reads with its date', async () => {
    const receipt = await assigned(admin, 'cjzx', { text: '路灯不亮' })
    const { number } = receipt
    await handler.move(number, 'submit', { text: '已报修。' })
    assertProblem(await reviewer.try(number, 'reply', { text: '已报修。', commitment: { text: '更换' } }), 400, 'bad_request')
    assertProblem(await reviewer.try(number, 'reply', { text: '已报修。', commitment: { ...kPromise, due: '2026-02-30' } }), 400, 'bad_request')
    assertProblem(await reviewer.try(number, 'reply', { text: '已报修。', commitment: { ...kPromise, due: day(0) } }), 422, 'date_not_ahead')
    assert.equal((await reviewer.move(number, 'reply', { text: '已报修。', commitment: kPromise })).state, 'final_replied')
    const seen = await status(site, receipt)
    assert.deepEqual(seen.commitments, [{ ...kPromise, kept_at: null, summary: '' }])
    assert.match(seen.replies[0].text, /^已报修。\n我们承诺：更换整排路灯，/)
    const page = await pageOf(receipt)
    assert.ok(page.includes('更换整排路灯') && page.includes(`${chinese(kPromise.due)}前办好`))

    const { ticket, proceedings } = await handler.ticket(number)
    assert.equal(ticket.commitment_due, kPromise.due)
    assert.deepEqual(proceedings.commitments.map(({ text, made_by, kept_at }) => [text, made_by, kept_at]), [[kPromise.text, 'shen', null]])
    assert.ok((await handler.queue('commitments')).includes(number))
    assert.ok(!(await elsewhere.queue('commitments')).includes(number))
    assert.ok((await handler.get('/api/v1/ticket-counts')).commitments >= 1)
    assertProblem(await handler.try(number, 'close'), 409, 'commitment_open')
    assertProblem(await elsewhere.call('POST', `/api/v1/tickets/${number}/commitment/kept`, { version: ticket.version, summary: '已换' }), 404, 'not_found')

    assertProblem(await handler.try(number, 'commitment/kept', { summary: ' ' }), 422, 'empty_text')
    await handler.move(number, 'commitment/kept', { summary: '已更换12盏。' })
    const kept = await status(site, receipt)
    assert.ok(kept.commitments[0].kept_at)
    assert.equal(kept.commitments[0].summary, '已更换12盏。')
    assert.match(await pageOf(receipt), /办好：已更换12盏。/)
    assert.ok(!(await handler.queue('commitments')).includes(number))
    assert.equal((await handler.move(number, 'close')).state, 'closed')
  })

  test('may be made after the reply, one at a time, and content alone does not end it', async () => {
    const receipt = await assigned(admin, 'cjzx', { text: '路灯不亮' })
    const { number } = receipt
    assertProblem(await handler.try(number, 'commitment', kPromise), 409, 'move_not_allowed')
    await answered(handler, reviewer, number, '已报修。')
    assertProblem(await handler.try(number, 'commitment', { ...kPromise, due: day(-1) }), 422, 'date_not_ahead')
    assertProblem(await handler.try(number, 'commitment', { ...kPromise, text: '' }), 422, 'empty_text')
    assert.equal((await handler.move(number, 'commitment', kPromise)).state, 'final_replied')
    assertProblem(await handler.try(number, 'commitment', kPromise), 409, 'move_not_allowed')
    const said = await site.send('POST', `/api/v1/messages/${number}/evaluation`, { json: { code: receipt.code, grade: 'satisfied' } })
    assert.equal(said.body.state, 'final_replied')
    await handler.move(number, 'commitment/kept', { summary: '已更换。' })
    assert.equal((await handler.move(number, 'close')).state, 'closed')
  })

  test('is reminded of by a clock that the reply has not stopped', async () => {
    const { number } = await assigned(admin, 'cjzx', { text: '路灯不亮' })
    await answered(handler, reviewer, number, '已报修。')
    await handler.move(number, 'commitment', kPromise)
    const { id } = sql(site, `select id from ticket where number = '${number}'`)[0]
    const next = await until('the clock to have looked', () => ((at) => at > Date.now() && at)(sql(site, `select at from alarm where ticket = ${id}`)[0].at))
    assert.ok(next < Date.now() + 20 * kDayMs, 'an alarm is set')
    // as if it had been made and had passed long ago
    sql(site, `update commitment set due = '${day(-10)}', at = 0 where ticket = ${id}; update alarm set since = 0, at = 0 where ticket = ${id}`)
    const rungsOf = async (person) => (await person.get('/api/v1/notices')).items.filter((each) => each.number === number).map((each) => each.rung)
    await until('the rungs to have fired', () => sql(site, `select count(*) as n from fired_rung where ticket = ${id} and rung like 'commitment_%' and told > 0`)[0].n === 2)
    sql(site, `update notice set send_at = 0 where ticket = ${id}`)
    assert.deepEqual((await rungsOf(handler)).sort(), ['commitment_breached', 'commitment_soon'])
    assert.deepEqual(await rungsOf(lead), ['commitment_breached'])
    assert.deepEqual(await rungsOf(elsewhere), [])
  })
})
