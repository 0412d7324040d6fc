// Figures over a period: what they count, whom they are shown, the tickets behind each, and that they can be counted again.
import { after, before, describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { assertProblem } from './contract.mjs'
import { startSite } from './harness.mjs'
import { assigned, firstAdministrator, hired, write } from './people.mjs'
import { sql } from './record.mjs'

const kDayMs = 86_400_000
const today = () => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10)
const dayBefore = (days) => new Date(Date.now() + 8 * 3_600_000 - days * kDayMs).toISOString().slice(0, 10)

let site, admin, handler, other, manager

const kRecent = () => `from=${dayBefore(3)}&to=${today()}`
const period = (person = admin, query = kRecent()) => person.get(`/api/v1/dashboard/period?${query}`)
const open = (person = admin) => person.get('/api/v1/dashboard/open')
const people = (person = admin) => person.get(`/api/v1/dashboard/people?${kRecent()}`)
const behind = async (what, query = '', person = admin) => {
  const page = await person.get(`/api/v1/dashboard/tickets?${kRecent()}&what=${what}${query}&limit=100`)
  assert.equal(page.items.length, page.total)
  return page.items.map((row) => row.number).sort()
}
const unitOf = ({ units }, code) => units.find((unit) => unit.code === code)
const verify = async () => {
  const { status, stdout, stderr } = await site.command(['report', 'verify'])
  assert.equal(status, 0, stdout + stderr)
  return stdout
}

before(async () => {
  site = await startSite()
  admin = await firstAdministrator(site)
  handler = await hired(admin, 'lu', 'cjzx', ['handler', 'reviewer'])
  other = await hired(admin, 'tang', 'zfd', ['handler', 'reviewer'])
  manager = await hired(admin, 'wei', 'zfd', ['manager'])
})
after(() => site?.stop())

describe('figures over a period', () => {
  test('count what came, what was answered and what came back, each with its tickets', async () => {
    const first = await assigned(admin, 'cjzx', { text: '银春路的路灯坏了', contact: '13800001111' })
    const second = await assigned(admin, 'cjzx', { text: '银春路有个井盖松了', kind: 'complaint' })
    const before = await period()
    assert.deepEqual([before.total.received, before.total.answered, before.total.came_back], [2, 0, 0])
    assert.equal(unitOf(before, 'cjzx').figures.received, 2)
    await handler.move(first.number, 'reply', { text: '已派人维修，预计今晚恢复照明。' })
    const answered = await period()
    assert.deepEqual([answered.total.answered, answered.total.replied, answered.total.rates.final_reply], [1, 1, { met: 1, counted: 1 }])
    assert.deepEqual(await behind('answered'), [first.number])
    assert.deepEqual(await behind('unanswered'), [second.number])
    assert.deepEqual(await behind('received', '&kind=complaint'), [second.number])
    // The same writer, the same unit, within thirty days.
    const again = await assigned(admin, 'cjzx', { text: '银春路的路灯又坏了', contact: '13800001111' })
    assert.equal((await period()).total.came_back, 1)
    assert.deepEqual(await behind('came_back'), [first.number])
    // A matter of another unit is another matter.
    await admin.move(again.number, 'assign', { unit: 'zfd', reason: '改派' })
    assert.equal((await period()).total.came_back, 0)
    await admin.move(again.number, 'assign', { unit: 'cjzx', reason: '改回' })
    assert.equal((await period()).total.came_back, 1)
    await verify()
  })

  test('count replies that say hardly anything beside those in time, on the day of the reply, for their unit and whom it may see', async () => {
    const full = '您反映的银春路井盖松动，城建中心11月24日已到现场核查，经核实是井圈破损，已于11月25日更换井圈和井盖各1套，周边路面一并修补。根据《城市道路管理条例》，今后每月巡查一次，如再发现松动，请拨打64120000，我们在24小时内派人维修。下一步计划在12月10日前完成整条路42个井盖的排查，由城建中心负责人跟踪到底。'
    const [empty] = await behind('evasive')
    const [answered] = await behind('answered')
    assert.equal(empty, answered)
    const { number } = await assigned(admin, 'cjzx', { text: '银春路的井盖松动，车过就响，什么时候修？' })
    const before = (await period()).total
    await handler.move(number, 'reply', { text: full })
    const { total, units } = await period()
    assert.deepEqual([before.checked, before.evasive, total.checked, total.evasive], [1, 1, 2, 1])
    assert.equal(unitOf({ units }, 'cjzx').figures.evasive, 1)
    assert.deepEqual(await behind('evasive', '&unit=cjzx'), [empty])
    assert.deepEqual(await behind('evasive', '&unit=zfd'), [])
    assert.deepEqual(await behind('evasive', '', manager), [], 'another unit’s')
    assert.equal((await period(manager)).total.checked, 0)
    await verify()
  })

  test('give days, hours, stages and parts that add up', async () => {
    const view = await period()
    const sum = (list, of) => list.reduce((total, each) => total + of(each), 0)
    assert.equal(view.days.length, 4)
    for (const part of ['units', 'channels', 'kinds']) assert.equal(sum(view[part], ({ figures }) => figures.received), view.total.received, part)
    assert.equal(sum(view.days, (day) => day.received), view.total.received)
    assert.equal(sum(view.hours.flat(), (count) => count), view.total.received)
    assert.equal(sum(Object.values(view.total.stages), (count) => count), view.total.received)
    const weekday = (new Date(`${today()}T00:00:00Z`).getUTCDay() + 6) % 7
    assert.ok(sum(view.hours[weekday], (count) => count) > 0)
    const hour = view.hours[weekday].findIndex((count) => count > 0)
    assert.equal((await behind('hour', `&value=${weekday + 1}-${String(hour).padStart(2, '0')}`)).length, view.hours[weekday][hour])
    for (const [stage, count] of Object.entries(view.total.stages)) assert.equal((await behind('stage', `&value=${stage}`)).length, count, stage)
  })

  test('are compared with the period before and a year ago', async () => {
    const before = await period(admin, `from=${today()}&to=${today()}&compare=before`)
    assert.deepEqual(before.compared, { from: dayBefore(1), to: dayBefore(1) })
    assert.deepEqual([before.before.received, unitOf(before, 'cjzx').before.received], [0, 0])
    assert.deepEqual(before.topics.filter(({ unit }) => unit === 'cjzx').map(({ kind, received, before: earlier }) => [kind, received, earlier]).sort(), [['complaint', 1, 0], ['question', 3, 0]])
    const month = await period(admin, 'from=2026-03-01&to=2026-03-31&compare=before')
    assert.deepEqual(month.compared, { from: '2026-02-01', to: '2026-02-28' }, 'a month is compared with the month before')
    assert.deepEqual((await period(admin, 'from=2028-02-01&to=2028-02-29&compare=year_ago')).compared, { from: '2027-02-01', to: '2027-02-28' })
    assert.equal((await period()).before, null)
  })

  test('refuse what is no period', async () => {
    for (const [query, field] of [['from=2026-13-01', 'from'], ['from=2026-02-02&to=2026-02-01', 'from'], ['from=2024-01-01&to=2026-01-01', 'to'], ['compare=last', 'compare']]) {
      const answer = await admin.call('GET', `/api/v1/dashboard/period?${query}`)
      assertProblem(answer, 400, 'bad_request')
      assert.equal(answer.body.field, field)
    }
    assertProblem(await admin.call('GET', '/api/v1/dashboard/tickets?what=everything'), 400, 'bad_request')
  })
})

describe('what is open', () => {
  test('is counted by stage, age and unit, with what is late and what will be', async () => {
    const { number } = await assigned(admin, 'zfd', { text: '路口有人占道经营' })
    const before = await open()
    assert.equal((await behind('open')).length, before.open)
    assert.equal(before.ages[0].count, before.open, 'all of today')
    assert.equal((await behind('held_by', '&value=0')).length, 0)
    const unit = before.units.find((each) => each.unit === 'zfd')
    assert.deepEqual([unit.overdue, unit.due_later, unit.will_be_late, unit.pace], [0, 1, 0, null], 'nothing was answered: nothing to go by')
    sql(site, `update ticket set final_due = final_due - ${30 * kDayMs}, due_key = due_key - ${30 * kDayMs} where number = '${number}'`)
    const late = await open()
    assert.equal(late.units.find((each) => each.unit === 'zfd').overdue, 1)
    assert.deepEqual(late.units[0].unit, 'zfd', 'who is late stands first')
    assert.deepEqual(await behind('overdue', '&unit=zfd'), [number])
    assert.deepEqual((await period()).total.rates.final_reply, { met: 2, counted: 3 }, 'late at once, whoever looks when')
    assert.deepEqual(await behind('final_missed'), [number])
    const row = (await admin.get('/api/v1/dashboard/tickets?what=overdue')).items[0]
    assert.equal(row.overdue, true)
  })

  test('lies with people, and goes back and forth between units', async () => {
    const { number } = await assigned(admin, 'zfd', { text: '河里漂着垃圾，没人捞' })
    await other.move(number, 'draft', { text: '正在联系保洁。' })
    const before = await people()
    const tang = before.people.find(({ name }) => name === 'tang同志')
    assert.deepEqual([tang.open, tang.replied], [1, 0])
    assert.deepEqual(await behind('held_by', `&value=${tang.id}`), [number])
    await other.move(number, 'return', { ground: 'not_our_duty', basis: '三定方案第二条：河道由城建中心管理。' })
    assert.deepEqual((await people()).returns, [{ unit: 'zfd', unit_name: tang.unit_name, ruling: '', right_unit: '', right_unit_name: '', count: 1 }])
    await admin.move(number, 'return/ruling', { ruling: 'reassigned', unit: 'cjzx', reason: '属于城建中心职责。' })
    const { returns, returned_again } = await people()
    assert.deepEqual([returns.length, returns[0].unit, returns[0].right_unit, returns[0].count, returned_again], [1, 'zfd', 'cjzx', 1, 0])
    assert.deepEqual(await behind('returned', '&value=cjzx'), [number])
    assert.deepEqual(await behind('returned', '', manager), [], 'another unit’s by now')
    const kept = (await assigned(admin, 'zfd', { text: '夜市收摊后垃圾遍地，没人管' })).number
    await other.move(kept, 'return', { ground: 'not_our_duty', basis: '三定方案第二条：保洁由城建中心管理。' })
    await admin.move(kept, 'return/ruling', { ruling: 'refused', reason: '属于执法队职责。' })
    assert.deepEqual(await behind('returned', '', manager), [kept], 'the own unit’s still')
    await handler.move(number, 'reply', { text: '已打捞。' })
    assert.deepEqual(await behind('replied', '&unit=cjzx'), (await behind('answered', '&unit=cjzx')))
    await verify()
  })
})

describe('what the reader may not see', () => {
  test('is in no figure: another unit’s, and what accuses the own one', async () => {
    assertProblem(await manager.call('GET', '/api/v1/dashboard/period?unit=cjzx'), 403, 'forbidden')
    const own = await period(manager)
    assert.deepEqual(own.units.map(({ code }) => code), ['zfd'])
    assertProblem(await manager.call('GET', '/api/v1/dashboard/tickets?what=open&unit=cjzx'), 403, 'forbidden')

    const accused = []
    for (const role of ['dispatcher', 'administrator', 'manager']) accused.push(await hired(admin, `zfd-${role}`, 'zfd', [role]))
    const office = await hired(admin, 'fen', 'dzb', ['dispatcher'])
    const seen = async (person) => JSON.stringify([await person.get('/api/v1/dashboard'), await period(person), await open(person), await people(person), await behind('received', '', person), await behind('open', '', person)])
      .replace(/"at":"[^"]*"/g, '')
    const before = []
    for (const person of accused) before.push(await seen(person))
    const total = (await period(office)).total.received
    const receipt = await write(site, { subject: '举报执法队收钱', text: '综合行政执法队的工作人员收受商户贿赂，对违章搭建视而不见。', kind: 'report' })
    await office.taken(receipt.number)
    assert.equal((await period(office)).total.received, total + 1)
    assert.ok((await behind('received', '', office)).includes(receipt.number))
    for (const [at, person] of accused.entries()) assert.equal(await seen(person), before[at], person.login)
    await verify()
  })
})

describe('report verify', () => {
  test('names a cell of the tally that the history does not bear out', async () => {
    sql(site, `update tally set came_back = came_back + 2 where grain = 'u' and unit = 'cjzx' and day = '${today()}' and restricted = 0`)
    const { status, stdout } = await site.command(['report', 'verify'])
    assert.equal(status, 1)
    assert.match(stdout, new RegExp(`u ${today()} cjzx\\.came_back：看板 3，逐件重算 1`))
  })

  test('counts evasive replies again from what was found in them', async () => {
    sql(site, "update tally set came_back = came_back - 2 where grain = 'u' and unit = 'cjzx' and restricted = 0 and came_back >= 2")
    await verify()
    sql(site, `update tally set evasive = evasive + 1 where grain = 'u' and unit = 'cjzx' and day = '${today()}' and restricted = 0`)
    const { status, stdout } = await site.command(['report', 'verify'])
    assert.equal(status, 1)
    assert.match(stdout, new RegExp(`u ${today()} cjzx\\.evasive：看板 (\\d+)，逐件重算`))
  })
})
