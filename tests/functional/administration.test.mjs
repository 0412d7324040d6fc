// What the console's administration and dashboard pages do, by the API.
import { after, before, describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { assertProblem } from './contract.mjs'
import { startSite, until } from './harness.mjs'
import { assigned, firstAdministrator, hired, write } from './people.mjs'
import { dueTimes } from './calendar.mjs'

let site, admin

before(async () => {
  site = await startSite()
  admin = await firstAdministrator(site)
})
after(() => site?.stop())

describe('the guided first start', () => {
  test('ends when each of its steps is done, the last by a message to oneself', async () => {
    assert.equal((await admin.get('/api/v1/session')).setup_open, true)
    const { status, body } = await admin.call('POST', '/api/v1/test-message')
    assert.equal(status, 201)
    assert.equal((await admin.taken(body.number)).ticket.unit, 'dzb')
    for (const { id } of (await admin.get('/api/v1/setup')).steps) assert.equal((await admin.call('PUT', `/api/v1/setup/${id}`)).status, 200)
    assert.ok((await admin.get('/api/v1/setup')).steps.every((step) => step.done))
    assert.equal((await admin.get('/api/v1/session')).setup_open, false)
    const unknown = await admin.call('PUT', '/api/v1/setup/coffee')
    assert.ok(unknown.status >= 400)
  })
})

describe('a changed unit', () => {
  test('routes by its new words at once', async () => {
    const { items } = await admin.get('/api/v1/units')
    assert.equal(items.length, 31)
    const unit = items.find((known) => known.code === 'wtzx')
    const changed = { ...unit, keywords: [...unit.keywords, '热气球'] }
    assert.equal((await admin.call('PUT', '/api/v1/units/wtzx', changed)).status, 200)
    assert.deepEqual((await admin.get('/api/v1/units')).items.find((known) => known.code === 'wtzx').keywords, changed.keywords)
    const { number } = await write(site, { text: '热气球什么时候飞' })
    assert.equal((await admin.taken(number)).ticket.unit, 'wtzx')
  })

  test('that makes no sense is refused', async () => {
    assertProblem(await admin.call('PUT', '/api/v1/units/x', { code: 'x', name: '短' }), 400, 'bad_request')
    assertProblem(await admin.call('PUT', '/api/v1/units/newone', { code: 'newone', name: '' }), 400, 'bad_request')
  })
})

describe('changed settings', () => {
  test('move the due times of new messages and leave the old ones', async () => {
    const before = await write(site, { text: '路灯不亮' })
    const settings = await admin.get('/api/v1/settings')
    assert.equal((await admin.call('PUT', '/api/v1/settings', { ...settings, final_workdays: 3, close: '17:00:00' })).status, 200)
    const after = await write(site, { text: '路灯不亮' })
    const { ticket } = await admin.taken(after.number)
    assert.equal(ticket.final_due, dueTimes(ticket.received_at, 3).final_due.replace('23:59:59', '17:00:00'))
    assert.equal((await admin.taken(before.number)).ticket.final_due, before.final_due)
    assert.equal((await admin.call('PUT', '/api/v1/settings', settings)).status, 200)
  })

  test('are seen by whoever looks next, however fast they follow each other', async () => {
    const settings = await admin.get('/api/v1/settings')
    for (let days = 1; days <= 20; ++days) {
      assert.equal((await admin.call('PUT', '/api/v1/settings', { ...settings, final_workdays: days })).status, 200)
      assert.equal((await admin.get('/api/v1/settings')).final_workdays, days)
    }
    assert.equal((await admin.call('PUT', '/api/v1/settings', settings)).status, 200)
  })

  test('that make no sense are refused', async () => {
    const settings = await admin.get('/api/v1/settings')
    for (const wrong of [{ final_workdays: 0 }, { final_workdays: 61 }, { close: '25:00:00' }, { close: 'noon' }, { message_policy: 'never' }, { hours: ['17:00-09:00'] }, { hours: ['9-5'] }, { town_name: '' }])
      assertProblem(await admin.call('PUT', '/api/v1/settings', { ...settings, ...wrong }), 400, 'bad_request')
    assert.deepEqual(await admin.get('/api/v1/settings'), settings)
  })
})

describe('an FAQ entry', () => {
  const entry = { id: 'hot-air', topic: '文化体育', question: '热气球体验怎么预约？', variants: ['热气球预约'], answer: '请提前三天到社区文化活动中心登记。', unit: 'wtzx', source: '内部资料', valid_from: '2020-01-01', valid_to: '', review: 'draft', auto_answer: true }

  test('that is not reviewed answers nobody and is not on the board', async () => {
    assert.equal((await admin.call('PUT', '/api/v1/faq/hot-air', entry)).status, 200)
    assert.equal((await admin.get('/api/v1/faq')).items.length, 142)
    const { body } = await site.send('GET', `/api/v1/published?q=${encodeURIComponent(entry.question)}`)
    assert.deepEqual(body.items, [])
  })

  test('that is reviewed is found on the board', async () => {
    assert.equal((await admin.call('PUT', '/api/v1/faq/hot-air', { ...entry, review: 'reviewed' })).status, 200)
    const found = await until('the entry', async () => (await site.send('GET', `/api/v1/published?q=${encodeURIComponent('热气球预约')}`)).body.items[0])
    assert.equal(found.title, entry.question)
    assert.equal((await site.page(`/published/${found.id}`)).status, 200)
  })

  test('that is sure answers a question in the form at once, and the ticket is there all the same', async () => {
    const page = await site.page('/ask', { method: 'POST', body: new URLSearchParams({ subject: '热气球体验怎么预约？', text: '热气球体验怎么预约？', kind: 'question' }) })
    assert.match(page.text, /请提前三天到社区文化活动中心登记/)
    const number = page.text.match(/id="number"[^>]*>([^<]+)</)[1]
    const { ticket, history } = await admin.taken(number)
    assert.equal(ticket.responded, true)
    assert.ok(history.some((line) => line.event === 'answered_at_once'))
  })
})

describe('people', () => {
  test('are listed without their passwords and changed by name', async () => {
    await hired(admin, 'lu', 'cjzx', ['handler'])
    const list = await admin.call('GET', '/api/v1/staff')
    assert.ok(!/password|argon2/.test(list.text))
    const changed = await admin.call('PATCH', '/api/v1/staff/lu', { unit: 'zfd', roles: ['handler', 'reviewer'] })
    assert.deepEqual([changed.body.unit, changed.body.roles], ['zfd', ['handler', 'reviewer']])
    assertProblem(await admin.call('PATCH', '/api/v1/staff/nobody', { active: false }), 404, 'not_found')
  })

  test('who make no sense are refused', async () => {
    const person = { login: 'newcomer', name: '新人', unit: 'cjzx', roles: ['handler'], password: 'long enough password' }
    assertProblem(await admin.call('POST', '/api/v1/staff', { ...person, login: 'lu' }), 409, 'already_exists')
    for (const wrong of [{ login: 'X Y' }, { name: '' }, { unit: 'nowhere' }, { roles: [] }, { roles: ['king'] }, { password: 'short' }])
      assertProblem(await admin.call('POST', '/api/v1/staff', { ...person, ...wrong }), 400, 'bad_request')
  })

  test('cannot lock out the last administrator', async () => {
    for (const change of [{ active: false }, { roles: ['handler'] }]) {
      const answer = await admin.call('PATCH', '/api/v1/staff/zhou', change)
      assert.ok(answer.status >= 400, `${JSON.stringify(change)} went through: ${answer.text}`)
    }
    assert.equal((await admin.get('/api/v1/session')).staff.active, true)
  })
})

describe('the dashboard', () => {
  test('counts what came, what is open and what was answered in time', async () => {
    const before = await admin.get('/api/v1/dashboard')
    const { number } = await assigned(admin, 'zfd', { text: '违章搭建' })
    await assigned(admin, 'zfd', { text: '违章搭建' })
    await admin.move(number, 'reply', { text: '已拆除。' })
    const after = await admin.get('/api/v1/dashboard')
    const difference = (key) => after[key] - before[key]
    assert.deepEqual(['received', 'open', 'answered', 'answered_in_time'].map(difference), [2, 1, 1, 1])
    const row = after.units.find((unit) => unit.unit === 'zfd')
    assert.deepEqual([row.open, row.answered, row.answered_in_time], [1, 1, 1])
  })
})
