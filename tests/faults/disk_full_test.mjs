// A full disk: nothing is accepted that cannot be kept, the server says so and stays, and when there is room again it goes on
// by itself, with every accepted message one ticket. Needs the right to mount a small tmpfs; without it the test is skipped.
//   node tests/faults/disk_full_test.mjs [--messages 300] [--seed N]
import { spawnSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, rmSync, rmdirSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { violationsOf } from './checker.mjs'
import { drained, observe } from './observer.mjs'
import { makeRandom, sleep } from './random.mjs'
import { Stage, kSenderThreads } from './stage.mjs'
import { makeMessages } from './traffic.mjs'

const kDiskSize = '48m'
const kFullMs = 4000
const kDesks = 2
const kBlock = Buffer.alloc(64 * 1024)

const { values } = parseArgs({
  options: { messages: { type: 'string', default: '300' }, seed: { type: 'string', default: String(Date.now() % 1_000_000) } },
})

function fill(path) {
  const file = openSync(path, 'w')
  try {
    // Down to the last byte: what is left of a block is filled too.
    for (let bytes = kBlock.length; bytes > 0; )
      try {
        writeSync(file, kBlock, 0, bytes)
      } catch (error) {
        if (error.code !== 'ENOSPC') throw error
        bytes = Math.floor(bytes / 2)
      }
  } finally {
    closeSync(file)
  }
}

/** What is wrong while the disk is full. */
async function whileFull(stage) {
  const { product, traffic } = stage
  const wrong = []
  const before = { ...traffic.tries }
  await sleep(kFullMs)
  if (product.server.exitCode !== null || product.server.signalCode !== null) return ['the server ended']
  const accepted = traffic.tries.answered - before.answered
  const refused = traffic.tries.refused - before.refused
  console.log(`  full: ${accepted} heard 200, ${refused} heard 503 in ${kFullMs} ms`)
  if (refused === 0) wrong.push('nobody heard 503')
  const ready = await fetch(`${product.url}/readyz`)
  const { checks } = await ready.json()
  if (checks.disk.ok) wrong.push('/readyz does not tell that the disk is full')
  if (!(await fetch(`${product.url}/healthz`)).ok) wrong.push('/healthz does not answer')
  return wrong
}

async function play(stage) {
  const { product, traffic, office, dispatcher } = stage
  const messages = makeMessages(Number(values.messages), stage.random)
  const third = Math.floor(messages.length / 3)
  const filler = join(product.data, 'filler')
  office.start(kDesks)
  messages.slice(0, third).forEach((message) => traffic.send(message))
  await traffic.settled()
  fill(filler)
  messages.slice(third, 2 * third).forEach((message) => traffic.send(message))
  const wrong = await whileFull(stage)
  rmSync(filler)
  const began = performance.now()
  messages.slice(2 * third).forEach((message) => traffic.send(message))
  await traffic.settled()
  console.log(`  all accepted ${(performance.now() - began).toFixed(0)} ms after there was room again`)
  await drained(product.url, dispatcher)
  await office.stop()
  await drained(product.url, dispatcher)
  return { messages, wrong }
}

async function main(disk) {
  console.log(`disk_full_test: ${values.messages} messages, seed ${values.seed}`)
  const stage = await Stage.open(makeRandom(Number(values.seed)), { 'data.min_free_mb': 1 }, join(disk, 'data'))
  let faults = ['did not come to its end']
  try {
    await stage.product.start()
    await stage.populate()
    const { messages, wrong } = await play(stage)
    const seen = await observe(stage.product.url, stage.dispatcher, messages)
    // A send whose outcome could not be written down stands in doubt: at most one a sender, as at a kill.
    const kills = [{ victim: 'disk', inFlight: Infinity, claimed: null }]
    const violations = violationsOf({ ...seen, pushed: stage.receiver.pushed, posted: stage.wechat.posted, kills, senderThreads: kSenderThreads })
    faults = [...wrong, ...violations.map(({ rule, detail }) => `${rule}: ${detail}`)]
    console.log(`  messages: ${messages.length} accepted, ${seen.tickets.length} tickets; replies: ${seen.approvals.length}, ${seen.outbound.in_doubt.length} in doubt`)
  } finally {
    for (const fault of faults.slice(0, 20)) console.log(`  VIOLATION ${fault}`)
    console.log(faults.length === 0 ? '  passed' : `  FAILED; log: ${stage.product.log}`)
    await stage.close({ keep: faults.length > 0 })
  }
  process.exitCode = faults.length === 0 ? 0 : 1
}

const disk = mkdtempSync(join(tmpdir(), 'huiying-disk-'))
if (spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${kDiskSize}`, 'tmpfs', disk]).status === 0)
  try {
    await main(disk)
  } finally {
    spawnSync('umount', ['-l', disk])
    rmdirSync(disk)
  }
else console.log('disk_full_test: skipped, no right to mount a tmpfs')
