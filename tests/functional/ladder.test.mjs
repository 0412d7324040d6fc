// The ladder of reminders in the running server: what comes due is told once to those it concerns, and read once.
import { after, before, describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { assertProblem } from './contract.mjs'
import { startSite, until } from './harness.mjs'
import { firstAdministrator, hired, write } from './people.mjs'
import { sql } from './record.mjs'

const kHourMs = 3_600_000

let site, admin, dispatcher, handler, other, number

/** As if the ticket had been received long ago and its response were due in an hour. */
function bringToItsLastHour(of) {
  sql(site, `update ticket set response_due = ${Date.now() + kHourMs}, responded_at = null where number = '${of}';
             update alarm set since = 0, at = 0 where ticket = (select id from ticket where number = '${of}')`)
}

const remindersOf = async (person) => (await person.get('/api/v1/notices')).items

before(async () => {
  site = await startSite()
  admin = await firstAdministrator(site)
  dispatcher = await hired(admin, 'zhu', 'dzb', ['dispatcher'])
  handler = await hired(admin, 'lu', 'cjzx', ['handler'])
  other = await hired(admin, 'tang', 'zfd', ['handler'])
  number = (await write(site, { subject: '请教一件事', text: '您好，想咨询一件事', name: '王小明' })).number
  await dispatcher.taken(number)
})
after(() => site?.stop())

describe('the ladder of reminders', () => {
  test('has told nobody of a ticket that came in just now', async () => {
    assert.deepEqual(await remindersOf(dispatcher), [])
  })

  test('tells the office, at any hour, that a response is still missing on its day', async () => {
    bringToItsLastHour(number)
    const [reminder] = await until('a reminder', async () => ((list) => list.length > 0 && list)(await remindersOf(dispatcher)))
    assert.deepEqual(
      { number: reminder.number, rung: reminder.rung, title: reminder.title, subject: reminder.subject },
      { number, rung: 'response_today', title: '当天回应提醒', subject: '请教一件事' },
    )
    assert.deepEqual(await remindersOf(other), [], 'a unit that it does not concern')
    const { history } = await dispatcher.ticket(number)
    assert.equal(history.filter((line) => line.event === 'response_today').length, 1)
    assert.ok((await site.metric('huiying_clock_lateness_seconds_count')) >= 1)
  })

  test('tells it once, also to a clock that looks again', async () => {
    sql(site, `update alarm set at = 0 where ticket = (select id from ticket where number = '${number}')`)
    await until('the clock to have looked', () => sql(site, `select at from alarm a join ticket t on t.id = a.ticket where t.number = '${number}'`)[0].at > 0)
    assert.equal((await remindersOf(dispatcher)).filter((each) => each.number === number).length, 1)
    assert.equal(sql(site, `select count(*) as n from fired_rung where rung = 'response_today'`)[0].n, 1)
  })

  test('is read up to what was shown, each person for oneself', async () => {
    const mine = await remindersOf(dispatcher)
    const theirs = await remindersOf(admin)
    assert.ok(theirs.length > 0)
    assert.equal((await dispatcher.call('POST', '/api/v1/notices/read', { up_to: mine[0].id })).status, 204)
    assert.deepEqual(await remindersOf(dispatcher), [])
    assert.deepEqual(await remindersOf(admin), theirs)
    assert.equal((await dispatcher.call('POST', '/api/v1/notices/read', { id: theirs[0].id })).status, 204)
    assert.deepEqual(await remindersOf(admin), theirs, "another's reminder is left alone")
    assertProblem(await dispatcher.call('POST', '/api/v1/notices/read', {}), 400, 'bad_request')
    assertProblem(await dispatcher.call('POST', '/api/v1/notices/read', { up_to: 'all' }), 400, 'bad_request')
  })

  test('has nothing more to tell once the ticket is with a unit that answers', async () => {
    const { number: answered } = await write(site, { subject: '路灯', text: '银春路的路灯坏了', name: '王小明' })
    await handler.taken(answered)
    await handler.move(answered, 'reply', { text: '已派人维修，预计今晚恢复照明。' })
    sql(site, `update alarm set since = 0, at = 0 where ticket = (select id from ticket where number = '${answered}')`)
    const next = await until('the clock to have looked', () => {
      const [{ at }] = sql(site, `select at from alarm a join ticket t on t.id = a.ticket where t.number = '${answered}'`)
      return at > 0 && at
    })
    // Only the days after which nobody having said anything closes it.
    assert.ok(next > Date.now() + 29 * 24 * kHourMs)
    assert.deepEqual(sql(site, `select f.key from fired_rung f join ticket t on t.id = f.ticket where t.number = '${answered}'`), [])
  })
})
