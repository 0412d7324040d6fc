// What those who run the service see, and what others do not.
import { after, before, describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { createServer } from 'node:net'
import { assertProblem } from './contract.mjs'
import { startSite } from './harness.mjs'
import { firstAdministrator, write } from './people.mjs'

let site, admin

const freePort = () => new Promise((resolve) => {
  const probe = createServer().listen(0, '127.0.0.1', () => {
    const { port } = probe.address()
    probe.close(() => resolve(port))
  })
})

before(async () => {
  site = await startSite()
  admin = await firstAdministrator(site)
})
after(() => site?.stop())

describe('/metrics', () => {
  test('is for this host alone: what came through a proxy is told that there is nothing', async () => {
    assert.match((await site.send('GET', '/metrics')).text, /^huiying_queue_ready 1$/m)
    for (const header of ['X-Forwarded-For', 'Forwarded', 'X-Real-IP'])
      assertProblem(await site.send('GET', '/metrics', { headers: { [header]: header === 'Forwarded' ? 'for=203.0.113.7' : '203.0.113.7' } }), 404, 'not_found')
  })

  test('counts messages, and labels come from closed sets', async () => {
    const before = await site.metric('huiying_http_requests_total', { route: 'api_post_message', status: '2xx' })
    await admin.taken((await write(site, { text: '路灯不亮' })).number)
    assert.equal(await site.metric('huiying_http_requests_total', { route: 'api_post_message', status: '2xx' }), before + 1)
    assert.ok((await site.metric('huiying_worker_messages_total', { outcome: 'created' })) >= 1)
    const { text } = await site.send('GET', '/metrics')
    const series = text.split('\n').filter((line) => line.startsWith('huiying_')).length
    for (let i = 0; i < 20; ++i) await fetch(`${site.url}/unheard/of/${i}`)
    const later = (await site.send('GET', '/metrics')).text.split('\n').filter((line) => line.startsWith('huiying_')).length
    assert.equal(later, series)
  })

  test('moves to a listener of its own by setting', async () => {
    const port = await freePort()
    const apart = await startSite({ settings: { 'server.metrics_port': port } })
    try {
      assert.equal((await fetch(`${apart.url}/metrics`)).status, 404)
      const own = await fetch(`http://127.0.0.1:${port}/metrics`)
      assert.match(await own.text(), /^huiying_queue_ready 1$/m)
      assert.equal((await fetch(`http://127.0.0.1:${port}/api/v1/tickets`)).status, 404, 'nothing else is there')
    } finally {
      await apart.stop()
    }
  })
})

describe('/readyz', () => {
  test('names what it has looked at', async () => {
    const { status, checks } = await site.ready()
    assert.equal(status, 'ok')
    assert.deepEqual(Object.keys(checks).sort(), ['disk', 'oldest_entry', 'redis', 'sql'])
  })
})

describe('a restart', () => {
  test('keeps tickets, sessions and numbers, and shows no second one-time link', async () => {
    const receipt = await write(site, { text: '路灯不亮' })
    await admin.taken(receipt.number)
    await site.end()
    await site.start()
    assert.ok(!site.printed.includes('welcome'), 'printed at the first start only')
    await admin.taken(receipt.number)
    const state = await site.send('GET', `/api/v1/messages/${receipt.number}?code=${receipt.code}`)
    assert.equal(state.body.state, 'handling')
  })

  test('of a second server on the same data folder is refused', async () => {
    const { status, stderr } = await site.command(['serve', '--server.port', '0', '--server.address', '127.0.0.1'])
    assert.equal(status, 1)
    assert.match(stderr, /in use/)
  })
})

describe('every answer', () => {
  test('forbids sniffing and framing, and names the request', async () => {
    for (const path of ['/', '/ask', '/healthz', '/api/v1/published', '/nothing', '/api/nothing', '/desk/']) {
      const { headers } = await fetch(site.url + path)
      assert.equal(headers.get('x-content-type-options'), 'nosniff', path)
      assert.match(headers.get('content-security-policy'), /frame-ancestors 'none'/, path)
      assert.match(headers.get('x-request-id'), /^[0-9a-f]{16}$/, path)
      assert.equal(headers.get('server'), null)
    }
  })
})
