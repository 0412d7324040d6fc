// Assisting units: asked by a date, one opinion each, one reply by the lead unit.
import { after, before, describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { assertProblem } from './contract.mjs'
import { startSite, until } from './harness.mjs'
import { assigned, firstAdministrator, hired, write } from './people.mjs'
import { bell } from './bell.mjs'
import { sql } from './record.mjs'

let site, admin, office, handler, helper, stranger

before(async () => {
  site = await startSite()
  admin = await firstAdministrator(site)
  office = await hired(admin, 'zhu', 'dzb', ['dispatcher'])
  handler = await hired(admin, 'lu', 'cjzx', ['handler'])
  helper = await hired(admin, 'tang', 'zfd', ['handler'])
  stranger = await hired(admin, 'he', 'gjb', ['handler'])
})
after(() => site?.stop())

const kAsked = { unit: 'zfd', workdays: 2, question: '现场是否有占道施工？' }
const given = () => assigned(admin, 'cjzx', { text: '路灯不亮' })

async function asked() {
  const receipt = await given()
  await handler.move(receipt.number, 'assist', kAsked)
  return receipt
}

describe('an assisting unit', () => {
  test('does not know of the ticket before it is asked, and has it in its queues then', async () => {
    const { number } = await given()
    assert.equal((await helper.call('GET', `/api/v1/tickets/${number}`)).status, 404)
    assert.ok(!(await helper.queue('mine')).includes(number))
    const moved = await handler.move(number, 'assist', kAsked)
    assert.equal(moved.state, 'handling')
    for (const queue of ['mine', 'unit', 'all']) assert.ok((await helper.queue(queue)).includes(number), queue)
    for (const queue of ['to_dispatch', 'to_review', 'answered']) assert.ok(!(await helper.queue(queue)).includes(number), queue)
    assert.ok(!(await stranger.queue('all')).includes(number))
    const { allowed_moves, proceedings } = await helper.ticket(number)
    assert.ok(allowed_moves.includes('give_opinion'))
    for (const move of ['submit', 'save_draft', 'reply', 'return_ticket', 'drop_assist']) assert.ok(!allowed_moves.includes(move), move)
    const [assist] = proceedings.assists
    assert.deepEqual([assist.unit, assist.question, assist.workdays, assist.asked_by, assist.state], ['zfd', kAsked.question, 2, 'lu', 'asked'])
    assert.ok(assist.due > assist.at)
    assert.deepEqual((await bell(helper)).filter((each) => each.number === number).map(({ title }) => title), ['请求协办'])
  })

  test('gives one opinion, whatever was saved meanwhile, and the lead unit is told', async () => {
    const { number } = await asked()
    const { ticket } = await helper.ticket(number)
    await handler.move(number, 'draft', { text: '正在核实。' })
    assertProblem(await helper.try(number, 'assist/opinion', { text: ' ' }), 422, 'empty_text')
    const said = await helper.call('POST', `/api/v1/tickets/${number}/assist/opinion`, { text: '没有占道施工。' })
    assert.equal(said.status, 200, said.text)
    assertProblem(await helper.try(number, 'assist/opinion', { text: '再说一次' }), 409, 'move_not_allowed')
    const seen = await handler.ticket(number)
    const [assist] = seen.proceedings.assists
    assert.deepEqual([assist.state, assist.opinion, assist.given_by], ['answered', '没有占道施工。', 'tang'])
    assert.equal(seen.history.at(-1).event, 'opinion_given')
    assert.equal(said.body.version, seen.ticket.version, 'an opinion outdates nobody’s draft')
    assert.notEqual(said.body.version, ticket.version)
    assert.equal((await bell(handler)).find((each) => each.number === number).title, '提交协办意见')
    assert.ok(!(await helper.queue('mine')).includes(number))
    assert.ok((await helper.queue('all')).includes(number), 'it still sees what it gave its opinion on')
  })

  test('is waited for as long as its time runs, and the refusal says what is possible', async () => {
    const { number } = await asked()
    const refused = assertProblem(await handler.try(number, 'submit', { text: '已修好。' }), 409, 'opinion_missing')
    const opinion = refused.moves.find((possible) => possible.move === 'give_opinion')
    assert.deepEqual(opinion.by, [{ party: 'assistant', name: '协办单位' }])
    assertProblem(await handler.try(number, 'reply', { text: '已修好。' }), 409, 'opinion_missing')
    await helper.move(number, 'assist/opinion', { text: '没有占道施工。' })
    assert.equal((await handler.move(number, 'submit', { text: '已修好。' })).state, 'in_review')
  })

  test('that is late is waited for no more, and is told so with the lead unit the morning after', async () => {
    const { number } = await asked()
    const id = `(select id from ticket where number = '${number}')`
    sql(site, `update assist set at = at - 20 * 86400000, due = ${Date.now() - 10 * 86_400_000} where ticket = ${id};
               update alarm set since = 0, at = 0 where ticket = ${id}`)
    const fired = await until('the ladder', () => ((rows) => rows.length === 2 && rows)(sql(site, `select rung from fired_rung where ticket = ${id} and rung like 'part%' order by planned_at`)))
    assert.deepEqual(fired.map(({ rung }) => rung), ['part_today', 'part_breached'])
    const told = async (person) => (await bell(person)).filter((each) => each.number === number && each.rung.startsWith('part')).map(({ title }) => title).sort()
    assert.deepEqual(await told(helper), ['协办意见当日提醒', '协办意见超期'])
    assert.deepEqual(await told(handler), ['协办意见超期'])
    assert.deepEqual(await told(stranger), [])
    assert.equal((await handler.ticket(number)).proceedings.assists[0].state, 'overdue')
    assert.equal((await handler.move(number, 'submit', { text: '已修好。' })).state, 'in_review')
    assert.equal((await helper.move(number, 'assist/opinion', { text: '补交意见。' })).state, 'in_review')
  })

  test('is let go with a reason, and asked again when it is needed after all', async () => {
    const { number } = await asked()
    assertProblem(await handler.try(number, 'assist', kAsked), 409, 'already_asked')
    assertProblem(await handler.try(number, 'assist/drop', { unit: 'zfd', reason: ' ' }), 422, 'reason_needed')
    const nobody = assertProblem(await handler.try(number, 'assist/drop', { unit: 'gjb', reason: '不需要' }), 400, 'bad_request')
    assert.deepEqual([nobody.field, nobody.detail], ['unit', '这个单位没有在协办这件来信'])
    await handler.move(number, 'assist/drop', { unit: 'zfd', reason: '已自行查明。' })
    const { proceedings, history } = await handler.ticket(number)
    assert.deepEqual([proceedings.assists[0].state, proceedings.assists[0].reason, history.at(-1).event], ['dropped', '已自行查明。', 'assist_dropped'])
    assert.equal((await helper.call('GET', `/api/v1/tickets/${number}`)).status, 404)
    assert.deepEqual((await bell(helper)).filter((each) => each.number === number).map(({ title }) => title), ['取消协办', '请求协办'])
    await handler.move(number, 'assist', kAsked)
    assert.deepEqual((await handler.ticket(number)).proceedings.assists.map(({ state }) => state), ['dropped', 'asked'])
  })

  test('must be a unit, another one, with a question and days', async () => {
    const { number } = await given()
    const cases = [
      [{ unit: 'none' }, 400, 'bad_request', 'unit', /^没有这个单位，或者它已经停用$/],
      [{ unit: 'cjzx' }, 400, 'bad_request', 'unit', /^不能请这个单位协办：它是主办单位/],
      [{ workdays: 0 }, 400, 'bad_request', 'workdays', /^请填写 1 到 60 个工作日$/],
      [{ question: '' }, 422, 'reason_needed', 'question', /^$/],
      [{ question: '问'.repeat(2001) }, 422, 'text_too_long', 'question', /^$/],
    ]
    for (const [change, status, code, field, words] of cases) {
      const problem = assertProblem(await handler.try(number, 'assist', { ...kAsked, ...change }), status, code)
      assert.equal(problem.field, field)
      assert.match(problem.detail ?? '', words)
    }
    assertProblem(await stranger.call('POST', `/api/v1/tickets/${number}/assist`, kAsked), 404, 'not_found')
  })

  test('is named at the dispatch too, and not of a ticket that accuses it', async () => {
    const { number } = await write(site, { text: '您好，想咨询一件事' })
    await office.taken(number)
    for (const [body, field, words] of [
      [{ unit: 'cjzx', assists: [kAsked, kAsked] }, 'assists', /^协办单位不能是主办单位，也不能重复/],
      [{ unit: 'cjzx', assists: [{ ...kAsked, unit: 'none' }] }, 'assists', /^没有这个单位/],
      [{ unit: 'none' }, 'unit', /^没有这个单位/],
    ]) {
      const problem = assertProblem(await office.try(number, 'assign', body), 400, 'bad_request')
      assert.equal(problem.field, field)
      assert.match(problem.detail, words)
    }
    assertProblem(await office.try(number, 'assign', { unit: 'cjzx', assists: [{ ...kAsked, extra: 1 }] }), 400, 'bad_request')
    await office.move(number, 'assign', { unit: 'cjzx', assists: [kAsked] })
    assert.ok((await helper.queue('mine')).includes(number))
    assert.match((await handler.ticket(number)).history.at(-1).detail, /交.*办理；请.*协办/)
    // the unit that helped leads now: nobody waits for it any more
    await office.move(number, 'assign', { unit: 'zfd' })
    assert.equal((await helper.ticket(number)).proceedings.assists[0].state, 'dropped')
    assert.equal((await helper.move(number, 'submit', { text: '已办理。' })).state, 'in_review')
    const accusing = await write(site, { text: '执法队的工作人员收受红包' })
    await office.taken(accusing.number)
    assertProblem(await office.try(accusing.number, 'assign', { unit: 'dzb', assists: [kAsked] }), 400, 'bad_request')
    const refused = assertProblem(await office.try(accusing.number, 'assign', { unit: 'zfd' }), 400, 'bad_request')
    assert.deepEqual([refused.field, refused.detail], ['unit', '不能交给这个单位：涉及单位或工作人员的来信只能由牵头的办公室办理'])
    assert.equal((await helper.call('GET', `/api/v1/tickets/${accusing.number}`)).status, 404)
  })

  test('is waited for no longer than the ticket, and let go when it is answered', async () => {
    const { number } = await given()
    await handler.move(number, 'assist', { ...kAsked, workdays: 40 })
    const { ticket, proceedings } = await handler.ticket(number)
    assert.equal(proceedings.assists[0].due, ticket.final_due)
    sql(site, `update assist set due = 0 where ticket = (select id from ticket where number = '${number}')`)
    await handler.move(number, 'reply', { text: '已修好。' })
    assert.equal((await handler.ticket(number)).proceedings.assists[0].state, 'dropped')
  })
})
