// Redis stands still or dies: nobody who was told "received" is lost, and all is well again by itself.
import { after, before, describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { assertProblem } from './contract.mjs'
import { startSite, until } from './harness.mjs'
import { firstAdministrator, status, write } from './people.mjs'
import { redisPid, whileStopped } from './redis.mjs'
import * as webhooks from './standard_webhooks.mjs'
import * as wechat from './wechat.mjs'

let site, admin, partner, official

before(async () => {
  site = await startSite()
  admin = await firstAdministrator(site)
  partner = await site.addChannel('webhook', 'partner')
  official = await site.addChannel('wechat_oa', 'town')
})
after(() => site?.stop())

const isWell = () => until('readiness', async () => (await site.ready()).status === 'ok')
const ticketsNamed = async (subject) => (await admin.queue('all', subject)).length

describe('while Redis does not answer', () => {
  let question, asked, refused
  const delivery = webhooks.message('路灯不亮', { subject: '推送来的那一条' })

  before(() =>
    whileStopped(site, async () => {
      refused = [await webhooks.deliver(site, partner, delivery), await wechat.say(site, official, '路灯不亮')]
      question = await write(site, { subject: '接口来的那一条', text: '路灯不亮' })
      asked = await site.page('/ask', { method: 'POST', body: new URLSearchParams({ subject: '网页来的那一条', text: '路灯不亮', kind: 'question' }) })
      const ready = await site.ready()
      assert.equal(ready.status, 'degraded', JSON.stringify(ready))
      assert.equal(ready.checks.redis.ok, false)
      assert.equal((await site.send('GET', '/healthz')).status, 200)
      assert.equal((await site.page('/')).status, 200, 'the board is there')
      assert.equal((await status(site, question)).state, 'received')
      assert.ok((await site.metric('huiying_desk_spooled_messages')) >= 2)
    }),
  )

  test('platforms are told to come again', () => {
    for (const answer of refused) {
      assertProblem(answer, 503, 'queue_unavailable')
      assert.match(answer.headers.get('retry-after'), /^\d+$/)
    }
  })

  test('the API and the board give a number all the same, and it becomes exactly one ticket', async () => {
    await isWell()
    await admin.taken(question.number)
    assert.equal((await status(site, question)).state, 'handling')
    assert.equal(asked.status, 200)
    const number = asked.text.match(/id="number"[^>]*>([^<]+)</)[1]
    const code = asked.text.match(/id="code"[^>]*>([^<]+)</)[1]
    await admin.taken(number)
    assert.equal((await status(site, { number, code })).state, 'handling')
    await site.drained()
    assert.equal(await site.metric('huiying_desk_spooled_messages'), 0)
    for (const subject of ['接口来的那一条', '网页来的那一条']) assert.equal(await ticketsNamed(subject), 1, subject)
  })

  test('a platform that comes again after the 503 makes one ticket', async () => {
    await isWell()
    const answer = await webhooks.deliver(site, partner, delivery)
    assert.equal(answer.status, 200)
    await admin.taken(answer.body.number)
    await site.drained()
    assert.equal(await ticketsNamed('推送来的那一条'), 1)
  })
})

describe('when Redis is killed', () => {
  test('it is started again, and what was accepted before is not lost', async () => {
    const pid = redisPid(site)
    const before = (await webhooks.deliver(site, partner, webhooks.message('井盖松动'))).body.number
    process.kill(pid, 'SIGKILL')
    const after = await write(site, { text: '井盖松动了' })
    // All may seem well until the server has noticed, and what was killed stands in the list of children until then.
    await until('another Redis', () => site.children('redis-server').some((child) => child !== pid))
    await isWell()
    for (const number of [before, after.number]) await admin.taken(number)
    const answer = await until('the webhook', async () => {
      const heard = await webhooks.deliver(site, partner, webhooks.message('垃圾清运'))
      return heard.status === 200 && heard
    })
    await admin.taken(answer.body.number)
  })

  test('while twenty are being delivered, each that heard 200 is one ticket', async () => {
    const deliveries = Array.from({ length: 20 }, () => webhooks.message('公交站', { subject: '公交' }))
    const heard = deliveries.map((message) => webhooks.deliver(site, partner, message))
    process.kill(redisPid(site), 'SIGKILL')
    const answers = await Promise.all(heard)
    await isWell()
    for (const answer of answers) assert.ok([200, 503].includes(answer.status), answer.text)
    for (const answer of answers.filter(({ status: heard200 }) => heard200 === 200)) await admin.taken(answer.body.number)
    await site.drained()
    const subjects = await admin.queue('all', '公交')
    assert.equal(new Set(subjects).size, subjects.length)
    assert.ok(subjects.length <= deliveries.length)
  })
})
