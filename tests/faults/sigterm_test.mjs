// A graceful end under load: SIGTERM while messages are in flight and replies are being sent. The server ends by itself with
// 0 within 15 s and takes its Redis along; no accepted message is lost, nothing stands in doubt; the next start on the same
// folder goes on where it ended.
//   node tests/faults/sigterm_test.mjs [--messages 400] [--ends 3] [--seed N]
import { parseArgs } from 'node:util'
import { kFewestInFlight, violationsOf } from './checker.mjs'
import { drained, observe } from './observer.mjs'
import { isAlive } from './product.mjs'
import { makeRandom } from './random.mjs'
import { Stage, kSenderThreads } from './stage.mjs'
import { makeMessages } from './traffic.mjs'

const kLongestEndMs = 15_000
const kDesks = 4

const { values } = parseArgs({
  options: {
    messages: { type: 'string', default: '400' },
    ends: { type: 'string', default: '3' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
  },
})
const wanted = { messages: Number(values.messages), ends: Number(values.ends), seed: Number(values.seed) }

/** The moment when enough is in flight. */
const loaded = (traffic) =>
  new Promise((resolve) => {
    traffic.onChange = () => {
      if (traffic.inFlight.size < kFewestInFlight) return
      traffic.onChange = () => {}
      resolve(traffic.inFlight.size)
    }
  })

/** Sends a burst, ends the server in the middle of it and starts it again; returns what was wrong with the end. */
async function endOnce(stage, messages) {
  const { product, traffic } = stage
  const redis = product.redisPid()
  const live = await listenLive(stage)
  const full = loaded(traffic)
  messages.forEach((message) => traffic.send(message))
  const inFlight = await full
  const answered = traffic.tries.answered
  const end = await product.stop()
  const taken = traffic.tries.answered - answered
  const wrong = []
  if (end.code !== 0) wrong.push(`exit code ${end.code}, signal ${end.signal}`)
  if (end.ms > kLongestEndMs) wrong.push(`took ${end.ms.toFixed(0)} ms to end`)
  await live.ended
  if (isAlive(redis)) wrong.push(`its Redis (${redis}) outlived it`)
  const startMs = await product.start()
  console.log(`  end with ${inFlight} in flight: ${taken} more heard 200, ended in ${end.ms.toFixed(0)} ms; started in ${startMs.toFixed(0)} ms`)
  return wrong
}

/** An open live stream, as every desk in the town holds one: {ended}, a promise. */
async function listenLive(stage) {
  const stream = await fetch(`${stage.product.url}/api/v1/events`, { headers: { cookie: stage.dispatcher.cookie } })
  if (!stream.ok) throw new Error(`no live stream: ${stream.status}`)
  const drain = async () => {
    for await (const chunk of stream.body) void chunk
  }
  return { ended: drain().catch(() => {}) }
}

async function play(stage) {
  const messages = makeMessages(wanted.messages, stage.random)
  const share = Math.floor(messages.length / wanted.ends)
  const wrong = []
  stage.office.start(kDesks)
  for (let end = 0; end < wanted.ends; ++end) wrong.push(...(await endOnce(stage, messages.slice(end * share, (end + 1) * share))))
  messages.slice(wanted.ends * share).forEach((message) => stage.traffic.send(message))
  await stage.traffic.settled()
  await drained(stage.product.url, stage.dispatcher)
  await stage.office.stop()
  await drained(stage.product.url, stage.dispatcher)
  return { messages, wrong }
}

async function main() {
  console.log(`sigterm_test: ${wanted.messages} messages, ${wanted.ends} ends, seed ${wanted.seed}`)
  const stage = await Stage.open(makeRandom(wanted.seed))
  let faults = ['did not come to its end']
  try {
    await stage.product.start()
    await stage.populate()
    const { messages, wrong } = await play(stage)
    const seen = await observe(stage.product.url, stage.dispatcher, messages)
    // No kill: not one reply may stand in doubt.
    const violations = violationsOf({ ...seen, pushed: stage.receiver.pushed, posted: stage.wechat.posted, kills: [], senderThreads: kSenderThreads })
    faults = [...wrong, ...violations.map(({ rule, detail }) => `${rule}: ${detail}`)]
    console.log(`  messages: ${messages.length} accepted, ${seen.tickets.length} tickets; replies: ${seen.approvals.length}, ${seen.outbound.in_doubt.length} in doubt`)
    for (const fault of faults.slice(0, 20)) console.log(`  VIOLATION ${fault}`)
    console.log(faults.length === 0 ? '  passed' : `  FAILED; left for inspection: ${stage.product.folder}`)
  } finally {
    await stage.close({ keep: faults.length > 0 })
  }
  process.exitCode = faults.length === 0 ? 0 : 1
}

await main()
