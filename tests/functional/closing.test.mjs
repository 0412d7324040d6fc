// A reply on which nobody says anything more is closed by the clock, after the town's days.
import { after, before, describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { sleep, startSite, until } from './harness.mjs'
import { answered, assigned, firstAdministrator, hired, status } from './people.mjs'
import { sql } from './record.mjs'

const kDayMs = 86_400_000

let site, admin, handler, reviewer

before(async () => {
  site = await startSite()
  admin = await firstAdministrator(site)
  handler = await hired(admin, 'lu', 'cjzx', ['handler'])
  reviewer = await hired(admin, 'shen', 'cjzx', ['reviewer'])
})
after(() => site?.stop())

/** Answered so many days ago, as the clock finds it after a downtime. */
async function quiet(days, text = '路灯不亮') {
  const receipt = await assigned(admin, 'cjzx', { text })
  await answered(handler, reviewer, receipt.number, '已修好。')
  sql(site, `update ticket set replied_at = ${Date.now() - days * kDayMs} where number = '${receipt.number}'`)
  return receipt
}
const lookAgain = ({ number }) => sql(site, `update alarm set at = ${Date.now()} where ticket = (select id from ticket where number = '${number}')`)
const stateOf = async ({ number }) => (await handler.ticket(number)).ticket.state

describe('closing by the clock', () => {
  test('happens once, with its reason, and the citizen may still say otherwise', async () => {
    const receipt = await quiet(60)
    const young = await quiet(3)
    lookAgain(receipt)
    lookAgain(young)
    await until('the clock to close it', async () => (await stateOf(receipt)) === 'closed')
    const lines = (await handler.ticket(receipt.number)).history.filter(({ event }) => event === 'closed')
    assert.equal(lines.length, 1)
    assert.equal(lines[0].actor, 'system')
    assert.equal(lines[0].detail, '答复后30天内来信人没有评价，也没有补充，自动办结')
    assert.equal(await stateOf(young), 'final_replied')
    const seen = await status(site, receipt)
    assert.equal(seen.state, 'closed')
    assert.equal(seen.may_evaluate, true)
  })

  test('is a setting of the town: 0 is never', async () => {
    const path = '/api/v1/settings/workflow'
    const settings = await admin.get(path)
    assert.equal(settings.close_after_days, 30)
    assert.equal((await admin.call('PUT', path, { ...settings, close_after_days: 0 })).status, 200)
    const receipt = await quiet(60)
    lookAgain(receipt)
    await sleep(7_000) // longer than a clock takes to look again
    assert.equal(await stateOf(receipt), 'final_replied')
    assert.equal((await admin.call('PUT', path, { ...settings, close_after_days: 45 })).status, 200)
    await until('the clock to close it', async () => (await stateOf(receipt)) === 'closed')
  })
})
