// The catalogue of what must be published: kept by the office, due by working days, reviewed by a second person, on the board.
import { after, before, test } from 'node:test'
import assert from 'node:assert/strict'
import { dayOf, isWorkingDay } from './calendar.mjs'
import { assertProblem } from './contract.mjs'
import { startSite, until } from './harness.mjs'
import { firstAdministrator, hired } from './people.mjs'
import { sql } from './record.mjs'

let site, admin, office, handler, reviewer, other

const today = dayOf(Date.now())
const item = (changes = {}) => ({ category: '财政资金', subcategory: '预决算', name: '部门预算', content: '收支总表', basis: '条例第二十条', unit: 'cjzx', channel: '镇网站', period: { kind: 'event', workdays: 20 }, remind_before: 3, person: '', active: true, version: 0, ...changes })
const everyMonth = (changes = {}) => item({ name: '每月收支', period: { kind: 'monthly', day: Number(today.slice(8)) }, ...changes })
const kept = async (id, body) => {
  const answer = await office.call('PUT', `/api/v1/catalogue/${id}`, body)
  assert.equal(answer.status, 200, answer.text)
}
const whole = (person, id) => person.get(`/api/v1/catalogue/${id}`)
const propose = (person, id, body) => person.call('POST', `/api/v1/catalogue/${id}/publications`, body)
const page = async (path) => (await site.page(path)).text
const passed = (hash) => ({ text_hash: hash, secrecy: true, privacy: true, wording: true, opinion: '' })

/** The entry after its text was withdrawn, having been checked before. */
async function retiredBy(publication, entry) {
  const { body } = await handler.call('POST', `/api/v1/catalogue-publications/${publication}/withdraw`, { reason: '数字有误' })
  assert.deepEqual(body, { id: publication, faq: entry.question })
  return (await office.get('/api/v1/faq')).items.find(({ id }) => id === entry.id)
}

before(async () => {
  site = await startSite()
  admin = await firstAdministrator(site)
  office = await hired(admin, 'zhao', 'dzb', ['dispatcher'])
  reviewer = await hired(admin, 'shen', 'dzb', ['reviewer'])
  handler = await hired(admin, 'lu', 'cjzx', ['handler'])
  other = await hired(admin, 'tang', 'zfd', ['handler', 'reviewer'])
})
after(() => site?.stop())

test('the office keeps items, a unit does not, and what cannot be meant is refused with its field', async () => {
  assertProblem(await handler.call('PUT', '/api/v1/catalogue/budget', item()), 403, 'forbidden')
  for (const [field, changes] of [['unit', { unit: 'nobody' }], ['period', { period: { kind: 'once', date: 'x' } }], ['name', { name: ' ' }], ['person', { person: 'ghost' }]]) {
    const refused = await office.call('PUT', '/api/v1/catalogue/budget', item(changes))
    assertProblem(refused, 400, 'bad_request')
    assert.equal(refused.body.field, field)
  }
  await kept('budget', item())
  assertProblem(await office.call('PUT', '/api/v1/catalogue/budget', item({ name: '决算' })), 409, 'version_conflict')
  const [row] = (await handler.get('/api/v1/catalogue')).items
  assert.deepEqual([row.standing, row.period_words, row.may_work, row.may_review], ['none', '20个工作日内', true, false])
})

test('an event starts a clock of working days, with the reason said', async () => {
  const started = await handler.call('POST', '/api/v1/catalogue/budget/events', { what: '批复预算', day: today })
  assert.equal(started.status, 200, started.text)
  const { open } = await whole(handler, 'budget')
  let day = today
  for (let counted = 0; counted < 20; counted += isWorkingDay(day) ? 1 : 0) day = dayOf(Date.parse(`${day}T12:00:00+08:00`) + 86_400_000)
  assert.equal(open[0].due, day)
  assert.match(open[0].reason, new RegExp(`${today}起（当天不算）20个工作日，到${day}`))
  assertProblem(await other.call('POST', '/api/v1/catalogue/budget/events', { what: '别家', day: today }), 403, 'forbidden')
  const waits = await propose(handler, 'budget', { cycle: open[0].key, title: '预算', text: '已批复。' })
  const [{ text_hash: hash }] = (await whole(reviewer, 'budget')).publications
  const dropped = `/api/v1/catalogue-events/${started.body.id}/drop`
  assertProblem(await handler.call('POST', dropped, { reason: '涉密' }), 403, 'forbidden')
  assertProblem(await office.call('POST', dropped, { reason: '保密审查：工作秘密' }), 409, 'move_not_allowed')
  assert.equal((await handler.call('POST', `/api/v1/catalogue-publications/${waits.body.id}/withdraw`, { reason: '涉密' })).status, 200)
  assert.equal((await office.call('POST', dropped, { reason: '保密审查：工作秘密' })).status, 204)
  assertProblem(await reviewer.call('POST', `/api/v1/catalogue-publications/${waits.body.id}/review`, passed(hash)), 409, 'move_not_allowed')
  assert.deepEqual((await whole(handler, 'budget')).open, [])
})

test('nothing is public before a second person has reviewed that very text; then it is on the board', async () => {
  await kept('monthly', everyMonth())
  const [{ key }] = (await whole(handler, 'monthly')).open
  assertProblem(await propose(handler, 'monthly', { cycle: key, title: '收支', text: '联系人电话13912345678' }), 422, 'phone_left')
  assertProblem(await propose(other, 'monthly', { cycle: key, title: '收支', text: '收入1万元' }), 403, 'forbidden')
  const proposed = await propose(handler, 'monthly', { cycle: key, title: '本月收支表', text: '收入1万元，支出<b>2</b>万元。', link: 'https://www.example.gov.cn/a.html' })
  assert.equal(proposed.status, 200, proposed.text)
  const path = `/api/v1/catalogue-publications/${proposed.body.id}`
  assert.doesNotMatch(await page('/catalogue/monthly'), /本月收支表/)
  assert.deepEqual((await whole(other, 'monthly')).publications, [])
  const [first] = (await whole(reviewer, 'monthly')).publications
  assertProblem(await handler.call('POST', `${path}/review`, passed(first.text_hash)), 403, 'forbidden')
  assertProblem(await reviewer.call('POST', `${path}/review`, { ...passed(first.text_hash), secrecy: false }), 422, 'reason_needed')
  const again = await handler.call('PUT', path, { cycle: key, title: '本月收支表', text: '收入1万元，支出<b>3</b>万元。', link: 'https://www.example.gov.cn/a.html', version: first.version })
  assert.equal(again.status, 200, again.text)
  assertProblem(await reviewer.call('POST', `${path}/review`, passed(first.text_hash)), 409, 'text_changed')
  const [second] = (await whole(reviewer, 'monthly')).publications
  assert.equal((await reviewer.call('POST', `${path}/review`, passed(second.text_hash))).status, 200)
  const shown = await page('/catalogue/monthly')
  assert.match(shown, /本月收支表/)
  assert.match(shown, /支出&lt;b&gt;3&lt;\/b&gt;万元/)
  assert.match(await page('/catalogue?unit=cjzx'), new RegExp(`href="https://www.example.gov.cn/a.html"[^>]*>本月收支表`))
  assert.match(await page('/units/cjzx'), /主动公开的事项[^]*本月收支表/)
  assert.match(await page('/catalogue.csv'), /每月收支,收支总表/)
  assert.match(await page('/sitemap.xml'), /\/catalogue</)
  assert.doesNotMatch(await page('/units/zfd'), /本月收支表/)
  const events = (await whole(handler, 'monthly')).history.map(({ event }) => event)
  assert.deepEqual(events, ['published', 'proposed', 'proposed', 'put'])
})

test('an own text is reviewed by somebody else, whatever roles one has', async () => {
  const proposed = await propose(reviewer, 'monthly', { cycle: '', title: '补充', text: '说明。' })
  const [{ id, text_hash: hash }] = (await whole(reviewer, 'monthly')).publications
  assert.equal(id, proposed.body.id)
  assertProblem(await reviewer.call('POST', `/api/v1/catalogue-publications/${id}/review`, passed(hash)), 409, 'second_person_needed')
  assert.equal((await office.call('POST', `/api/v1/catalogue-publications/${id}/review`, passed(hash))).status, 200)
  assertProblem(await office.call('POST', '/api/v1/catalogue-publications/999/review', passed(hash)), 404, 'not_found')
  assert.equal((await office.call('POST', `/api/v1/catalogue-publications/${id}/withdraw`, { reason: '有误' })).status, 200)
  assert.doesNotMatch(await page('/catalogue/monthly'), /补充/)
})

test('what is public becomes an FAQ draft', async () => {
  const published = (await whole(office, 'monthly')).publications.find(({ state }) => state === 'published')
  const made = await office.call('POST', `/api/v1/catalogue-publications/${published.id}/faq`)
  assert.equal(made.status, 200, made.text)
  const entry = (await office.get('/api/v1/faq')).items.find(({ id }) => id === made.body.id)
  assert.equal(entry.review, 'draft')
  assert.equal(entry.question, '每月收支公开了哪些内容？')
  assert.match(entry.source, /本月收支表；条例第二十条；https:/)
  assertProblem(await handler.call('POST', `/api/v1/catalogue-publications/${published.id}/faq`), 403, 'forbidden')
  const { review, auto_answer: answers } = await retiredBy(published.id, entry)
  assert.deepEqual([review, answers], ['retired', false])
})

test('an item that comes due is told in the bell once, also after a restart', async () => {
  const settings = await admin.get('/api/v1/settings/workflow')
  assert.equal((await admin.call('PUT', '/api/v1/settings/workflow', { ...settings, notice_from: '00:00', notice_to: '24:00' })).status, 200)
  await kept('water', everyMonth({ name: '用水公示', period: { kind: 'once', date: '2026-11-02' } }))
  assert.match(await page('/catalogue/water'), /应于 2026-11-02 前公开/)
  assert.match(await page('/catalogue'), /应于 2026-11-02 前公开/)
  assert.doesNotMatch(await page('/catalogue'), /下次最晚 2026-11-02/)
  const bells = async (person) => (await person.get('/api/v1/notices')).items.filter(({ rung }) => rung === 'catalogue_overdue')
  if (!isWorkingDay(today)) return
  const [bell] = await until('the reminder', async () => ((list) => list.length > 0 && list)(await bells(handler)))
  assert.equal(bell.title, '公开事项已超期')
  assert.match(bell.subject, /用水公示（.*）：2026-11-02 这一期，2026-11-02 前公开/)
  assert.equal((await bells(office)).length, 1)
  assert.deepEqual(await bells(other), [])
  await site.end()
  await site.start()
  await until('the clock to have looked again', () => sql(site, `select value from revision where name = 'catalogue'`)[0].value > 0)
  await kept('later', everyMonth({ name: '以后', period: { kind: 'once', date: '2026-11-03' } }))
  await until('the next one', async () => (await bells(handler)).length === 2)
  assert.equal((await bells(office)).length, 2)
})
