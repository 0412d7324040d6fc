// The town's limits and habits of the workflow, and refusals that say who may do what.
import { after, before, describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { assertProblem } from './contract.mjs'
import { startSite } from './harness.mjs'
import { assigned, firstAdministrator, hired, write } from './people.mjs'

let site, admin, handler, reviewer

before(async () => {
  site = await startSite()
  admin = await firstAdministrator(site)
  handler = await hired(admin, 'lu', 'cjzx', ['handler'])
  reviewer = await hired(admin, 'shen', 'cjzx', ['reviewer'])
})
after(() => site?.stop())

const kPath = '/api/v1/settings/workflow'

describe('the workflow’s settings', () => {
  test('begin with the promise of the plan: no extension, one review off, automatic acceptance', async () => {
    assert.deepEqual(await handler.get(kPath), {
      acceptance: 'automatic', signing: 'not_needed', response: 'acceptance', review: 'not_needed', review_of_kind: {}, phone_review: 'needed', pausing: 'not_allowed',
      max_returns: 2, max_extension_workdays: 0, max_reworks: 1, rework_workdays: 3, close_after_days: 30,
      remind_before: 1, draft_by: 3, review_by: 4, supervise_after: 1, report_after: 5, response_warning_minutes: 120,
      notice_from: '08:30', notice_to: '17:00', digest_at: '08:30', duty_minutes: 15,
    })
  })

  test('are the administrator’s, within bounds, and hold at once', async () => {
    const settings = await admin.get(kPath)
    assertProblem(await handler.call('PUT', kPath, settings), 403, 'forbidden')
    for (const [field, value] of [['signing', 'maybe'], ['max_returns', 11], ['rework_workdays', 0], ['close_after_days', 366], ['review_of_kind', { complaint: 'thrice' }], ['review_of_kind', { joke: 'needed' }]]) {
      const problem = assertProblem(await admin.call('PUT', kPath, { ...settings, [field]: value }), 400, 'bad_request')
      assert.equal(problem.field, field)
    }
    const changed = { ...settings, signing: 'needed', review_of_kind: { complaint: 'needed_twice' }, max_returns: 1 }
    assert.equal((await admin.call('PUT', kPath, changed)).status, 200)
    assert.deepEqual(await admin.get(kPath), changed)
    const { number } = await write(site, { text: '银春路的路灯不亮' })
    assert.equal((await admin.taken(number)).ticket.state, 'to_sign')
    assert.equal((await admin.call('PUT', kPath, settings)).status, 200)
  })

  test('hold the ladder’s numbers, each within bounds and with the others', async () => {
    const settings = await admin.get(kPath)
    const wrong = [['remind_before', 0], ['review_by', 2], ['report_after', 61], ['notice_from', '8:30'], ['notice_to', '08:00'], ['digest_at', '18:00'], ['duty_minutes', 0]]
    for (const [field, value] of wrong) {
      const problem = assertProblem(await admin.call('PUT', kPath, { ...settings, [field]: value }), 400, 'bad_request')
      assert.equal(problem.field, field)
    }
    const changed = { ...settings, remind_before: 2, notice_from: '09:00', digest_at: '09:10', duty_minutes: 5 }
    assert.equal((await admin.call('PUT', kPath, changed)).status, 200)
    assert.deepEqual(await admin.get(kPath), changed)
    // Who knows nothing of the ladder leaves it as it is.
    const { remind_before, notice_from, digest_at, duty_minutes, ...rest } = changed
    assert.equal((await admin.call('PUT', kPath, rest)).status, 200)
    assert.deepEqual(await admin.get(kPath), changed)
    assert.equal((await admin.call('PUT', kPath, settings)).status, 200)
  })

  test('survive a change of the plain settings, two levels of review too', async () => {
    const settings = await admin.get(kPath)
    assert.equal((await admin.call('PUT', kPath, { ...settings, review: 'needed_twice' })).status, 200)
    const plain = await admin.get('/api/v1/settings')
    assert.equal(plain.reply_needs_review, true)
    assert.equal((await admin.call('PUT', '/api/v1/settings', plain)).status, 200)
    assert.equal((await admin.get(kPath)).review, 'needed_twice')
    assert.equal((await admin.call('PUT', kPath, settings)).status, 200)
  })
})

describe('a refused move', () => {
  test('names the moves that are possible now and who may make them', async () => {
    const { number } = await assigned(admin, 'cjzx', { text: '路灯不亮' })
    await handler.move(number, 'submit', { text: '已修好。' })
    const problem = assertProblem(await handler.try(number, 'submit', { text: '又一次' }), 409, 'move_not_allowed')
    const back = problem.moves.find((possible) => possible.move === 'send_back')
    assert.equal(back.name, '退改')
    assert.deepEqual(back.by.map(({ party }) => party).sort(), ['administrator', 'office_manager', 'reviewer', 'unit_manager'])
    assert.ok(back.by.some(({ name }) => name === '审核人'))
    assert.equal((await reviewer.move(number, 'send-back', { reason: '请补充' })).state, 'sent_back')
  })

  test('tells nothing of a ticket that is not for this person', async () => {
    const stranger = await hired(admin, 'qian', 'zfd', ['handler'])
    const { number } = await assigned(admin, 'cjzx', { text: '路灯不亮' })
    const problem = assertProblem(await stranger.call('POST', `/api/v1/tickets/${number}/submit`, { text: 'x', version: 1 }), 404, 'not_found')
    assert.equal(problem.moves, undefined)
    assert.equal(problem.allowed, undefined)
  })
})
