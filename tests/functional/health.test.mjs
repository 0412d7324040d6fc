// The health report: what is well, what is not and what to do, for administrators alone.
import { after, before, describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { assertProblem } from './contract.mjs'
import { startSite, until } from './harness.mjs'
import { assigned, firstAdministrator, hired, write } from './people.mjs'
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

describe('a service without a clock and a sender', () => {
  let alone, keeper
  const found = async (key) => (await keeper.get('/api/v1/health-report')).items.find((one) => one.key === key)
  const ago = (ms) => Date.now() - ms

  before(async () => {
    alone = await startSite({ settings: { roles: 'intake,worker,web' } })
    keeper = await firstAdministrator(alone)
    const { number } = await assigned(keeper, 'cjzx', { text: '路灯不亮' })
    sql(alone, `update alarm set at = ${ago(5 * 60_000)} where ticket = (select id from ticket where number = '${number}')`)
    sql(alone, `insert into outbound (idempotency_key, ticket, channel, account, recipient, text, sender_unit, at, state, next_at, attempt, detail)
      select 'k1', id, 'webhook', 'partner', 'u', 't', '', ${ago(50 * 60_000)}, 'waiting', ${ago(40 * 60_000)}, 2, '40001 invalid credential' from ticket where number = '${number}'`)
  })
  after(() => alone?.stop())

  test('says that reminders are late, and by how much', async () => {
    const clock = await found('clock')
    assert.deepEqual([clock.level, clock.says], ['warning', '晚了 5 分钟'])
    assert.match(clock.advice, /clock 角色/)
    sql(alone, `update alarm set at = ${ago(3 * 3_600_000)}`)
    assert.deepEqual([(await found('clock')).level, (await found('clock')).says], ['bad', '晚了 3 小时'])
  })

  test('says that replies do not go out, and what the channel answered last', async () => {
    const outbox = await found('outbox')
    assert.equal(outbox.level, 'bad')
    assert.match(outbox.says, /^1 件，最久的该在 40 分钟前发出$/)
    await alone.addChannel('webhook', 'partner', ['--reply-url', 'http://127.0.0.1:1/nobody'])
    const channel = await found('channel/webhook/partner')
    assert.equal(channel.level, 'warning')
    assert.match(channel.says, /出错：40001 invalid credential/)
    sql(alone, `update outbound set state = 'sent', at = ${Date.now()}, detail = ''`)
    assert.equal((await found('channel/webhook/partner')).level, 'fine', 'a later letter makes it good')
  })

  test('says what Redis holds that nobody takes in', async () => {
    const idle = await startSite({ settings: { roles: 'intake,clock,sender,web' } })
    try {
      const person = await firstAdministrator(idle)
      await write(idle, { text: '路灯不亮' })
      const queue = (await person.get('/api/v1/health-report')).items.find(({ key }) => key === 'queue')
      assert.match(queue.says, /^1 件，最久的等了 \d+ 秒$/)
    } finally {
      await idle.stop()
    }
  })
})
