// The health report: what is well, what is not and what to do, for administrators alone.
import { after, before, describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { assertProblem } from './contract.mjs'
import { startSite, until } from './harness.mjs'
import { firstAdministrator, hired } from './people.mjs'
import { sql } from './record.mjs'
import { whileStopped } from './redis.mjs'
import * as webhooks from './standard_webhooks.mjs'

let site, admin, handler

const report = () => admin.get('/api/v1/health-report')
const item = async (key) => (await report()).items.find((one) => one.key === key)

before(async () => {
  site = await startSite()
  admin = await firstAdministrator(site)
  handler = await hired(admin, 'lu', 'cjzx', ['handler'])
})
after(() => site?.stop())

describe('the health report', () => {
  test('says of a new service that it is well', async () => {
    const { level, version, uptime_seconds, items } = await report()
    assert.notEqual(level, 'bad')
    assert.match(version, /^\d+\.\d+\.\d+$/)
    assert.ok(uptime_seconds >= 0)
    const bad = items.filter((one) => ['warning', 'bad'].includes(one.level) && !['calendar', 'disk'].includes(one.key))
    assert.deepEqual(bad, [])
    for (const key of ['redis', 'redis_file', 'redis_memory', 'queue', 'database', 'writer', 'disk', 'outbox', 'in_doubt', 'failed', 'dead_letters', 'spool', 'clock', 'calendar', 'backup', 'version'])
      assert.ok(items.some((one) => one.key === key), key)
  })

  test('says how Redis is kept', async () => {
    assert.match((await item('redis')).says, /自带，版本 \d/)
    assert.match((await item('redis_file')).says, /每次写入都落盘/)
  })

  test('is for administrators', async () => {
    assertProblem(await handler.call('GET', '/api/v1/health-report'), 403, 'forbidden')
    assertProblem(await site.send('GET', '/api/v1/health-report'), 401, 'unauthenticated')
  })

  test('says what came and went by a channel, and what went wrong last', async () => {
    const account = await site.addChannel('webhook', 'partner', ['--reply-url', 'http://127.0.0.1:1/nobody'])
    assert.match((await item('channel/webhook/partner')).says, /最近收到：没有；最近发出：没有/)
    const said = await webhooks.deliver(site, account, webhooks.message('银春路的路灯坏了'))
    assert.equal(said.status, 200, said.text)
    await until('the message', async () => /最近收到：\d+ 秒前/.test((await item('channel/webhook/partner')).says))
  })

  test('warns of what waits for a person', async () => {
    sql(site, `insert into dead_letter (at, channel, account, reason, bytes) values (1, '', '', 'unparsable', x'00')`)
    const letters = await item('dead_letters')
    assert.deepEqual([letters.level, letters.says], ['warning', '1 件'])
    assert.match(letters.advice, /未能入库/)
    assert.equal((await report()).level === 'fine', false)
  })

  test('is red while Redis does not answer, and says what to do', async () => {
    await whileStopped(site, async () => {
      const redis = await until('a red light', async () => {
        const found = await item('redis')
        return found.level === 'bad' && found
      })
      assert.match(redis.says, /没有应答/)
      assert.match(redis.advice, /重启/)
      assert.equal((await report()).level, 'bad')
    })
  })
})
