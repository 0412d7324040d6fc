// The morning's digest over the API: the own one at any time, and the one that the clock told in the bell.
import { after, before, describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { dayOf, isWorkingDay } from './calendar.mjs'
import { sleep, startSite, until } from './harness.mjs'
import { assigned, firstAdministrator, hired } from './people.mjs'
import { sql } from './record.mjs'

const kDayMs = 86_400_000

let site, admin, handler, manager, other, number

const digestsOf = async (person) => (await person.get('/api/v1/notices')).items.filter(({ rung }) => rung === 'digest')

before(async () => {
  site = await startSite()
  admin = await firstAdministrator(site)
  handler = await hired(admin, 'lu', 'cjzx', ['handler'])
  manager = await hired(admin, 'gu', 'cjzx', ['manager'])
  other = await hired(admin, 'tang', 'zfd', ['handler'])
  number = (await assigned(admin, 'cjzx', { subject: '路灯不亮', text: '银春路的路灯坏了三天了', name: '王小明' })).number
  sql(site, `update ticket set final_due = ${Date.now() - kDayMs}, due_key = ${Date.now() - kDayMs} where number = '${number}'`)
})
after(() => site?.stop())

describe('the own digest', () => {
  test('lists what is overdue, with whom it lies, and nothing of other units', async () => {
    const digest = await handler.get('/api/v1/digest')
    assert.equal(digest.overdue.count, 1)
    assert.deepEqual(
      { ...digest.overdue.items[0], due: '', state: '' },
      { number, subject: '路灯不亮', unit_name: digest.overdue.items[0].unit_name, state: '', clock: 'final_reply', due: '' },
    )
    assert.match(digest.next_day, /^\d{4}-\d{2}-\d{2}$/)
    assert.equal(digest.brief, undefined)
    assert.equal((await other.get('/api/v1/digest')).overdue.count, 0)
    assert.equal((await site.send('GET', '/api/v1/digest')).status, 401)
  })

  test('has a brief for the manager of the unit', async () => {
    const { brief } = await manager.get('/api/v1/digest')
    assert.equal(brief.total.overdue, 1)
    assert.equal(brief.units.length, 1)
  })
})

describe('the morning’s notice', () => {
  test('comes once, to those who have something to answer for, on working days in notice hours', async () => {
    const settings = await admin.get('/api/v1/settings/workflow')
    assert.equal((await admin.call('PUT', '/api/v1/settings/workflow', { ...settings, notice_from: '00:00', notice_to: '24:00', digest_at: '00:00' })).status, 200)
    // The start of the server may have told today's already, of what was due then.
    sql(site, `delete from notice where rung = 'digest'; delete from digest_day`)
    if (!isWorkingDay(dayOf(Date.now()))) {
      await sleep(7_000) // longer than a clock takes to look again
      assert.deepEqual(sql(site, 'select * from digest_day'), [])
      return
    }
    const [{ told }] = await until('the day’s digest', () => ((rows) => rows.length > 0 && rows)(sql(site, 'select told from digest_day')))
    const mine = await digestsOf(handler)
    assert.equal(mine.length, 1)
    assert.deepEqual({ number: mine[0].number, title: mine[0].title }, { number: '', title: '今日汇总' })
    assert.match(mine[0].subject, /^超期1件/)
    assert.match((await digestsOf(manager))[0].subject, /：超期1件/)
    assert.deepEqual(await digestsOf(other), [])
    assert.equal(sql(site, `select count(*) as n from notice where rung = 'digest'`)[0].n, told)
    // The mark of the day is gone, as if another clock had not seen it: the notices themselves are told once.
    sql(site, 'delete from digest_day')
    await until('the clock to have looked again', () => sql(site, 'select told from digest_day').length > 0)
    assert.equal((await digestsOf(handler)).length, 1)
  })
})
