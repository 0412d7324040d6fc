// Open311's lists from end to end: found from the first moment, by time, service and state, and nothing of a citizen's in them but
// what a second person has passed.
import { after, before, describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { startSite, until } from './harness.mjs'
import { firstAdministrator, hired } from './people.mjs'
import { sql } from './record.mjs'

const kServices = JSON.stringify([
  { service_code: '021', service_name: '路灯', unit: 'cjzx', kind: 'help' },
  { service_code: '022', service_name: '垃圾 <清运>', unit: 'cjzx' },
])
const kSecret = { address_string: '银春路68号301室', description: '我是王小明，路灯不亮三天了', last_name: '王小明', phone: '13900001234' }
const kWithoutWorker = 'intake,web,clock,sender'

async function startAccount(settings = {}) {
  const site = await startSite({ settings })
  const admin = await firstAdministrator(site)
  const add = async (name) => (await site.command(['channel', 'add', 'open311', name, '--set', `services=${kServices}`])).stdout.match(/^api_key=(\S+)$/m)[1]
  const keys = { map: await add('map'), other: await add('other') }
  await until('the account', async () => (await site.send('GET', '/open311/other/v2/services.json')).status === 200)
  const get = (path, { account = 'map', format = 'json', ...query } = {}) =>
    site.send('GET', `/open311/${account}/v2/${path}.${format}?${new URLSearchParams({ api_key: keys[account], ...query })}`)
  const post = async (service, more = {}, account = 'map') => {
    const fields = { api_key: keys[account], service_code: service, ...kSecret, ...more }
    const { status, body, text } = await site.send('POST', `/open311/${account}/v2/requests.json`, { body: new URLSearchParams(fields).toString(), headers: { 'Content-Type': 'application/x-www-form-urlencoded' } })
    assert.equal(status, 200, text)
    return body[0].service_request_id
  }
  return { site, admin, keys, get, post }
}

const idsOf = ({ body }) => body.map(({ service_request_id: id }) => id)

test('a request that is not taken in yet is found by its number and its token, and by its poster alone', async () => {
  const { site, admin, get, post, keys } = await startAccount({ roles: kWithoutWorker })
  try {
    const number = await post('021')
    const [one] = (await get(`requests/${number}`)).body
    assert.deepEqual([one.service_request_id, one.status, one.status_notes, one.service_code, one.service_name], [number, 'open', '已收到', '021', '路灯'])
    assert.equal((await get(`tokens/${number}`)).body[0].service_request_id, number)
    assert.deepEqual(idsOf(await get('requests', { service_request_id: `${number},0000-0000-0000` })), [number])
    assert.match((await get(`requests/${number}`, { format: 'xml' })).text, new RegExp(`<service_request_id>${number}</service_request_id>`))
    assert.equal((await get(`requests/${number}`, { account: 'other' })).status, 404)
    assert.equal((await get('requests/0000-0000-0000')).status, 404)
    assert.equal((await admin.call('GET', `/api/v1/tickets/${number}`)).status, 404, 'nobody has taken it in')
    await site.end()
    delete site.settings.roles
    await site.start()
    await admin.taken(number)
    const [taken] = (await site.send('GET', `/open311/map/v2/requests/${number}.json?api_key=${keys.map}`)).body
    assert.notEqual(taken.status_notes, '已收到')
    assert.equal(Date.parse(taken.requested_datetime), Date.parse(one.requested_datetime))
  } finally {
    await site.stop()
  }
})

describe('a list', () => {
  let site, admin, get, post, handler, reviewer, keys

  before(async () => {
    ;({ site, admin, get, post, keys } = await startAccount())
    handler = await hired(admin, 'lu', 'cjzx', ['handler'])
    reviewer = await hired(admin, 'shen', 'cjzx', ['reviewer'])
  })
  after(() => site?.stop())

  test('holds the account’s own, latest first, by service and state', async () => {
    const lamp = await post('021')
    const rubbish = await post('022')
    const another = await post('021', {}, 'other')
    for (const number of [lamp, rubbish, another]) await admin.taken(number)
    assert.deepEqual(idsOf(await get('requests')), [rubbish, lamp])
    assert.deepEqual(idsOf(await get('requests', { account: 'other' })), [another])
    assert.deepEqual(idsOf(await get('requests', { service_code: '021' })), [lamp])
    assert.deepEqual(idsOf(await get('requests', { service_code: '021,022' })), [rubbish, lamp])
    assert.deepEqual(idsOf(await get('requests', { service_code: '099' })), [])
    await handler.move(lamp, 'reply', { text: '已修好。' })
    await admin.move(lamp, 'evaluation', { grade: 'satisfied', summary: '电话回访。' })
    assert.deepEqual(idsOf(await get('requests', { status: 'closed' })), [lamp])
    assert.deepEqual(idsOf(await get('requests', { status: 'open' })), [rubbish])
    assert.deepEqual(idsOf(await get('requests', { status: 'open,closed' })), [rubbish, lamp])
    assert.deepEqual(idsOf(await get('requests', { status: 'closed', service_request_id: rubbish })), [rubbish], 'a number overrides the rest')
    const [one] = (await get('requests', { status: 'closed' })).body
    assert.deepEqual([one.status, one.service_name, one.agency_responsible !== ''], ['closed', '路灯', true])
    const { text, type } = await get('requests', { format: 'xml' })
    assert.equal(type, 'text/xml')
    assert.match(text, /<service_requests><request>.*<service_name>垃圾 &lt;清运&gt;<\/service_name>/)
    assert.match((await get('requests', { format: 'xml', service_code: '099' })).text, /<service_requests><\/service_requests>$/)
  })

  test('is of a time: the last 90 days, or those that are asked for', async () => {
    const at = (days) => new Date(Date.now() + days * 86_400_000).toISOString()
    const number = await post('021')
    await admin.taken(number)
    for (const dates of [{ start_date: at(-1) }, { end_date: at(1) }, { start_date: at(-89), end_date: at(0.5) }, { start_date: at(-1).replace('Z', '+00:00') }])
      assert.ok(idsOf(await get('requests', dates)).includes(number), JSON.stringify(dates))
    for (const dates of [{ start_date: at(1) }, { end_date: at(-1) }, { start_date: at(-100), end_date: at(-20) }]) assert.deepEqual(idsOf(await get('requests', dates)), [], JSON.stringify(dates))
    for (const [wrong, field] of [[{ start_date: 'yesterday' }, 'start_date'], [{ start_date: at(-100), end_date: at(0) }, 'end_date'], [{ start_date: at(0), end_date: at(-1) }, 'start_date'], [{ status: 'lost' }, 'status'], [{ end_date: '2026-11-26' }, 'end_date']]) {
      const { status, body } = await get('requests', wrong)
      assert.deepEqual([status, body[0].code], [400, 400])
      assert.match(body[0].description, new RegExp(`^${field}`))
    }
    assert.equal((await site.send('GET', `/open311/map/v2/requests.json?api_key=${keys.other}`)).status, 403)
  })

  test('shows nothing of a citizen’s before a second person has passed it, then that text alone', async () => {
    const number = await post('022')
    const { ticket } = await admin.taken(number)
    assert.equal(ticket.unit, 'cjzx')
    await handler.move(number, 'reply', { text: '王小明您好，已清运。' })
    const shown = async () => {
      const answer = await get('requests', { service_code: '022' })
      return { one: answer.body.find(({ service_request_id: id }) => id === number), text: answer.text }
    }
    const before = await shown()
    assert.equal(before.one.description, '')
    assert.doesNotMatch(before.text, /王小明|银春路|13900001234|路灯不亮|已清运/)
    // No parameter of the standard agrees to publication: the citizen has agreed elsewhere.
    sql(site, `update ticket set publish = 1 where number = '${number}'`)
    const proposed = await handler.call('PUT', `/api/v1/tickets/${number}/publication`, { title: '垃圾清运', question: '垃圾多久清运一次？', answer: '每天清运。', version: 0 })
    assert.equal(proposed.status, 200, proposed.text)
    assert.equal((await shown()).one.description, '', 'proposed is not published')
    const passed = await reviewer.call('POST', `/api/v1/tickets/${number}/publication/review`, { secrecy: true, privacy: true, wording: true, opinion: '可以公开', text_hash: proposed.body.text_hash })
    assert.equal(passed.body.state, 'published', passed.text)
    const after = await shown()
    assert.equal(after.one.description, '垃圾清运\n垃圾多久清运一次？')
    assert.match(after.one.status_notes, /每天清运。$/)
    assert.doesNotMatch(after.text, /王小明|银春路|13900001234|已清运/)
  })
})
