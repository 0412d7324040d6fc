// Another calendar or another promise while tickets are open: dates are counted anew, later ones told, none made earlier.
import { after, before, describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { dayOf, isWorkingDay } from './calendar.mjs'
import { assertProblem } from './contract.mjs'
import { kRoot, startSite, temporaryFolder, until, writeIn } from './harness.mjs'
import { firstAdministrator, hired, write } from './people.mjs'
import { sql } from './record.mjs'
import * as webhooks from './standard_webhooks.mjs'

const kDayMs = 86_400_000

let site, admin, dispatcher, receiver, partner, folder
const calendars = new Map()

before(async () => {
  folder = temporaryFolder()
  site = await startSite()
  admin = await firstAdministrator(site)
  dispatcher = await hired(admin, 'zhu', 'dzb', ['dispatcher'])
  receiver = await webhooks.startReceiver()
  partner = await site.addChannel('webhook', 'partner', ['--reply-url', receiver.url])
  receiver.secret = partner.secret
})
after(async () => {
  await receiver?.close()
  await site?.stop()
  rmSync(folder, { recursive: true, force: true })
})

/** Days after today, the first that fits. */
function dayAhead(fits, from = 1) {
  for (let i = from; ; i++) {
    const day = dayOf(Date.now() + i * kDayMs)
    if (fits(day)) return day
  }
}

/** Imports the year of that day with the change made. */
async function changeCalendar(day, change) {
  const year = day.slice(0, 4)
  if (!calendars.has(year)) calendars.set(year, JSON.parse(readFileSync(join(kRoot, `config/calendar/cn-${year}.json`), 'utf8')))
  const calendar = calendars.get(year)
  delete calendar.holidays[day]
  delete calendar.workdays[day]
  change(calendar, day)
  const done = await site.command(['calendar', 'import', writeIn(folder, `cn-${year}.json`, JSON.stringify(calendar))])
  assert.equal(done.status, 0, done.stderr)
  return done.stdout
}
const dayOff = (day) => changeCalendar(day, (calendar) => (calendar.holidays[day] = '测试放假'))
const workDay = (day) => changeCalendar(day, (calendar) => (calendar.workdays[day] = '测试补班'))

const explained = async (received) => JSON.parse((await site.command(['sla', 'explain', '--received', received, '--json'])).stdout)

/** What follows a change has ended. */
async function recounted() {
  const held = sql(site, `select value from setting where key = 'calendar.version'`)[0].value
  const policy = await admin.get('/api/v1/settings')
  const promise = `${policy.message_policy}/${policy.close}/${policy.final_workdays}`
  return until('the dates to be counted anew', async () => {
    const answer = await admin.call('GET', '/api/v1/recounts/newest')
    const run = answer.body
    return answer.status === 200 && run.ended_at && run.calendar_version === held && run.policy_version === promise && run
  }, 60_000)
}

let count = 0
/** A message over the webhook, whose writer can be told; its number. */
async function reachable() {
  const from = `u-${++count}`
  const answer = await webhooks.deliver(site, partner, webhooks.message('银春路的路灯坏了三天了', { from }))
  assert.equal(answer.status, 200, answer.text)
  await dispatcher.taken(answer.body.number)
  return answer.body.number
}
const lettersAbout = (number) => sql(site, `select o.text from outbound o join ticket t on t.id = o.ticket where t.number = '${number}' and o.idempotency_key like '%_due_%'`).map((row) => row.text)
const told = (detail, event) => detail.history.filter((line) => line.event === event)

describe('a running server', () => {
  test('counts open tickets anew by an imported calendar, and tells whoever was told the old date, once', async () => {
    await recounted()
    const number = await reachable()
    const before = (await dispatcher.ticket(number)).ticket
    const day = dayAhead(isWorkingDay)
    assert.match(await dayOff(day), /正在运行的服务一秒内采用/)
    await recounted()
    const detail = await dispatcher.ticket(number)
    const { final_due: expected } = await explained(before.received_at)
    assert.equal(detail.ticket.final_due, expected)
    assert.ok(detail.ticket.final_due > before.final_due)
    const [line, ...more] = told(detail, 'due_later')
    assert.deepEqual(more, [])
    assert.match(line.detail, /答复日期由.*改为.*放假调休安排.*日历版本 cn-/)
    const letters = lettersAbout(number)
    assert.equal(letters.length, 1)
    assert.match(letters[0], /原定答复日期：[^]*改为：[^]*原因：放假调休安排/)
    await until('the letter to arrive', () => receiver.got.some(({ body }) => JSON.stringify(body).includes(number) && JSON.stringify(body).includes('改为')))

    const { clocks, changes } = await dispatcher.get(`/api/v1/tickets/${number}/clocks`)
    const reply = clocks.find(({ clock }) => clock === 'final_reply')
    assert.deepEqual([reply.due, reply.counted_due, reply.note], [expected, expected, ''])
    assert.deepEqual(reply.days.filter(({ counted }) => counted).length, 5)
    const off = reply.days.find(({ date }) => date === day)
    assert.deepEqual([off.working, off.reason], [false, '测试放假'])
    assert.ok(off.source)
    assert.deepEqual(changes.map(({ outcome, old_due, new_due }) => ({ outcome, old_due, new_due })), [{ outcome: 'later', old_due: before.final_due, new_due: expected }])
    await site.end()
    await site.start()
    await recounted()
    assert.equal(lettersAbout(number).length, 1, 'a start tells nothing again')
  })

  test('never moves a date earlier: it stays, and the dispatchers hear of it', async () => {
    const number = await reachable()
    const { ticket } = await dispatcher.ticket(number)
    const day = dayAhead((each) => !isWorkingDay(each) && calendars.get(each.slice(0, 4))?.holidays[each] !== '测试放假')
    assert.ok(day < dayOf(ticket.final_due))
    await workDay(day)
    await recounted()
    const detail = await dispatcher.ticket(number)
    assert.equal(detail.ticket.final_due, ticket.final_due)
    const { final_due: earlier } = await explained(ticket.received_at)
    assert.ok(earlier < ticket.final_due)
    assert.equal(told(detail, 'due_kept').length, 1)
    assert.deepEqual(lettersAbout(number), [])
    const reply = (await dispatcher.get(`/api/v1/tickets/${number}/clocks`)).clocks.find(({ clock }) => clock === 'final_reply')
    assert.deepEqual([reply.due, reply.counted_due], [ticket.final_due, earlier])
    assert.match(reply.note, /不提前/)
    const notices = sql(site, `select n.rung, s.login from notice n join ticket t on t.id = n.ticket join staff s on s.id = n.staff where t.number = '${number}' order by s.login`)
    assert.deepEqual(notices, [{ rung: 'due_kept', login: 'zhou' }, { rung: 'due_kept', login: 'zhu' }])
  })

  test('does the same for a changed promise', async () => {
    const number = await reachable()
    const { ticket } = await dispatcher.ticket(number)
    const settings = await admin.get('/api/v1/settings')
    const put = async (days) => assert.equal((await admin.call('PUT', '/api/v1/settings', { ...settings, final_workdays: days })).status, 200)
    await put(8)
    await recounted()
    const later = await dispatcher.ticket(number)
    assert.ok(later.ticket.final_due > ticket.final_due)
    assert.match(told(later, 'due_later')[0].detail, /答复时限的规定有调整（时限规定 .*\/8）/)
    assert.equal(lettersAbout(number).length, 1)
    await put(5)
    await recounted()
    const kept = await dispatcher.ticket(number)
    assert.equal(kept.ticket.final_due, later.ticket.final_due)
    assert.equal(told(kept, 'due_kept').length, 1)
    assert.equal(lettersAbout(number).length, 1)
  })

  test('keeps the calendar that holds where a file cannot be read, and says so', async () => {
    const number = await reachable()
    const { ticket } = await dispatcher.ticket(number)
    const year = dayOf(Date.now()).slice(0, 4)
    const path = writeIn(join(site.folder, 'calendar'), `cn-${year}.json`, '{')
    sql(site, `update setting set value = 'broken' where key = 'calendar.version'; update revision set value = value + 1`)
    await until('a line in the log', () => /calendar\.unreadable.*cn-\d+\.json/.test(site.logs))
    assert.equal((await dispatcher.ticket(number)).ticket.final_due, ticket.final_due)
    const { final_due: due } = await write(site, { text: '还能收信吗' })
    assert.equal(due.slice(0, 10), ticket.final_due.slice(0, 10))
    rmSync(path)
    const day = dayAhead(isWorkingDay, 3)
    await dayOff(day)
    await recounted()
    assert.equal((await explained(ticket.received_at)).trace.find(({ date }) => date === day)?.working ?? false, false)
  })

  test('goes on after kill -9 in the middle, each ticket once', async () => {
    const number = await reachable()
    const copies = 60_000
    const reached = 300
    const columns = sql(site, `select group_concat(name) as names from pragma_table_info('ticket') where name not in ('id', 'number', 'sender')`)[0].names
    sql(site, `with recursive n(i) as (select 1 union all select i + 1 from n where i < ${copies})
               insert into ticket (number, sender, ${columns}) select 'COPY-' || i, case when i % ${copies / reached} = 0 then 'c-' || i else '' end, ${columns}
               from n, ticket where ticket.number = '${number}'`)
    const before = (await dispatcher.ticket(number)).ticket.final_due
    const day = dayAhead((each) => isWorkingDay(each) && !calendars.get(each.slice(0, 4))?.holidays[each])
    await dayOff(day)
    const middle = () => sql(site, `select place, counted, ended_at from recount order by id desc limit 1`)[0]
    await until('the recount to be under way', () => ((run) => run.ended_at === undefined || run.ended_at === null ? run.counted > 0 : false)(middle()))
    site.child.kill('SIGKILL')
    await site.ended
    const { counted } = middle()
    assert.ok(counted > 0 && counted < copies, `killed in the middle, at ${counted}`)
    await site.start()
    await admin.logIn()
    await dispatcher.logIn()
    const run = await recounted()
    assert.ok(run.counted >= copies)
    assert.ok((await dispatcher.ticket(number)).ticket.final_due > before)
    const rows = sql(site, `select count(*) as n, count(distinct ticket) as tickets from history where event = 'due_later' and ticket in (select id from ticket where number like 'COPY-%')`)[0]
    assert.deepEqual(rows, { n: copies, tickets: copies })
    const letters = sql(site, `select count(*) as n, count(distinct ticket) as tickets from outbound where idempotency_key like '%COPY-%_due_%'`)[0]
    assert.deepEqual(letters, { n: reached, tickets: reached })
    assert.equal(sql(site, `select count(distinct final_due) as n from ticket where number like 'COPY-%'`)[0].n, 1)
  })
})

describe('when somebody who asks now is answered', () => {
  test('is told to programs, for now and for another time', async () => {
    const now = await site.send('GET', '/api/v1/due-times')
    assert.equal(now.status, 200, now.text)
    assert.deepEqual(now.body.clocks.map(({ clock }) => clock), ['acceptance', 'final_reply'])
    const then = await site.send('GET', '/api/v1/due-times?received=2026-09-30T18:00')
    assert.equal(then.body.received_at, '2026-09-30T18:00:00+08:00')
    assert.equal(then.body.clocks[1].due, (await explained('2026-09-30T18:00')).final_due)
    assert.match(then.body.clocks[1].days.find(({ date }) => date === '2026-10-01').source, /国务院办公厅|国办/)
    const unknown = await site.send('GET', '/api/v1/due-times?received=2027-12-30T09:00')
    assert.deepEqual([unknown.body.clocks[1].due, unknown.body.clocks[1].uncovered_year, unknown.body.provisional], [null, 2028, true])
    for (const wrong of ['gestern', '2026-02-30T10:00', '1066-10-14T09:00', '2026-11-23'])
      assert.equal(assertProblem(await site.send('GET', `/api/v1/due-times?received=${encodeURIComponent(wrong)}`), 400, 'bad_request').field, 'received')
  })

  test('is shown to people, without script', async () => {
    for (const path of ['/', '/ask']) assert.match((await site.page(path)).text, /href="\/when"/)
    const { status, text } = await site.page('/when')
    assert.equal(status, 200)
    assert.match(text, /<h1>现在提问，什么时候答复<\/h1>/)
    const then = await site.page('/when?date=2026-09-30&time=18:00')
    assert.match(then.text, /10月1日 周四<\/th><td>休息日/)
    assert.match(then.text, /第5天/)
    const provisional = await site.page('/when?date=2027-12-30&time=09:00')
    assert.match(provisional.text, /暂定：[^<]*2028年放假安排公布后/)
    const wrong = await site.page('/when?date=heute&time=09:00')
    assert.equal(wrong.status, 422)
    assert.match(wrong.text, /role="alert"/)
    assert.match(wrong.text, /value="heute"/)
  })

  test('is asked of a ticket by those who may see it only', async () => {
    const number = await reachable()
    const stranger = await hired(admin, 'tang', 'zfd', ['handler'])
    assertProblem(await stranger.call('GET', `/api/v1/tickets/${number}/clocks`), 404, 'not_found')
    assertProblem(await site.send('GET', `/api/v1/tickets/${number}/clocks`), 401, 'unauthenticated')
    assertProblem(await stranger.call('GET', '/api/v1/recounts/newest'), 403, 'forbidden')
  })
})
