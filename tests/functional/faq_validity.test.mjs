// Validity, use and outcome of FAQ entries: what is out of its days neither answers nor is shown, and flags what was made from it.
import { after, before, describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { startSite } from './harness.mjs'
import { assigned, firstAdministrator, hired } from './people.mjs'
import * as wechat from './wechat.mjs'

let site, admin, office, handler, reviewer, account

const kDay = 86_400_000
/** A day of Shanghai, so many days from today. */
const day = (days) => new Date(Date.now() + 8 * 3_600_000 + days * kDay).toISOString().slice(0, 10)
const base = (id, question, answer, more = {}) => ({ id, topic: '社会保障', question, variants: [], answer, unit: 'cjzx', source: '测试文件', valid_from: '2026-01-01', valid_to: '', review: 'reviewed', auto_answer: true, ...more })
const lost = base('card-lost', '社保卡丢了怎么补办？', '请带身份证到社区事务受理服务中心补办。', { variants: ['社保卡遗失补办', '医保卡掉了咋办'] })
const first = base('card-first', '社保卡第一次怎么申领？', '请带身份证到社区事务受理服务中心申领。', { variants: ['新办社保卡'] })
const balloon = base('balloon', '热气球体验怎么预约？', '热气球体验请提前三天到社区文化活动中心登记。')

before(async () => {
  site = await startSite()
  admin = await firstAdministrator(site)
  office = await hired(admin, 'fen', 'dzb', ['dispatcher'])
  handler = await hired(admin, 'lu', 'cjzx', ['handler'])
  reviewer = await hired(admin, 'shen', 'cjzx', ['reviewer'])
  for (const entry of [lost, first, balloon]) await put(entry)
  account = await site.addChannel('wechat_oa', 'town', ['--app-id', 'wx1234567890abcdef', '--app-secret', 's', '--token', 'TOKEN123', '--aes-key', 'a'.repeat(43)])
})
after(() => site?.stop())

async function put(entry) {
  const answer = await admin.call('PUT', `/api/v1/faq/${entry.id}`, entry)
  assert.equal(answer.status, 200, answer.text)
}
const newCitizen = () => {
  const from = `o${randomUUID()}`
  return async (text) => wechat.passiveText(account, await wechat.say(site, account, text, { from }))
}
async function itemOf(id, person = office) {
  await site.drained()
  return (await person.get('/api/v1/faq')).items.find((item) => item.id === id)
}

test('each use counts, and what came of it', async () => {
  const one = newCitizen()
  assert.match(await one('社保卡丢了怎么补办？'), /受理服务中心补办/)
  assert.match(await one('没解决'), /工作人员/)
  const two = newCitizen()
  await two('社保卡丢了怎么补办？')
  await two('解决了，谢谢')
  const { uses } = await itemOf('card-lost')
  assert.deepEqual([uses.answered, uses.unsolved, uses.solved, uses.offered], [2, 1, 1, 0])
  assert.match(await newCitizen()('我要办社保卡'), /您想问的是不是/)
  assert.equal((await itemOf('card-first')).uses.offered, 1)
})

test('an entry as the list tells it may come back with a change', async () => {
  const item = await itemOf('card-first', admin)
  await put({ ...item, topic: '社保' })
  assert.equal((await itemOf('card-first')).topic, '社保')
})

test('the last day counts, the day after nothing answers, offers or shows it', async () => {
  await put({ ...lost, valid_to: day(0) })
  assert.equal((await itemOf('card-lost')).standing, 'ending')
  assert.match(await newCitizen()('社保卡丢了怎么补办？'), /受理服务中心补办/)
  assert.equal((await site.page('/published/faq-card-lost')).status, 200)
  await put({ ...lost, valid_to: day(-1) })
  assert.equal((await itemOf('card-lost')).standing, 'expired')
  const answer = await newCitizen()('社保卡丢了怎么补办？')
  assert.doesNotMatch(answer, /受理服务中心补办/)
  assert.doesNotMatch(answer, /1 社保卡丢了怎么补办/)
  assert.equal((await site.page('/published/faq-card-lost')).status, 404)
  assert.doesNotMatch((await site.page(`/search?q=${encodeURIComponent('社保卡丢了怎么补办？')}`)).text, /受理服务中心补办/)
})

test('before its first day an entry is not in force, and 30 days before its end it is pointed out', async () => {
  for (const [fields, standing] of [[{ valid_from: day(1) }, 'not_yet'], [{ valid_from: '' }, 'undated'], [{ valid_to: day(30) }, 'ending'], [{ valid_to: day(31) }, 'current'], [{}, 'current']]) {
    await put({ ...first, ...fields })
    assert.equal((await itemOf('card-first')).standing, standing)
  }
})

describe('a reply that was made from an entry', () => {
  let number, id

  test('is counted, and its public copy is known to the entry', async () => {
    ;({ number } = await assigned(admin, 'cjzx', { subject: '热气球体验怎么预约？', text: '请问热气球体验怎么预约？', publish: true }))
    const { draft } = await handler.ticket(number)
    assert.ok(draft.sources.some(({ faq }) => faq === 'balloon'))
    await handler.move(number, 'reply', { text: draft.text })
    const { uses } = await itemOf('balloon')
    assert.deepEqual([uses.replied, uses.kept], [1, 100])
    const { question, answer, version } = (await handler.ticket(number)).publication
    assert.equal((await handler.call('PUT', `/api/v1/tickets/${number}/publication`, { title: '热气球', question, answer, version })).status, 200)
    const { text_hash } = (await reviewer.ticket(number)).publication
    const done = await reviewer.call('POST', `/api/v1/tickets/${number}/publication/review`, { secrecy: true, privacy: true, wording: true, opinion: '', text_hash })
    assert.equal(done.body.state, 'published', done.text)
    const [dependent] = (await itemOf('balloon')).dependents
    assert.deepEqual([dependent.number, dependent.state, dependent.title], [number, 'published', '热气球'])
    id = dependent.published_id
    assert.deepEqual((await itemOf('balloon', handler)).dependents, [])
    assert.doesNotMatch((await site.page(`/published/${id}`)).text, /已经失效/)
  })

  test('is flagged when the entry expires, to staff and to who reads it', async () => {
    await put({ ...balloon, valid_to: day(-1) })
    assert.equal((await itemOf('balloon')).dependents.length, 1)
    const detail = await handler.ticket(number)
    assert.deepEqual(detail.publication.outdated, [balloon.question])
    assert.equal(detail.draft.sources.find(({ faq }) => faq === 'balloon').review, 'expired')
    assert.match((await site.page(`/published/${id}`)).text, /所依据的规定已经失效/)
  })
})
