// A record whose Redis is gone: restored from a backup of the database alone, or a Redis folder lost with its disk. What the
// record has stays, and new messages become tickets at once, although Redis counts its fencing tokens anew.
//   node tests/faults/redis_lost_test.mjs
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { violationsOf } from './checker.mjs'
import { drained, observe } from './observer.mjs'
import { makeRandom } from './random.mjs'
import { Stage, kSenderThreads } from './stage.mjs'
import { makeMessages } from './traffic.mjs'

const kStartsBefore = 3
const kMessagesAStart = 20

async function main() {
  console.log('redis_lost_test')
  const stage = await Stage.open(makeRandom(1))
  const { product } = stage
  const messages = makeMessages(kMessagesAStart * (kStartsBefore + 1), stage.random)
  let violations = [{ rule: 'unfinished', detail: 'did not come to its end' }]
  try {
    for (let start = 0; start <= kStartsBefore; ++start) {
      if (start === kStartsBefore) rmSync(join(product.data, 'redis'), { recursive: true })
      await product.start()
      if (start === 0) await stage.populate()
      messages.slice(start * kMessagesAStart, (start + 1) * kMessagesAStart).forEach((message) => stage.traffic.send(message))
      await stage.traffic.settled()
      await drained(product.url, stage.dispatcher)
      if (start < kStartsBefore) await product.stop()
    }
    const seen = await observe(product.url, stage.dispatcher, messages)
    violations = violationsOf({ ...seen, pushed: [], posted: [], kills: [], senderThreads: kSenderThreads })
    console.log(`  messages: ${messages.length} accepted, ${seen.tickets.length} tickets`)
  } finally {
    for (const { rule, detail } of violations) console.log(`  VIOLATION ${rule}: ${detail}`)
    console.log(violations.length === 0 ? '  passed' : `  FAILED; left for inspection: ${product.folder}`)
    await stage.close({ keep: violations.length > 0 })
  }
  process.exitCode = violations.length === 0 ? 0 : 1
}

await main()
