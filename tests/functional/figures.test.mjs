// The rates of the dashboard in the running server, and `huiying report verify`, which counts every figure again.
import { after, before, describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { startSite } from './harness.mjs'
import { assigned, firstAdministrator, hired, write } from './people.mjs'
import { sql } from './record.mjs'

const kDayMs = 86_400_000

let site, admin, handler, other

const rates = async (person = admin) => (await person.get('/api/v1/dashboard')).rates
const verify = () => site.command(['report', 'verify'])

/** Brings the dates that the ticket still owes so many days back. */
function bringBack(number, days) {
  const dates = ['final_due', 'due_key', 'contact_due'].map((date) => `${date} = ${date} - ${days * kDayMs}`)
  sql(site, `update ticket set ${dates.join(', ')} where number = '${number}'`)
}

before(async () => {
  site = await startSite()
  admin = await firstAdministrator(site)
  handler = await hired(admin, 'lu', 'cjzx', ['handler'])
  other = await hired(admin, 'tang', 'zfd', ['handler'])
})
after(() => site?.stop())

describe('the rates', () => {
  test('are three for the three grades of response, each with what it is made of', async () => {
    const { number } = await write(site, { subject: '路灯', text: '银春路的路灯坏了', name: '王小明' })
    await handler.taken(number)
    const first = await rates()
    assert.deepEqual(first.receipt, { met: 1, counted: 1 })
    assert.deepEqual(first.acceptance, { met: 1, counted: 1 })
    assert.deepEqual(first.response, first.acceptance)
    assert.deepEqual(first.human_contact, { met: 0, counted: 0 }, 'nobody has spoken with the citizen, and there is time')
    await handler.move(number, 'reply', { text: '已派人维修，预计今晚恢复照明。' })
    const then = await rates()
    assert.deepEqual([then.human_contact, then.final_reply], [{ met: 1, counted: 1 }, { met: 1, counted: 1 }])
    const { units, response_grade } = await admin.get('/api/v1/dashboard')
    assert.equal(response_grade, 'acceptance')
    assert.deepEqual(units.find(({ unit }) => unit === 'cjzx').rates, then)
    assert.deepEqual((await rates(other)).final_reply, { met: 0, counted: 0 }, 'the own unit only')
  })

  test('count what is open past its time as missed, whoever looks when', async () => {
    const { number } = await assigned(admin, 'zfd', { text: '路口有人占道经营' })
    const before = await rates()
    bringBack(number, 30)
    const then = await rates()
    assert.deepEqual(then.final_reply, { met: before.final_reply.met, counted: before.final_reply.counted + 1 })
    assert.deepEqual(then.human_contact, { met: before.human_contact.met, counted: before.human_contact.counted + 1 })
    await other.move(number, 'reply', { text: '已劝离。' })
    const late = await rates()
    assert.deepEqual([late.final_reply, late.human_contact], [then.final_reply, then.human_contact], 'an answer after the due time is no hit')
  })
})

describe('report verify', () => {
  test('finds every figure right beside the running server', async () => {
    const { status, stdout, stderr } = await verify()
    assert.equal(status, 0, stdout + stderr)
    assert.match(stdout, /2 件来信，\d+ 个数字，全部一致/)
  })

  test('names a figure that the tickets do not bear out, and a time without its line in the history', async () => {
    sql(site, `update daily set human_contact_met = human_contact_met + 3 where unit = 'cjzx'; update ticket set replied_at = replied_at - 5000 where unit = 'zfd'`)
    const { status, stdout } = await verify()
    assert.equal(status, 1)
    assert.match(stdout, /units\.cjzx\.rates\.human_contact\.met：看板 4，逐件重算 1/)
    assert.match(stdout, /[0-9A-Z-]{14}：replied_at .*没有对应的一条/)
  })
})
