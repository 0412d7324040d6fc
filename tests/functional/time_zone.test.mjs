// E36: the server's time zone changes nothing. The real server runs as in New York; days, due times and figures are Shanghai's.
import { after, before, describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { dayOf, dueTimes } from './calendar.mjs'
import { startSite } from './harness.mjs'
import { firstAdministrator, status, write } from './people.mjs'
import { sql } from './record.mjs'

const kZone = 'America/New_York'

let site, admin, receipt

before(async () => {
  // The server's environment is this process's.
  process.env.TZ = kZone
  site = await startSite()
  admin = await firstAdministrator(site)
  receipt = await write(site, { subject: '路灯', text: '银春路的路灯坏了', name: '王小明' })
})
after(() => site?.stop())

describe('E36: a server in another time zone', () => {
  test('really runs in it', () => {
    assert.notEqual(new Date('2026-11-23T12:00:00Z').getHours(), 20)
  })

  test('promises the dates of Shanghai', async () => {
    const { ticket } = await admin.taken(receipt.number)
    const { response_due, final_due } = dueTimes(ticket.received_at)
    assert.deepEqual([ticket.response_due, ticket.final_due], [response_due, final_due])
    assert.match(ticket.received_at, /\+08:00$/)
    assert.deepEqual([receipt.response_due, receipt.final_due], [response_due, final_due])
    assert.equal((await status(site, receipt)).final_due, final_due)
  })

  test('counts a message to the day on which it came in Shanghai', async () => {
    const { ticket } = await admin.taken(receipt.number)
    const { days } = await admin.get('/api/v1/dashboard')
    assert.deepEqual(days.map(({ date }) => date), [dayOf(ticket.received_at)])
  })

  test('warns in the notice hours of Shanghai', async () => {
    const rungs = sql(site, `select at from alarm a join ticket t on t.id = a.ticket where t.number = '${receipt.number}'`)
    const hour = new Date(rungs[0].at + 8 * 3_600_000).toISOString().slice(11, 16)
    assert.equal(hour, '08:30')
  })

  test('says the same dates after a restart in a third zone', async () => {
    const before = (await admin.taken(receipt.number)).ticket
    await site.end()
    process.env.TZ = 'Pacific/Kiritimati'
    await site.start()
    const { ticket } = await admin.taken(receipt.number)
    assert.deepEqual([ticket.response_due, ticket.final_due, ticket.received_at], [before.response_due, before.final_due, before.received_at])
  })
})
