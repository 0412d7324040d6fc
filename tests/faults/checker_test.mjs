// Proves the checker: a clean run passes, and every fault that it is there for is caught.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { asPosted, violationsOf } from './checker.mjs'

const message = (channel, person, id, number) => ({
  key: `${channel}|${person}|${id}`,
  channel,
  person,
  text: `text of ${person} ${id}`,
  answers: [{ number, body: `body ${number}` }, { number, body: `body ${number}` }],
})
const ticketOf = (sent) => ({ number: sent.answers[0].number, channel: sent.channel, messages: [sent.text] })
const replyTo = (sent) => ({ number: sent.answers[0].number, channel: sent.channel, person: sent.person, text: `reply ${sent.answers[0].number}` })
const pushOf = (reply) => ({ key: `hy_${reply.number}`, number: reply.number, to: reply.person, text: reply.text, body: `{${reply.text}}`, signed: true })

/** Two people with one platform id, two WeChat people, one of whose replies stands in doubt. */
function cleanRun() {
  const sent = [
    message('webhook', 'ann', '1', 'N1'),
    message('webhook', 'bob', '1', 'N2'),
    message('wechat_oa', 'cai', '1', 'N3'),
    message('wechat_oa', 'dan', '1', 'N4'),
    message('api', 'eve', '1', 'N5'),
  ]
  const approvals = sent.map(replyTo)
  return {
    sent,
    tickets: sent.map(ticketOf),
    statuses: approvals.map(({ number, text }) => ({ number, state: 'final_replied', replies: [text] })),
    approvals,
    pushed: approvals.slice(0, 2).map(pushOf),
    posted: [{ to: 'cai', text: asPosted('reply N3') }],
    outbound: { waiting: [], sending: [], failed: [], in_doubt: [{ number: 'N4', channel: 'wechat_oa', text: 'reply N4' }] },
    kills: [
      { victim: 'server', inFlight: 71, claimed: [{ number: 'N4', channel: 'wechat_oa' }, { number: 'N1', channel: 'webhook' }] },
      { victim: 'redis', inFlight: 50, claimed: [] },
    ],
    senderThreads: 2,
    backlog: 0,
    deadLetters: 0,
  }
}

const rulesOf = (facts) => [...new Set(violationsOf(facts).map((violation) => violation.rule))].sort()

test('a run that kept the promise has no violation', () => {
  assert.deepEqual(violationsOf(cleanRun()), [])
})

test('a push repeated with the same key and body counts as once', () => {
  const facts = cleanRun()
  facts.pushed.push({ ...facts.pushed[0] })
  assert.deepEqual(violationsOf(facts), [])
})

test('a reply in doubt that did arrive is no violation', () => {
  const facts = cleanRun()
  facts.posted.push({ to: 'dan', text: asPosted('reply N4') })
  assert.deepEqual(violationsOf(facts), [])
})

test('a second message of a talk on the same ticket is no violation', () => {
  const facts = cleanRun()
  facts.sent.push(message('wechat_oa', 'cai', '2', 'N3'))
  facts.tickets[2].messages.push('text of cai 2')
  assert.deepEqual(violationsOf(facts), [])
})

// Each plants one fault into a clean run; `rules` is all that must be reported.
const faults = [
  ['a lost message', ['message_lost', 'status_unknown', 'ticket_count'], (facts) => {
    facts.tickets.splice(1, 1)
    facts.statuses.splice(1, 1)
  }],
  ['a message lost from a ticket that stays', ['message_lost', 'ticket_of_nobody'], (facts) => facts.tickets[1].messages.pop()],
  ['a message that only says it was received', ['status_unknown'], (facts) => (facts.statuses[0].state = 'received')],
  ['a second ticket for one message', ['ticket_count', 'ticket_twice'], (facts) => facts.tickets.push({ ...facts.tickets[0], number: 'N9' })],
  ['a message twice in its ticket', ['message_twice'], (facts) => facts.tickets[0].messages.push(facts.tickets[0].messages[0])],
  ['a ticket listed twice', ['message_twice', 'ticket_count', 'ticket_listed_twice'], (facts) => facts.tickets.push({ ...facts.tickets[0] })],
  ['a ticket that nobody wrote', ['ticket_count', 'ticket_of_nobody'], (facts) => facts.tickets.push({ number: 'N9', channel: 'webhook', messages: ['?'] })],
  ['two people merged into one ticket', ['people_merged'], (facts) => {
    facts.sent[1].answers = facts.sent[0].answers
    facts.tickets[0].messages.push(...facts.tickets.splice(1, 1)[0].messages)
    facts.approvals.splice(1, 1)
    facts.pushed.splice(1, 1)
    facts.statuses.splice(1, 1)
  }],
  ['a message on somebody else\'s ticket', ['ticket_of_nobody', 'wrong_ticket'], (facts) => facts.tickets[1].messages.push(facts.tickets[0].messages.pop())],
  ['another number for a repeated delivery', ['number_changed'], (facts) => (facts.sent[0].answers[1] = { number: 'N8', body: 'body N8' })],
  ['another answer for a repeated delivery', ['answer_changed'], (facts) => (facts.sent[2].answers[1] = { number: 'N3', body: 'other bytes' })],
  ['a message that was never accepted', ['never_accepted', 'ticket_count'], (facts) => (facts.sent[0].answers = [])],
  ['a reply that the citizen cannot read', ['reply_not_shown'], (facts) => facts.statuses[4].replies.pop()],
  ['a reply shown twice', ['reply_twice'], (facts) => facts.statuses[4].replies.push('once more')],
  ['a ticket answered twice', ['reply_lost', 'reply_twice'], (facts) => {
    facts.approvals.push({ ...facts.approvals[0], text: 'another reply' })
    facts.statuses[0].replies.push('another reply')
    facts.pushed.push({ ...pushOf(facts.approvals.at(-1)), key: 'hy_other' })
  }],
  ['a reply pushed under two keys', ['reply_twice'], (facts) => facts.pushed.push({ ...facts.pushed[0], key: 'hy_other' })],
  ['one key with two bodies', ['reply_altered'], (facts) => facts.pushed.push({ ...facts.pushed[0], body: '{}' })],
  ['a reply with a bad signature', ['reply_unsigned'], (facts) => (facts.pushed[0].signed = false)],
  ['a reply pushed to somebody else', ['reply_altered'], (facts) => (facts.pushed[0].to = 'bob')],
  ['a push lost', ['reply_lost'], (facts) => facts.pushed.shift()],
  ['a push that nobody approved', ['reply_of_nobody'], (facts) => facts.pushed.push({ ...facts.pushed[0], number: 'N9' })],
  ['a WeChat reply posted twice', ['reply_twice'], (facts) => facts.posted.push({ ...facts.posted[0] })],
  ['a WeChat reply in doubt posted twice', ['reply_twice'], (facts) => facts.posted.push({ to: 'dan', text: asPosted('reply N4') }, { to: 'dan', text: asPosted('reply N4') })],
  ['a WeChat reply lost', ['reply_lost'], (facts) => facts.posted.pop()],
  ['a WeChat reply to somebody else', ['reply_altered'], (facts) => (facts.posted[0].to = 'dan')],
  ['a WeChat reply that nobody approved', ['reply_of_nobody'], (facts) => facts.posted.push({ to: 'cai', text: 'spam' })],
  ['more in doubt than were under way', ['doubt_without_need', 'too_many_in_doubt'], (facts) => {
    facts.outbound.in_doubt.push({ number: 'N3', channel: 'wechat_oa', text: 'reply N3' })
  }],
  ['a doubt about a reply that was not being sent', ['doubt_without_need'], (facts) => {
    facts.kills[0].claimed[0] = { number: 'N3', channel: 'wechat_oa' }
  }],
  ['more in doubt than senders, where claims are unknown', ['too_many_in_doubt'], (facts) => {
    facts.kills[0].claimed = null
    facts.senderThreads = 0
  }],
  ['a webhook reply in doubt', ['doubt_without_need', 'too_many_in_doubt'], (facts) => {
    facts.outbound.in_doubt.push({ number: 'N1', channel: 'webhook', text: 'reply N1' })
  }],
  ['a reply that waits for ever', ['reply_stuck'], (facts) => facts.outbound.waiting.push({ number: 'N1', channel: 'webhook', text: '' })],
  ['a reply left with a dead sender', ['reply_stuck'], (facts) => facts.outbound.sending.push({ number: 'N1', channel: 'webhook', text: '' })],
  ['a reply given up', ['reply_stuck'], (facts) => facts.outbound.failed.push({ number: 'N1', channel: 'webhook', text: '' })],
  ['more claims than senders', ['too_many_claims'], (facts) => (facts.senderThreads = 1)],
  ['a kill with too little in flight', ['weak_kill'], (facts) => (facts.kills[1].inFlight = 49)],
  ['entries left in the stream', ['not_drained'], (facts) => (facts.backlog = 3)],
  ['a dead letter', ['dead_letter'], (facts) => (facts.deadLetters = 1)],
]

for (const [name, rules, plant] of faults)
  test(`the checker catches ${name}`, () => {
    const facts = cleanRun()
    plant(facts)
    assert.deepEqual(rulesOf(facts), rules)
  })
