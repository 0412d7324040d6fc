// A backlog that one worker drains: many messages a read, several transactions, the next judged while these go to disk.
import { after, before, test } from 'node:test'
import assert from 'node:assert/strict'
import { startSite } from './harness.mjs'
import { firstAdministrator } from './people.mjs'
import * as webhooks from './standard_webhooks.mjs'

const kMessages = 160
let site, partner

before(async () => {
  site = await startSite({ settings: { roles: 'intake,web' } })
  partner = await site.addChannel('webhook', 'partner')
})
after(() => site?.stop())

test('every message of a backlog is one ticket, and every figure is that of its tickets', async () => {
  const receipts = []
  for (let from = 0; from < kMessages; from += 20)
    receipts.push(...(await Promise.all(Array.from({ length: 20 }, (_, i) => webhooks.deliver(site, partner, webhooks.message(`元江路${from + i}号的路灯坏了`, { id: `m-${from + i}`, from: `u-${(from + i) % 30}` }))))))
  // Every tenth once more, under its own id.
  for (let at = 0; at < kMessages; at += 10) await webhooks.deliver(site, partner, webhooks.message(`元江路${at}号的路灯坏了`, { id: `m-${at}`, from: `u-${at % 30}` }))
  assert.ok(receipts.every(({ status }) => status === 200))
  assert.ok((await site.metric('huiying_queue_backlog_entries')) >= kMessages)

  await site.end()
  site.settings = { 'worker.batch': 9 }
  await site.start()
  await site.drained()
  assert.equal(await site.metric('huiying_worker_messages_total', { outcome: 'created' }), kMessages)
  assert.equal(await site.metric('huiying_worker_messages_total', { outcome: 'duplicate' }), kMessages / 10)
  const admin = await firstAdministrator(site)
  const found = await admin.call('GET', `/api/v1/tickets?queue=all&q=${encodeURIComponent('元江路77号')}`)
  assert.deepEqual(found.body.items.map(({ number }) => number), [receipts[77].body.number])
  const verified = await site.command(['report', 'verify'])
  assert.equal(verified.status, 0, verified.stdout + verified.stderr)
})
