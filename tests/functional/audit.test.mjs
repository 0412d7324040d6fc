// The audit: who did what, for administrators; nothing of what accuses their own unit, nothing of citizens; changes are seen.
import { after, before, describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { assertProblem } from './contract.mjs'
import { startSite } from './harness.mjs'
import { answered, assigned, firstAdministrator, hired, kPassword, write } from './people.mjs'
import { sql } from './record.mjs'

const kPhone = '13812345678'

let site, admin, handler, reviewer, accused, receipt, accusation

const query = (filters) => `?${new URLSearchParams(filters)}`
const audit = async (filters = {}, person = admin) => (await person.get(`/api/v1/audit${query(filters)}`)).items
const actions = (entries) => entries.map(({ action }) => action)

before(async () => {
  site = await startSite()
  admin = await firstAdministrator(site)
  handler = await hired(admin, 'lu', 'cjzx', ['handler'])
  reviewer = await hired(admin, 'wei', 'cjzx', ['reviewer'])
  accused = await hired(admin, 'qian', 'zfd', ['administrator'])
  receipt = await assigned(admin, 'cjzx', { text: '银春路的路灯坏了', kind: 'complaint', contact: kPhone, name: '张三丰' })
  await answered(handler, reviewer, receipt.number, '已派人维修，今晚恢复照明。')
  accusation = await write(site, { subject: '举报执法队收钱', text: '综合行政执法队的工作人员收受商户贿赂，对违章搭建视而不见。', kind: 'report' })
  await admin.taken(accusation.number)
  await admin.move(accusation.number, 'assign', { unit: 'dzb' })
})
after(() => site?.stop())

describe('the audit', () => {
  test('has every move of a person, whoever looks for the ticket', async () => {
    const entries = await audit({ object: receipt.number })
    assert.deepEqual(actions(entries), ['reply', 'submit', ...actions(entries).slice(2)])
    assert.deepEqual([entries[1].who, entries[1].who_name, entries[1].action_name], ['lu', 'lu同志', '送审'])
    assert.deepEqual(await audit({ object: receipt.number.toLowerCase() }), entries, 'as somebody types it')
  })

  test('has log-ins, failed ones and log-outs', async () => {
    assertProblem(await site.send('POST', '/api/v1/session', { json: { login: 'lu', password: 'wrong password' } }), 401, 'bad_credentials')
    const other = await hired(admin, 'ming', 'cjzx', ['handler'])
    assert.equal((await other.call('DELETE', '/api/v1/session')).status, 204)
    const entries = await audit({ about: 'logins' })
    assert.deepEqual(actions(entries).slice(0, 3), ['log_out', 'log_in', 'log_in_failed'])
    assert.deepEqual([entries[2].who, entries[2].object], ['', 'lu'])
  })

  test('says what of a person was changed', async () => {
    assert.equal((await admin.call('PATCH', '/api/v1/staff/ming', { roles: ['handler', 'reviewer'], active: false })).status, 200)
    const [entry] = await audit({ object: 'ming', about: 'people' })
    assert.equal(entry.detail, 'roles handler -> handler,reviewer; inactive')
  })

  test('has exports and templates', async () => {
    const month = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 7)
    for (const path of [`/api/v1/reports/${month}/file?format=csv`, '/api/v1/faq-export?format=csv', '/api/v1/audit-export?format=csv&who=lu'])
      assert.equal((await fetch(`${site.url}${path}`, { headers: { Cookie: admin.cookie } })).status, 200)
    const entries = await audit({ about: 'exports' })
    assert.deepEqual(actions(entries), ['export_audit', 'export_faq', 'export_month_report'])
    assert.match(entries[0].detail, /^\d+ lu$/)
    assert.equal((await admin.call('POST', '/api/v1/reply-templates', { title: '收悉', wording: '来信收悉。' })).status < 300, true)
    assert.equal((await audit())[0].action, 'put_template')
  })

  test('is filtered by who, what and day, and refuses what it does not know', async () => {
    assert.ok((await audit({ who: 'lu' })).every(({ who }) => who === 'lu'))
    assert.ok((await audit({ about: 'tickets' })).every(({ about }) => about === 'tickets'))
    assert.equal((await audit({ to: '2020-01-01' })).length, 0)
    assert.ok((await audit({ from: '2020-01-01' })).length > 0)
    const bad = async (filters, field) => assert.equal(assertProblem(await admin.call('GET', `/api/v1/audit${query(filters)}`), 400, 'bad_request').field, field)
    await bad({ about: 'weather' })
    await bad({ from: 'yesterday' }, 'from')
    await bad({ from: '2026-02-02', to: '2026-02-01' }, 'to')
    await bad({ limit: '0' }, 'limit')
  })

  test('is read page by page, nothing twice and nothing left out', async () => {
    const all = await audit({ limit: 200 })
    const paged = []
    for (let after = ''; ; ) {
      const page = await admin.get(`/api/v1/audit${query({ limit: 7, ...(after ? { after } : {}) })}`)
      paged.push(...page.items)
      after = page.next
      if (!after) break
    }
    assert.deepEqual(paged, all)
  })

  test('tells nothing of citizens and of what was written with a move', async () => {
    await admin.move(accusation.number, 'note', { text: `来信人张三丰，${kPhone}` })
    const { text } = await admin.call('GET', '/api/v1/audit?limit=200')
    for (const secret of [kPhone, '张三丰', '路灯', '贿赂']) assert.ok(!text.includes(secret), secret)
  })

  test('hides what accuses the reader’s own unit, in lists, searches and files', async () => {
    assert.ok((await audit({ object: accusation.number })).length >= 2)
    assert.equal((await admin.call('GET', `/api/v1/audit-export?format=csv&object=${accusation.number}`)).status, 200)
    const seen = [
      (await accused.call('GET', '/api/v1/audit?limit=200')).text,
      (await accused.call('GET', `/api/v1/audit?object=${accusation.number}`)).text,
      await (await fetch(`${site.url}/api/v1/audit-export?format=csv`, { headers: { Cookie: accused.cookie } })).text(),
    ]
    for (const text of seen) assert.ok(!text.includes(accusation.number))
    assert.ok(seen[0].includes(receipt.number) && seen[2].includes(receipt.number))
  })

  test('is for administrators alone', async () => {
    for (const path of ['audit', 'audit-export', 'audit-check']) assertProblem(await reviewer.call('GET', `/api/v1/${path}`), 403, 'forbidden')
    assertProblem(await site.send('GET', '/api/v1/audit'), 401, 'unauthenticated')
  })

  test('shows a change behind the program’s back, on the page and by the command', async () => {
    const whole = await admin.get('/api/v1/audit-check')
    assert.equal(whole.intact, true)
    const said = await site.command(['audit', 'verify', '--seen', whole.head])
    assert.equal(said.status, 0, said.stdout + said.stderr)
    assert.match(said.stdout, /没有被改动/)
    assert.equal((await site.command(['audit', 'verify', '--seen', 'f'.repeat(64)])).status, 1)
    sql(site, "update audit set actor = 'gong' where id = 5")
    assert.deepEqual([(await admin.get('/api/v1/audit-check')).broken_at], [5])
    const found = await site.command(['audit', 'verify'])
    assert.equal(found.status, 1)
    assert.match(found.stdout, /第 5 条/)
  })

  test('still lets people log in', async () => {
    await handler.logIn(kPassword)
  })
})
