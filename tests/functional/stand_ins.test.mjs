// Deputies, and all of one person's tickets handed over in one step.
import { after, before, describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { assertProblem } from './contract.mjs'
import { startSite } from './harness.mjs'
import { assigned, firstAdministrator, hired, write } from './people.mjs'

let site, admin, office, leaver, taker, reviewer, stranger

before(async () => {
  site = await startSite()
  admin = await firstAdministrator(site)
  office = await hired(admin, 'zhao', 'dzb', ['dispatcher'])
  leaver = await hired(admin, 'lu', 'cjzx', ['handler'])
  taker = await hired(admin, 'xin', 'cjzx', ['handler'])
  reviewer = await hired(admin, 'shen', 'cjzx', ['reviewer'])
  stranger = await hired(admin, 'qian', 'zfd', ['handler'])
})
after(() => site?.stop())

const handOver = (who, from, json) => who.call('POST', `/api/v1/staff/${from}/handover`, json)
const day = (offset) => new Date(Date.now() + 8 * 3_600_000 + offset * 86_400_000).toISOString().slice(0, 10)

describe('handing over', () => {
  test('gives every open ticket that a person has in hand to another, with a notice to file', async () => {
    const mine = []
    for (const text of ['路灯不亮，我叫王小明，电话13812345678', '井盖坏了']) {
      const { number } = await assigned(admin, 'cjzx', { subject: text.slice(0, 20), text })
      await leaver.move(number, 'draft', { text: '正在查看' })
      mine.push(number)
    }
    const { number: untouched } = await assigned(admin, 'cjzx', { text: '路灯不亮' })
    const { number: others } = await assigned(admin, 'cjzx', { text: '路灯不亮' })
    await taker.move(others, 'draft', { text: '我在办' })
    assert.equal((await office.ticket(mine[0])).proceedings.holder.name, '城市建设管理事务中心 lu同志')

    const answer = await handOver(admin, 'lu', { to: 'xin', reason: '岗位调整' })
    assert.equal(answer.status, 201, answer.text)
    assert.deepEqual([answer.body.from, answer.body.to, answer.body.tickets], ['lu同志', 'xin同志', 2])
    for (const number of mine) {
      const { proceedings, history } = await taker.ticket(number)
      assert.equal(proceedings.holder.name, '城市建设管理事务中心 xin同志')
      assert.deepEqual([history.at(-1).event, history.at(-1).actor], ['handed_over', 'zhou'])
      assert.match(history.at(-1).detail, /由lu同志移交给xin同志：岗位调整/)
    }
    assert.equal((await office.ticket(untouched)).history.at(-1).event, 'routed')

    const [listed] = (await office.get('/api/v1/handovers')).items
    assert.equal(listed.id, answer.body.id)
    const notice = await taker.call('GET', `/api/v1/handovers/${answer.body.id}/notice`)
    assert.equal(notice.status, 200)
    for (const part of ['移交单', 'lu同志', 'xin同志', '岗位调整', '共2件', mine[0], mine[1], '接收人（签名）']) assert.ok(notice.text.includes(part), part)
    for (const secret of ['13812345678', '王小明', others]) assert.ok(!notice.text.includes(secret), secret)
    assertProblem(await stranger.call('GET', `/api/v1/handovers/${answer.body.id}/notice`), 403, 'forbidden')
    // Who lists them is not thereby told what was handed over.
    assertProblem(await office.call('GET', `/api/v1/handovers/${answer.body.id}/notice`), 403, 'forbidden')
    assertProblem(await admin.call('GET', '/api/v1/handovers/999/notice'), 404, 'not_found')
    assertProblem(await stranger.call('GET', '/api/v1/handovers'), 403, 'forbidden')
  })

  test('leaves none of forty-five behind, merged ones neither', async () => {
    const one = await hired(admin, 'jin', 'cjzx', ['handler'])
    const numbers = []
    for (let i = 0; i < 45; ++i) {
      const { number } = await assigned(admin, 'cjzx', { text: `路灯不亮（${i}）` })
      await one.move(number, 'draft', { text: '正在查看' })
      numbers.push(number)
    }
    await office.move(numbers[1], 'merge', { survivor: numbers[0] })
    const answer = await handOver(admin, 'jin', { to: 'xin', reason: '调离' })
    assert.deepEqual([answer.status, answer.body.tickets, answer.body.left], [201, 45, undefined])
    for (const number of numbers) assert.equal((await office.ticket(number)).history.at(-1).event, 'handed_over', number)
    await office.move(numbers[1], 'unmerge')
    assert.equal((await office.ticket(numbers[1])).proceedings.holder.name, '城市建设管理事务中心 xin同志')
  })

  test('needs a reason, a handler of the same unit, and somebody who may arrange it', async () => {
    assert.equal(assertProblem(await handOver(admin, 'lu', { to: 'xin', reason: ' ' }), 422, 'reason_needed').field, 'reason')
    const long = assertProblem(await handOver(admin, 'lu', { to: 'xin', reason: '调'.repeat(501) }), 422, 'text_too_long')
    assert.deepEqual([long.field, long.detail], ['reason', '最多500字'])
    for (const [to, words] of [['qian', '须是同一个单位的同事'], ['shen', '须是承办人'], ['lu', '不能移交给本人'], ['nobody', '没有这个人，或者账号已经停用']]) {
      const problem = assertProblem(await handOver(admin, 'lu', { to, reason: '调整' }), 400, 'bad_request')
      assert.deepEqual([problem.field, problem.detail], ['to', words])
    }
    assertProblem(await handOver(admin, 'nobody', { to: 'xin', reason: '调整' }), 404, 'not_found')
    assertProblem(await handOver(stranger, 'lu', { to: 'xin', reason: '调整' }), 403, 'forbidden')
    assertProblem(await handOver(taker, 'lu', { to: 'xin', reason: '调整' }), 403, 'forbidden')
    const own = await handOver(leaver, 'lu', { to: 'xin', reason: '休假' })
    assert.deepEqual([own.status, own.body.tickets], [201, 0])
  })

  test('passes on what a person had written and not saved', async () => {
    const { number } = await assigned(admin, 'cjzx', { text: '路灯不亮' })
    await leaver.move(number, 'draft', { text: '第一稿' })
    assert.equal((await handOver(admin, 'lu', { to: 'xin', reason: '调整' })).body.tickets, 1)
    assert.equal((await taker.ticket(number)).draft.text, '第一稿')
  })
})

describe('a deputy', () => {
  const put = (who, login, json) => who.call('PUT', `/api/v1/staff/${login}/absence`, json)

  test('has the absent person’s roles from day to day, and no more', async () => {
    const settings = await admin.get('/api/v1/settings')
    assert.equal((await admin.call('PUT', '/api/v1/settings', { ...settings, reply_needs_review: true })).status, 200)
    const { number } = await assigned(admin, 'cjzx', { text: '路灯不亮' })
    await leaver.move(number, 'submit', { text: '已修好。' })
    assertProblem(await taker.try(number, 'reply', { text: '已修好。' }), 403, 'forbidden')
    const answer = await put(reviewer, 'shen', { deputy: 'xin', from: day(0), to: day(1), note: '培训' })
    assert.equal(answer.status, 200, answer.text)
    assert.deepEqual((await taker.get('/api/v1/session')).staff.roles.sort(), ['handler', 'reviewer'])
    assert.deepEqual((await stranger.get('/api/v1/absences')).items.map(({ login, deputy }) => [login, deputy]), [['shen', 'xin']])
    assert.ok((await taker.queue('mine')).includes(number))
    assert.equal((await taker.move(number, 'reply', { text: '已修好。' })).state, 'final_replied')

    // who wrote it still does not approve it
    const second = await assigned(admin, 'cjzx', { text: '路灯不亮' })
    await taker.move(second.number, 'submit', { text: '已修好。' })
    assertProblem(await taker.try(second.number, 'reply', { text: '已修好。' }), 409, 'second_person_needed')

    assert.equal((await reviewer.call('DELETE', '/api/v1/staff/shen/absence')).status, 204)
    assert.deepEqual((await taker.get('/api/v1/session')).staff.roles, ['handler'])
    assertProblem(await reviewer.call('DELETE', '/api/v1/staff/shen/absence'), 404, 'not_found')
    assert.equal((await admin.call('PUT', '/api/v1/settings', settings)).status, 200)
  })

  test('begins on the first day, not before', async () => {
    assert.equal((await put(admin, 'shen', { deputy: 'xin', from: day(1), to: day(2) })).status, 200)
    assert.deepEqual((await taker.get('/api/v1/session')).staff.roles, ['handler'])
    assert.equal((await admin.call('DELETE', '/api/v1/staff/shen/absence')).status, 204)
  })

  test('is of the same unit, somebody else, and there; days are days', async () => {
    const days = { from: day(0), to: day(1) }
    const refused = async (body, field, words) => {
      const problem = assertProblem(await put(admin, 'shen', body), 400, 'bad_request')
      assert.deepEqual([problem.field, problem.detail], [field, words])
    }
    for (const [deputy, words] of [['qian', '须是同一个单位的同事'], ['shen', '不能由本人代班'], ['nobody', '没有这个人，或者账号已经停用']]) await refused({ deputy, ...days }, 'deputy', words)
    for (const [wrong, field, words] of [
      [{ from: day(2), to: day(1) }, 'to', '不能早于开始那天'],
      [{ from: day(-3), to: day(-2) }, 'to', '不能早于今天'],
      [{ from: 'today', to: day(1) }, 'from', '须为日期，例如 2026-11-23'],
      [{ from: day(0), to: '' }, 'to', '须为日期，例如 2026-11-23'],
      [{ from: day(0), to: day(800) }, 'to', '最长一年，请分段登记'],
    ])
      await refused({ deputy: 'xin', ...wrong }, field, words)
    assert.equal(assertProblem(await put(admin, 'shen', { deputy: 'xin', ...days, note: '字'.repeat(501) }), 422, 'text_too_long').field, 'note')
    assertProblem(await put(stranger, 'shen', { deputy: 'xin', ...days }), 403, 'forbidden')
    assertProblem(await put(admin, 'nobody', { deputy: 'xin', ...days }), 404, 'not_found')
    assert.equal((await put(admin, 'xin', { deputy: 'lu', ...days })).status, 200)
    await refused({ deputy: 'xin', ...days }, 'deputy', '这几天也外出，请选择别的同事')
    assert.equal((await admin.call('DELETE', '/api/v1/staff/xin/absence')).status, 204)
  })

  test('does not become an administrator', async () => {
    const chief = await hired(admin, 'chief', 'cjzx', ['administrator', 'manager'])
    assert.equal((await put(chief, 'chief', { deputy: 'xin', from: day(0), to: day(0) })).status, 200)
    assert.deepEqual((await taker.get('/api/v1/session')).staff.roles.sort(), ['handler', 'manager'])
    assertProblem(await taker.call('GET', '/api/v1/staff'), 403, 'forbidden')
    assert.equal((await chief.call('DELETE', '/api/v1/staff/chief/absence')).status, 204)
    await write(site, { text: '路灯不亮' })
  })
})
