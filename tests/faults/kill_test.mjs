// The delivery promise under SIGKILL: messages come in by two platforms and replies are approved while the server and its
// Redis are killed in turn, each time with at least 50 messages in flight; one time in five more, both at once. In the end
// every message that got 200 is exactly one ticket and every approved reply arrived once or stands in doubt (checker.mjs).
//   node tests/faults/kill_test.mjs [--messages 2000] [--kills 10] [--seed N] [--facts FILE]
import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { kFewestInFlight, violationsOf } from './checker.mjs'
import { drained, observe } from './observer.mjs'
import { isAlive } from './product.mjs'
import { makeRandom, sleep } from './random.mjs'
import { Stage, kSenderThreads } from './stage.mjs'
import { makeMessages } from './traffic.mjs'

const kTrickle = 0.2
/** Of a burst, so many at least are not yet accepted at the kill; more than must be in flight, for some are still being written. */
const kLeft = 75
const kTrickleMs = [400, 900]
const kDesks = 4
/** Bursts in reserve for kills that found no moment. */
const kSpareActs = 2
const kKilledAgain = 0.3
const kKilledAgainMs = [20, 500]
const kShown = 20
const kClaimedSql = "select t.number as number, o.channel as channel from outbound o join ticket t on t.id = o.ticket where o.state = 'sending'"

const { values } = parseArgs({
  options: {
    messages: { type: 'string', default: '2000' },
    kills: { type: 'string', default: '10' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    facts: { type: 'string' },
  },
})
const wanted = { messages: Number(values.messages), kills: Number(values.kills), seed: Number(values.seed) }

/** Kills at the very moment when at least 50 are in flight, `moment.accepted` have been accepted and
 * `moment.sends` replies are being taken by WeChat; without the sends once `moment.latest` have been accepted. */
function killAt(stage, victim, moment) {
  const { traffic, product, wechat } = stage
  return new Promise((resolve) => {
    traffic.onChange = () => {
      if (traffic.inFlight.size < kFewestInFlight || traffic.accepted < moment.accepted) return
      if (wechat.underWay() < moment.sends && traffic.accepted < moment.latest) return
      traffic.onChange = () => {}
      const redisPid = product.redisPid()
      if (victim !== 'redis') product.killServer()
      if (victim !== 'server') product.killRedis()
      resolve({ victim, redisPid, at: performance.now(), inFlight: traffic.inFlight.size, answering: wechat.underWay() })
    }
  })
}

/** A random moment in a burst of so many messages that leaves enough of them in flight. */
function momentIn({ traffic, random }, burst) {
  const room = Math.max(burst - kLeft, 1)
  const latest = traffic.accepted + room
  return { accepted: traffic.accepted + random.integer(0, room), sends: random.integer(0, 4), latest }
}

/** The server is dead: what was it sending? Now and then it is killed once more while it starts; returns such kills. */
async function bury(stage, kill) {
  const { product, random } = stage
  await product.ended
  kill.claimed = product.queryRemains(kClaimedSql)
  if (!random.chance(kKilledAgain)) return []
  await product.startAndKill(random.integer(...kKilledAgainMs))
  return [{ victim: 'starting', claimed: product.queryRemains(kClaimedSql) }]
}

/** Returns the kills: the given one and those during the start. */
async function revive(stage, kill) {
  const { product, traffic } = stage
  let more = []
  if (kill.victim === 'redis') {
    while (isAlive(kill.redisPid)) await sleep(1)
    await product.waitUntilReady()
    kill.claimed = []
  } else {
    more = await bury(stage, kill)
    await product.start()
  }
  // A delivery that began after the kill has heard 200.
  while (traffic.latestAccepted < kill.at) await sleep(1)
  kill.downMs = performance.now() - kill.at
  return [kill, ...more]
}

/** A part of the messages trickles in while replies are approved; the rest comes at once, and in the middle of it: a kill.
 * Null where the burst was over too soon for one. */
async function actOf(stage, messages, victim) {
  const { traffic, random } = stage
  const trickle = Math.floor(messages.length * kTrickle)
  const pause = random.integer(...kTrickleMs) / Math.max(trickle, 1)
  for (const message of messages.slice(0, trickle)) {
    traffic.send(message)
    await sleep(pause)
  }
  const burst = messages.slice(trickle)
  const killed = killAt(stage, victim, momentIn(stage, burst.length))
  burst.forEach((message) => traffic.send(message))
  const kill = await Promise.race([killed, stage.traffic.settled().then(() => null)])
  traffic.onChange = () => {}
  return kill && revive(stage, kill)
}

const victimsOf = (kills) => [...Array.from({ length: kills }, (_, act) => (act % 2 === 0 ? 'server' : 'redis')), ...Array(Math.floor(kills / 5)).fill('both')]

async function play(stage) {
  const { product, traffic, office, dispatcher } = stage
  const victims = victimsOf(wanted.kills)
  const share = Math.floor(wanted.messages / victims.length)
  const reserve = makeMessages(wanted.messages + kSpareActs * share, stage.random)
  const messages = []
  const next = (count) => {
    const taken = reserve.splice(0, count)
    messages.push(...taken)
    return taken
  }
  const kills = []
  let spare = kSpareActs
  office.start(kDesks)
  for (const [act, victim] of victims.entries()) {
    let result = await actOf(stage, next(share), victim)
    // A starved machine may not have so many on their way at once: another burst, not another verdict.
    for (; !result && spare > 0; --spare) result = await actOf(stage, next(share), victim)
    if (!result) throw new Error(`no moment with ${kFewestInFlight} in flight: the bursts were over too soon`)
    const [kill, ...more] = result
    kills.push(kill, ...more)
    console.log(
      `  kill ${act + 1}: ${kill.victim}, ${kill.inFlight} in flight, ${kill.claimed?.length ?? '?'} replies claimed, ` +
        `${kill.answering} at WeChat; accepts again after ${kill.downMs.toFixed(0)} ms${more.length > 0 ? ' (killed once more while it started)' : ''}`,
    )
  }
  next(wanted.messages % victims.length).forEach((message) => traffic.send(message))
  await traffic.settled()
  await drained(product.url, dispatcher)
  await office.stop()
  await drained(product.url, dispatcher)
  return { messages, kills }
}

const factsOf = async (stage, { messages, kills }) => ({
  ...(await observe(stage.product.url, stage.dispatcher, messages)),
  pushed: stage.receiver.pushed,
  posted: stage.wechat.posted,
  kills,
  senderThreads: kSenderThreads,
})

function tell(facts, traffic) {
  const inDoubt = facts.outbound.in_doubt.length
  const byChannel = (channel) => facts.approvals.filter((approval) => approval.channel === channel).length
  const claims = facts.kills.flatMap((kill) => kill.claimed ?? []).filter((row) => row.channel !== 'webhook')
  const claimed = new Set(claims.map((row) => row.number)).size
  const again = facts.pushed.length - new Set(facts.pushed.map((push) => push.key)).size
  console.log(`  deliveries: ${traffic.tries.answered} answered 200, ${traffic.tries.refused} heard 503, ${traffic.tries.broken} broken off`)
  console.log(`  messages: ${facts.sent.length} accepted, ${facts.tickets.length} tickets, ${facts.deadLetters} dead letters`)
  console.log(`  replies: ${byChannel('webhook')} by webhook (${again} pushed again under their key), ${byChannel('wechat_oa')} by WeChat, ${byChannel('api')} to be read`)
  console.log(`  in doubt: ${inDoubt} of ${claimed} WeChat sends under way at the kills`)
}

/** Plants real faults into the record of this very run: a check that lets them pass proves nothing. */
async function plantedFaultsAreCaught(stage, run) {
  const plant = async (sql, rule) => {
    if (stage.product.query(sql) === null) return console.log('  sqlite3 is not installed: no faults planted into the record')
    const caught = violationsOf(await factsOf(stage, run)).some((violation) => violation.rule === rule)
    console.log(`  planted ${rule}: ${caught ? 'caught' : 'NOT CAUGHT'}`)
    if (!caught) throw new Error(`the checker did not see a planted ${rule}`)
  }
  await plant('delete from message where id = (select max(id) from message)', 'message_lost')
  await plant(
    'insert into message (delivery_key, ticket, received_at, arrived_at, text, passive_text, passive_faq, attachments) ' +
      "select delivery_key || '+', (select max(id) from ticket), received_at, arrived_at, text, passive_text, passive_faq, attachments from message where id = 1",
    'ticket_twice',
  )
  await plant("update outbound set state = 'waiting', next_at = 9e12 where id = (select max(id) from outbound)", 'reply_stuck')
}

async function main() {
  console.log(`kill_test: ${wanted.messages} messages, ${wanted.kills} kills, seed ${wanted.seed}`)
  const began = performance.now()
  const stage = await Stage.open(makeRandom(wanted.seed))
  let good = false
  try {
    await stage.product.start()
    await stage.populate()
    const run = await play(stage)
    const facts = await factsOf(stage, run)
    if (values.facts) writeFileSync(values.facts, JSON.stringify(facts))
    tell(facts, stage.traffic)
    const violations = violationsOf(facts)
    for (const { rule, detail } of violations.slice(0, kShown)) console.log(`  VIOLATION ${rule}: ${detail}`)
    good = violations.length === 0
    if (good) await plantedFaultsAreCaught(stage, run)
    console.log(`  ${good ? 'passed' : `FAILED: ${violations.length} violations`} in ${((performance.now() - began) / 1000).toFixed(1)} s`)
  } catch (error) {
    good = false
    throw error
  } finally {
    if (!good) console.log(`  left for inspection: ${stage.product.folder}`)
    await stage.close({ keep: !good })
  }
  process.exitCode = good ? 0 : 1
}

await main()
