// Judges a fault run from the facts that were seen from outside: what was accepted, which tickets there are, what was
// approved, what arrived. Pure. Input: the facts below; output: a list of violations, empty when the delivery promise held.
//
//   sent       [{key, channel, person, text, answers: [{number, body}]}]  a row a distinct message, an answer a 200
//   tickets    [{number, channel, messages: [text]}]                       as the staff's list shows them
//   statuses   [{number, state, replies: [text]}]                          by number and code; state null: unknown
//   approvals  [{number, channel, person, text}]                           replies that a reviewer signed off
//   pushed     [{key, number, to, text, body, signed}]                     what the webhook's receiver got
//   posted     [{to, text}]                                                what the WeChat stand-in got
//   outbound   {waiting, sending, in_doubt, failed: [{number, channel, text}]}
//   kills      [{victim: 'server'|'redis'|'both'|'starting', inFlight, claimed: [{number, channel}] | null}]
//   senderThreads, backlog, deadLetters

export const kFewestInFlight = 50

const groupBy = (rows, keyOf) => {
  const groups = new Map()
  for (const row of rows) {
    const key = keyOf(row)
    if (!groups.has(key)) groups.set(key, [])
    groups.get(key).push(row)
  }
  return groups
}

const accepted = (facts) => facts.sent.filter((message) => message.answers.length > 0)

function checkAnswers(facts, report) {
  for (const message of accepted(facts)) {
    const numbers = new Set(message.answers.map((answer) => answer.number))
    if (numbers.size > 1) report('number_changed', `${message.key}: ${[...numbers].join(', ')}`)
    else if (new Set(message.answers.map((answer) => answer.body)).size > 1) report('answer_changed', message.key)
  }
  for (const [number, messages] of groupBy(accepted(facts), (message) => message.answers[0].number)) {
    const people = new Set(messages.map((message) => `${message.channel}|${message.person}`))
    if (people.size > 1) report('people_merged', `${number}: ${[...people].join(', ')}`)
  }
}

/** Where each text stands: [{number, text}], one a message of a ticket. */
const places = (facts) => facts.tickets.flatMap((ticket) => ticket.messages.map((text) => ({ number: ticket.number, text })))

function checkMessages(facts, report) {
  const standing = groupBy(places(facts), (place) => place.text)
  for (const message of accepted(facts)) {
    const found = standing.get(message.text) ?? []
    const { number } = message.answers[0]
    if (found.length === 0) report('message_lost', `${message.key} (${number})`)
    else if (new Set(found.map((place) => place.number)).size > 1) report('ticket_twice', `${message.key}: ${found.map((place) => place.number).join(', ')}`)
    else if (found.length > 1) report('message_twice', `${message.key} in ${found[0].number}`)
    else if (found[0].number !== number) report('wrong_ticket', `${message.key} was told ${number}, stands in ${found[0].number}`)
  }
}

function checkTickets(facts, report) {
  const known = new Set(facts.sent.map((message) => message.text))
  for (const ticket of facts.tickets)
    if (!ticket.messages.some((text) => known.has(text))) report('ticket_of_nobody', ticket.number)
  for (const [number, tickets] of groupBy(facts.tickets, (ticket) => ticket.number))
    if (tickets.length > 1) report('ticket_listed_twice', number)
  const told = new Set(accepted(facts).map((message) => message.answers[0].number))
  if (told.size !== facts.tickets.length) report('ticket_count', `${facts.tickets.length} tickets for ${told.size} numbers`)
  const states = new Map(facts.statuses.map((status) => [status.number, status.state]))
  for (const number of told)
    if (!states.get(number) || states.get(number) === 'received') report('status_unknown', `${number}: ${states.get(number)}`)
}

/** What the citizen reads by number and code: every reply once, nothing else. */
function checkShown(facts, report) {
  const approved = groupBy(facts.approvals, (approval) => approval.number)
  for (const { number, replies } of facts.statuses) {
    const texts = (approved.get(number) ?? []).map((approval) => approval.text)
    if (texts.some((text) => !replies.includes(text))) report('reply_not_shown', number)
    if (replies.length > texts.length) report('reply_twice', `${number}: shown`)
  }
  for (const [number, approvals] of approved) if (approvals.length > 1) report('reply_twice', `${number}: approved`)
}

function checkPushed(facts, report) {
  const arrived = groupBy(facts.pushed, (push) => push.number)
  const replies = facts.approvals.filter((approval) => approval.channel === 'webhook')
  for (const reply of replies) {
    const pushes = arrived.get(reply.number) ?? []
    arrived.delete(reply.number)
    if (pushes.length === 0) report('reply_lost', reply.number)
    else if (new Set(pushes.map((push) => push.key)).size > 1) report('reply_twice', reply.number)
    else if (new Set(pushes.map((push) => push.body)).size > 1) report('reply_altered', `${reply.number}: one key, two bodies`)
    else if (pushes[0].text !== reply.text || pushes[0].to !== reply.person) report('reply_altered', reply.number)
    if (pushes.some((push) => !push.signed)) report('reply_unsigned', reply.number)
  }
  for (const number of arrived.keys()) report('reply_of_nobody', number)
}

/** A final reply as WeChat gets it: the question for the grade below it. */
export const asPosted = (text) => `${text}\n\n请您评价这次办理：回复“满意”“基本满意”或“不满意”。也可以接着留言补充。`

function checkPosted(facts, report) {
  const arrived = groupBy(facts.posted, (post) => post.text)
  const inDoubt = new Set(facts.outbound.in_doubt.map((row) => row.number))
  for (const reply of facts.approvals.filter((approval) => approval.channel === 'wechat_oa')) {
    const posts = arrived.get(asPosted(reply.text)) ?? []
    arrived.delete(asPosted(reply.text))
    if (posts.length > 1) report('reply_twice', reply.number)
    if (posts.length === 0 && !inDoubt.has(reply.number)) report('reply_lost', reply.number)
    if (posts.some((post) => post.to !== reply.person)) report('reply_altered', reply.number)
  }
  for (const text of arrived.keys()) report('reply_of_nobody', text)
}

/** Sends of a platform without idempotency that were under way when the server died: by the record's own claims, or, where
 * nobody could read them, as many as there are senders. */
function underWay(facts) {
  const kills = facts.kills.filter((kill) => kill.victim !== 'redis')
  const claims = kills.flatMap((kill) => (kill.claimed ?? []).filter((row) => row.channel !== 'webhook'))
  const unread = kills.filter((kill) => kill.claimed === null).length
  // A reply that one kill left claimed may still be so at the next, when that came during the start: it counts once.
  const numbers = new Set(claims.map((row) => row.number))
  return { numbers, most: numbers.size + unread * facts.senderThreads, exact: unread === 0 }
}

function checkOutbound(facts, report) {
  const { numbers, most, exact } = underWay(facts)
  const approved = new Set(facts.approvals.map((approval) => approval.number))
  const doubts = facts.outbound.in_doubt
  if (doubts.length > most) report('too_many_in_doubt', `${doubts.length} in doubt, ${most} sends under way at the kills`)
  for (const row of doubts) {
    if (row.channel === 'webhook') report('doubt_without_need', `${row.number}: the platform has idempotency keys`)
    else if (exact && !numbers.has(row.number)) report('doubt_without_need', `${row.number}: was not being sent at any kill`)
    if (!approved.has(row.number)) report('reply_of_nobody', row.number)
  }
  for (const state of ['waiting', 'sending', 'failed'])
    for (const row of facts.outbound[state]) report('reply_stuck', `${row.number} is ${state}`)
}

function checkEnd(facts, report) {
  for (const kill of facts.kills)
    if (kill.victim !== 'starting' && kill.inFlight < kFewestInFlight) report('weak_kill', `${kill.victim}: ${kill.inFlight} in flight`)
  for (const kill of facts.kills)
    if ((kill.claimed ?? []).length > facts.senderThreads) report('too_many_claims', `${kill.claimed.length} rows for ${facts.senderThreads} senders`)
  for (const message of facts.sent)
    if (message.answers.length === 0) report('never_accepted', message.key)
  if (facts.backlog !== 0) report('not_drained', `${facts.backlog} entries`)
  if (facts.deadLetters !== 0) report('dead_letter', `${facts.deadLetters}`)
}

/** Returns [{rule, detail}]. */
export function violationsOf(facts) {
  const violations = []
  const report = (rule, detail) => violations.push({ rule, detail })
  for (const check of [checkAnswers, checkMessages, checkTickets, checkShown, checkPushed, checkPosted, checkOutbound, checkEnd]) check(facts, report)
  return violations
}
