// Two who write on one reply: the second is told of both texts, and no text is lost.
import { after, before, describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { assertProblem } from './contract.mjs'
import { startSite } from './harness.mjs'
import { assigned, firstAdministrator, hired } from './people.mjs'

let site, admin, one, two, stranger

before(async () => {
  site = await startSite()
  admin = await firstAdministrator(site)
  one = await hired(admin, 'lu', 'cjzx', ['handler'])
  two = await hired(admin, 'xin', 'cjzx', ['handler', 'reviewer'])
  stranger = await hired(admin, 'qian', 'zfd', ['handler'])
})
after(() => site?.stop())

const copy = (who, number, text) => who.call('PUT', `/api/v1/tickets/${number}/draft/copy`, { text })

describe('of two who save, the second', () => {
  for (const [move, method] of [['draft', 'PUT'], ['submit', 'POST'], ['reply', 'POST']])
    test(`is refused with both texts and keeps the own one (${move})`, async () => {
      const { number } = await assigned(admin, 'cjzx', { text: '路灯不亮' })
      const { version } = (await two.ticket(number)).ticket
      await one.move(number, 'draft', { text: '甲写的。' })
      const problem = assertProblem(await two.call(method, `/api/v1/tickets/${number}/${move}`, { text: '乙写的。', version }), 409, 'version_conflict')
      assert.deepEqual([problem.conflict.mine, problem.conflict.theirs, problem.conflict.saved_by], ['乙写的。', '甲写的。', 'lu'])
      const seen = await two.ticket(number)
      assert.equal(seen.draft.text, '甲写的。')
      assert.equal(seen.own_copy.text, '乙写的。')
      assert.equal((await one.ticket(number)).own_copy, null, 'a copy is its writer’s own')
      assert.equal(problem.conflict.version, seen.ticket.version)
      const done = await two.call(method, `/api/v1/tickets/${number}/${move}`, { text: '甲和乙写的。', version: problem.conflict.version })
      assert.equal(done.status, 200, done.text)
      assert.equal((await two.ticket(number)).own_copy, null)
    })

  test('hears of no texts where the move has none', async () => {
    const { number } = await assigned(admin, 'cjzx', { text: '路灯不亮' })
    const { version } = (await admin.ticket(number)).ticket
    await one.move(number, 'draft', { text: '甲' })
    const problem = assertProblem(await admin.call('POST', `/api/v1/tickets/${number}/assign`, { unit: 'zfd', version }), 409, 'version_conflict')
    assert.equal(problem.conflict, undefined)
  })
})

describe('what is being written', () => {
  test('is kept on the server without touching ticket or version', async () => {
    const { number } = await assigned(admin, 'cjzx', { text: '路灯不亮' })
    const before = (await one.ticket(number)).ticket
    assert.equal((await copy(one, number, '写到一半')).status, 200)
    assert.equal((await copy(one, number, '写到一半，又写了一点')).status, 200)
    const { ticket, own_copy, draft } = await one.ticket(number)
    assert.deepEqual([ticket.version, ticket.state], [before.version, before.state])
    assert.equal(own_copy.text, '写到一半，又写了一点')
    assert.notEqual(draft.text, own_copy.text)
    assert.equal((await one.call('DELETE', `/api/v1/tickets/${number}/draft/copy`)).status, 204)
    assert.equal((await one.ticket(number)).own_copy, null)
  })

  test('survives that somebody else sends the reply', async () => {
    const { number } = await assigned(admin, 'cjzx', { text: '路灯不亮' })
    await copy(one, number, '我写的答复')
    await two.move(number, 'reply', { text: '已修好。' })
    assert.equal((await one.ticket(number)).own_copy.text, '我写的答复')
  })

  test('is for people who see the ticket, and not endless', async () => {
    const { number } = await assigned(admin, 'cjzx', { text: '路灯不亮' })
    assertProblem(await copy(stranger, number, '偷看'), 404, 'not_found')
    assertProblem(await copy(one, 'AAAA-BBBB-CCCC', '无'), 404, 'not_found')
    assertProblem(await copy(one, number, '字'.repeat(10_001)), 422, 'text_too_long')
    assert.equal((await copy(one, number, '字'.repeat(10_000))).status, 200)
  })

  test('goes to whoever takes the tickets over', async () => {
    const { number } = await assigned(admin, 'cjzx', { text: '路灯不亮' })
    await one.move(number, 'draft', { text: '第一稿' })
    await copy(one, number, '第二稿，还没有保存')
    const answer = await admin.call('POST', '/api/v1/staff/lu/handover', { to: 'xin', reason: '调整' })
    assert.equal(answer.status, 201, answer.text)
    assert.equal((await two.ticket(number)).own_copy.text, '第二稿，还没有保存')
  })
})
