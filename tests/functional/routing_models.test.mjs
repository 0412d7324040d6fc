// Routing learns from the town's own tickets: trained by a button, switched by a person, gone back from; what accuses teaches nothing.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { assertProblem } from './contract.mjs'
import { startSite, until } from './harness.mjs'
import { firstAdministrator, hired, write } from './people.mjs'
import { sql } from './record.mjs'

const kPath = '/api/v1/routing-models'
const kNoise = '工地夜里打桩太响，睡不着，第三次说'
let site, admin, dispatcher

/** Closed tickets of two units in the record, as a year would have left them. */
function closedTickets(count) {
  sql(site, `with recursive n(i) as (select 1 union all select i + 1 from n where i < ${count})
    insert into ticket (number, state, kind, channel, account, sender, sender_name, contact, subject, text, place, unit, restricted, accused,
      urgent, publish, received_at, arrived_at, response_due, due_key, provisional, calendar_version, policy_version, replied_at)
    select 'PAST-' || i, 'closed', 'complaint', 'board', '', '', '', '', case i % 2 when 0 then '夜里打桩' else '地砖松动' end,
      case i % 2 when 0 then '工地夜里打桩太响，睡不着，第' else '人行道地砖松动，老人绊倒，第' end || i || '次说', '',
      case i % 2 when 0 then 'pab' else 'cyzx' end, 0, '[]', 0, 0, 1, 1, 1, 1, 0, '', '', 1 from n`)
}
const routed = async (text) => (await admin.taken((await write(site, { subject: '', text, publish: false })).number)).ticket.unit

before(async () => {
  site = await startSite()
  admin = await firstAdministrator(site)
  dispatcher = await hired(admin, 'zhu', 'dzb', ['dispatcher'])
})
after(() => site?.stop())

describe('models that routing has learnt', () => {
  test('are the administrator’s', async () => {
    assertProblem(await dispatcher.call('GET', kPath), 403, 'forbidden')
    assertProblem(await dispatcher.call('POST', kPath), 403, 'forbidden')
    assertProblem(await dispatcher.call('PUT', kPath, { model: 0 }), 403, 'forbidden')
    const page = await admin.get(kPath)
    assert.deepEqual(page, { least_tickets: 150, waiting: false, precision: 95, switch_by: 'person', items: [] })
    assertProblem(await admin.call('PUT', kPath, { model: 7 }), 404, 'not_found')
    assert.equal(assertProblem(await admin.call('PUT', kPath, { switch_by: 'chance' }), 400, 'bad_request').field, 'switch_by')
  })

  test('an unsure message comes with units to choose from, before anything was learnt', async () => {
    const { number } = await write(site, { subject: '', text: '家里老人腿脚不方便，子女又都在外地，想找人上门帮忙', publish: false })
    const detail = await admin.taken(number)
    assert.equal(detail.ticket.unit, '')
    assert.ok(detail.routing.candidates.length >= 1 && detail.routing.candidates.length <= 3)
    for (const candidate of detail.routing.candidates) assert.ok(candidate.reasons.length > 0)
  })

  test('are made by the background job, and route once a person switches them on', async () => {
    const before = await routed(kNoise)
    closedTickets(200)
    assert.equal((await admin.call('POST', kPath)).body.waiting, true)
    const [model] = await until('a model', async () => ((page) => page.items.length > 0 && page.items)(await admin.get(kPath)))
    assert.equal(model.tickets, 200)
    assert.equal(model.held, 40)
    assert.equal(model.accuracy, 1)
    assert.ok(model.decides)
    assert.equal(await routed(kNoise), before, 'made, not in use')
    assert.equal((await admin.call('PUT', kPath, { model: model.id })).body.in_use, model.id)
    assert.equal(await routed(kNoise), 'pab')
    const routing = JSON.parse(sql(site, 'select decision from routing order by ticket desc limit 1')[0].decision)
    assert.match(routing.rule_version, new RegExp(`model-${model.id}$`))
    assert.equal((await admin.call('PUT', kPath, { model: 0 })).body.in_use, undefined)
    assert.equal(await routed(kNoise), before, 'gone back')
  })

  test('learn nothing from what accuses or is restricted', async () => {
    sql(site, "update ticket set restricted = 1 where number in ('PAST-1', 'PAST-2')")
    sql(site, `update ticket set accused = '["pab"]' where number = 'PAST-3'`)
    const count = (await admin.get(kPath)).items.length
    await admin.call('POST', kPath)
    const items = await until('another model', async () => ((page) => page.items.length > count && page.items)(await admin.get(kPath)))
    assert.equal(items[0].tickets, 197)
  })
})
