// Open311 GeoReport v2 from end to end: services, a request in, its status, in JSON and in XML.
import { after, before, describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { startSite, until } from './harness.mjs'
import { firstAdministrator } from './people.mjs'

const kServices = JSON.stringify([
  { service_code: '021', service_name: '路灯', unit: 'cjzx', kind: 'help', attributes: [{ code: 'pole', description: '杆号', datatype: 'number', required: true }] },
  { service_code: '022', service_name: '垃圾 <清运>' },
])
let site, admin, key, other

before(async () => {
  site = await startSite()
  admin = await firstAdministrator(site)
  const add = async (name) => (await site.command(['channel', 'add', 'open311', name, '--set', `services=${kServices}`])).stdout.match(/^api_key=(\S+)$/m)[1]
  key = await add('map')
  other = await add('other')
  await until('the account', async () => (await site.send('GET', '/open311/other/v2/services.json')).status === 200)
})
after(() => site?.stop())

const get = (path) => site.send('GET', `/open311/map/v2/${path}`)
const post = (fields, { format = 'json', headers = {}, account = 'map' } = {}) =>
  site.send('POST', `/open311/${account}/v2/requests.${format}`, { body: new URLSearchParams(fields).toString(), headers: { 'Content-Type': 'application/x-www-form-urlencoded', ...headers } })
const asked = (more = {}) => ({ api_key: key, service_code: '021', address_string: '银春路68号', description: '路灯不亮三天了', 'attribute[pole]': '7', ...more })

describe('services', () => {
  test('are listed and defined in both formats', async () => {
    const { body } = await get('services.json')
    assert.deepEqual(body.map(({ service_code: code, metadata }) => [code, metadata]), [['021', true], ['022', false]])
    const definition = (await get('services/021.json')).body
    assert.deepEqual([definition.service_code, definition.attributes[0].code, definition.attributes[0].required], ['021', 'pole', true])
    const { text, type } = await get('services.xml')
    assert.equal(type, 'text/xml')
    assert.match(text, /^<\?xml version="1.0" encoding="utf-8"\?><services><service><service_code>021<\/service_code>/)
    assert.match(text, /垃圾 &lt;清运&gt;/)
    assert.equal((await get('discovery.json')).body.endpoints[0].specification, 'http://wiki.open311.org/GeoReport_v2')
  })

  test('of nobody, or by a name that there is not, are not found', async () => {
    assert.equal((await site.send('GET', '/open311/nobody/v2/services.json')).status, 404)
    for (const path of ['services', 'things.json', 'services/099.json', 'services/021']) assert.equal((await get(path)).status, 404, path)
  })
})

describe('a request', () => {
  test('is a ticket of the service\'s unit, and its status can be asked for by who posted it alone', async () => {
    const { status, body } = await post(asked({ lat: '31.02', long: '121.36', phone: '13900001234', last_name: '王' }))
    assert.equal(status, 200)
    const number = body[0].service_request_id
    const code = body[0].service_notice.match(/查询码：(\S+?)，/)[1]
    assert.equal((await site.send('GET', `/api/v1/messages/${number}?code=${code}`)).status, 200)
    const { ticket, messages } = await admin.taken(number)
    assert.deepEqual([ticket.channel, ticket.unit], ['open311', 'cjzx'])
    assert.match(messages[0].text, /^路灯不亮三天了\n杆号：7\n位置：纬度 31.02，经度 121.36$/)
    const [one] = (await get(`requests/${number}.json?api_key=${key}`)).body
    assert.deepEqual([one.service_request_id, one.status, one.address], [number, 'open', '银春路68号'])
    assert.ok(Date.parse(one.expected_datetime) > Date.parse(one.requested_datetime))
    assert.equal((await get(`requests.json?api_key=${key}&service_request_id=${number},0000-0000-0000`)).body.length, 1)
    assert.equal((await get(`tokens/${number}.json?api_key=${key}`)).body[0].token, number)
    assert.match((await get(`requests/${number}.xml?api_key=${key}`)).text, /<service_requests><request><service_request_id>/)
    assert.equal((await get(`requests/${number}.json`)).status, 403)
    assert.equal((await get(`requests/${number}.json?api_key=${other}`)).status, 403)
    assert.equal((await site.send('GET', `/open311/other/v2/requests/${number}.json?api_key=${other}`)).status, 404)
  })

  test('that comes again with the same key is one ticket', async () => {
    const headers = { 'Idempotency-Key': 'again-1' }
    const [first, second] = [await post(asked(), { headers }), await post(asked(), { headers })]
    assert.equal(first.body[0].service_request_id, second.body[0].service_request_id)
    assert.notEqual((await post(asked())).body[0].service_request_id, first.body[0].service_request_id)
  })

  test('that is not right is refused by what is wrong, and makes nothing', async () => {
    const cases = [[{ api_key: 'x' }, 403, /api_key/], [{ service_code: '099' }, 404, /service_code/], [{ address_string: '' }, 400, /location/], [{ 'attribute[pole]': 'seven' }, 400, /attribute\[pole\]/], [{ description: '灯'.repeat(4001) }, 400, /description/]]
    for (const [more, status, words] of cases) {
      const answer = await post(asked(more))
      assert.deepEqual([answer.status, answer.body[0].code], [status, status])
      assert.match(answer.body[0].description, words)
    }
    assert.match((await post(asked({ api_key: 'x' }), { format: 'xml' })).text, /<errors><error><code>403<\/code>/)
    assert.equal((await site.send('GET', '/open311/map/v2/requests.json')).status, 403)
  })
})

test('services that cannot be read are refused when the account is added', async () => {
  const done = await site.command(['channel', 'add', 'open311', 'bad', '--set', 'services=[{}]'])
  assert.equal(done.status, 2)
  assert.match(done.stderr, /^services: .*JSON/)
})
