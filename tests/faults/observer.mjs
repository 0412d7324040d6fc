// Looks at the product from outside when all is quiet: what the staff sees, what citizens see by number and code, what the
// gauges say. The facts for checker.mjs.
import { sleep } from './random.mjs'

const kDrainMs = 60_000
const kPauseMs = 100
const kAtATime = 16

async function mapInParallel(list, work) {
  const results = new Array(list.length)
  let next = 0
  const worker = async () => {
    while (next < list.length) {
      const index = next++
      results[index] = await work(list[index])
    }
  }
  await Promise.all(Array.from({ length: kAtATime }, worker))
  return results
}

async function gauge(url, name) {
  const text = await (await fetch(`${url}/metrics`)).text()
  const value = text.match(new RegExp(`^${name}(?:\\{\\})? (\\S+)$`, 'm'))?.[1]
  if (value === undefined) throw new Error(`no gauge ${name}`)
  return Number(value)
}

const outboundRows = async (person, state) => (await person.get(`outbound?state=${state}`)).items

/** Waits until the streams are empty and nothing waits to be sent, or a minute is over. */
export async function drained(url, person) {
  const end = performance.now() + kDrainMs
  while (performance.now() < end) {
    const backlog = await gauge(url, 'huiying_queue_backlog_entries')
    const moving = [...(await outboundRows(person, 'waiting')), ...(await outboundRows(person, 'sending'))]
    if (backlog === 0 && moving.length === 0) return
    await sleep(kPauseMs)
  }
}

async function ticketFacts(person) {
  const listed = await person.tickets('all')
  return mapInParallel(listed, async ({ number }) => {
    const { ticket, messages } = await person.get(`tickets/${number}`)
    const texts = (from) => messages.filter((line) => line.from === from).map((line) => line.text)
    return { number, channel: ticket.channel, messages: texts('citizen'), replies: texts('staff') }
  })
}

async function statusFacts(url, sent) {
  const codes = new Map(sent.flatMap((message) => message.answers.filter((answer) => answer.code).map((answer) => [answer.number, answer.code])))
  return mapInParallel([...codes], async ([number, code]) => {
    const answer = await fetch(`${url}/api/v1/messages/${number}?code=${code}`)
    if (!answer.ok) return { number, state: null, replies: [] }
    const { state, replies } = await answer.json()
    return { number, state, replies: replies.map((reply) => reply.text) }
  })
}

/** A reply was approved when its ticket shows it, whether or not the reviewer heard the answer. */
function approvalFacts(tickets, sent) {
  const people = new Map(sent.flatMap((message) => message.answers.map((answer) => [answer.number, message.person])))
  return tickets.flatMap(({ number, channel, replies }) => replies.map((text) => ({ number, channel, person: people.get(number), text })))
}

/** All facts but those that only the run itself knows. */
export async function observe(url, person, sent) {
  const tickets = await ticketFacts(person)
  const outbound = {}
  for (const state of ['waiting', 'sending', 'in_doubt', 'failed']) outbound[state] = await outboundRows(person, state)
  return {
    sent,
    tickets,
    statuses: await statusFacts(url, sent),
    approvals: approvalFacts(tickets, sent),
    outbound,
    backlog: await gauge(url, 'huiying_queue_backlog_entries'),
    deadLetters: await gauge(url, 'huiying_desk_dead_letters'),
  }
}
