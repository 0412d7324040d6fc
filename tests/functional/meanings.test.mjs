// What is meant, by an endpoint's vectors: entries in the background and only once, a question within its time, and words
// alone wherever the endpoint is slow, broken or away.
import { after, before, beforeEach, describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { run, sleep, startSite, temporaryFolder, until, writeIn } from './harness.mjs'
import { rmSync } from 'node:fs'
import { startModels } from './model_api.mjs'
import { firstAdministrator, write } from './people.mjs'
import * as wechat from './wechat.mjs'

const kPassivePatienceMs = 1_500 // of WeChat's 5 s; the question's own limit is 300 ms
const kRestMs = 10_500
let site, models, admin, account

const entry = (question, variants, answer) => ({ topic: '社会保障', question, variants, answer, unit: 'cjzx', source: '测试文件', valid_from: '2026-01-01', valid_to: '', review: 'reviewed', auto_answer: true })
const entries = {
  'card-lost': entry('星火卡怎么补办？', ['星火卡遗失补办'], '星火卡请带身份证到社区事务受理服务中心补办。'),
  'card-first': entry('星火卡怎么申领？', ['新申领星火卡'], '星火卡请带身份证到社区事务受理服务中心申领。'),
}
const kAsked = '星火卡怎么办理'
/** Texts of the entry that is meant point one way, all others another. */
const meaning = (id) => (text) => (text.includes(kAsked) || Object.values(entries[id]).flat().includes(text) ? [1, 0, 0.1] : [0, 1, 0.1])
const known = () => until('vectors of all entries', async () => (await site.metric('huiying_language_model_entries_missing')) === 0 && models.embedded.length > 0)

before(async () => {
  models = await startModels()
  models.means = meaning('card-lost')
  site = await startSite({ settings: { 'language_model.embeddings_url': models.embeddings, 'language_model.embeddings_model': 'town-embed' } })
  admin = await firstAdministrator(site)
  for (const [id, fields] of Object.entries(entries)) assert.equal((await admin.call('PUT', `/api/v1/faq/${id}`, { id, ...fields })).status, 200)
  account = await site.addChannel('wechat_oa', 'town', ['--app-id', 'wx1234567890abcdef', '--app-secret', 's', '--token', 'TOKEN123', '--aes-key', 'a'.repeat(43)])
  await until('the entries to be asked for', async () => models.embedded.includes('新申领星火卡'))
  await known()
})
after(async () => {
  await site?.stop()
  await models?.close()
})
beforeEach(() => {
  models.good()
})

const outcome = (word, use = 'question') => site.metric('huiying_language_model_requests_total', { use, outcome: word })
async function sourcesOf(text) {
  const { number } = await write(site, { text })
  const { draft } = await admin.taken(number)
  return draft.sources.map(({ faq }) => faq)
}
const cards = (ids) => ids.filter((id) => id in entries)

describe('the order of what is found', () => {
  test('follows what is meant, of what the words find', async () => {
    for (const meant of ['card-first', 'card-lost']) {
      // Only the question's vector changes: those of the entries were asked for once.
      models.means = (text) => (text.includes(kAsked) ? (meant === 'card-lost' ? [1, 0, 0.1] : [0, 1, 0.1]) : [1, 0, 0.1])
      const [first] = cards(await sourcesOf(`${kAsked}？`))
      assert.equal(first, meant)
    }
    assert.ok((await outcome('answered')) >= 2)
  })

  test('of personal details nothing leaves the house, and of an accusation nothing at all', async () => {
    const at = models.embedded.length
    await sourcesOf(`${kAsked}？我的电话13812345678。`)
    const accused = await write(site, { subject: '举报', text: '城市建设管理事务中心的工作人员收受红包，态度恶劣。', kind: 'report' })
    await admin.taken(accused.number)
    const sent = models.embedded.slice(at).join('\n')
    assert.ok(sent.includes(kAsked))
    assert.ok(!sent.includes('13812345678'))
    assert.ok(!sent.includes('红包'))
  })

  test('of a talk whose ticket is open, what is said next does not leave the house', async () => {
    const from = `o${randomUUID()}`
    const said = wechat.passiveText(account, await wechat.say(site, account, '元江路的路灯坏了', { from }))
    const { number } = wechat.receiptIn(said)
    await admin.taken(number)
    const next = '就在星火路小区门口'
    await wechat.say(site, account, next, { from })
    await until('it to stand in the ticket', async () => JSON.stringify((await admin.ticket(number)).messages ?? []).includes(next))
    assert.ok(!models.embedded.join('\n').includes(next))
    // The same words, where they begin a matter.
    await write(site, { text: next })
    await until('the same to be asked for', async () => models.embedded.join('\n').includes(next))
  })
})

describe('an endpoint that is', () => {
  const citizen = async (text) => {
    const began = Date.now()
    const said = wechat.passiveText(account, await wechat.say(site, account, text, { from: `o${randomUUID()}` }))
    return { said, took: Date.now() - began }
  }
  /** After a failure the questions rest for ten seconds. */
  const rested = () => new Promise((resolve) => setTimeout(resolve, kRestMs))
  const spoilt = {
    slow: [() => (models.delayMs = 4_000), 'timed_out'],
    overloaded: [() => (models.status = 503), 'busy'],
    'talking nonsense': [() => (models.raw = 'not json'), 'not_json'],
  }
  for (const [name, [spoil, word]] of Object.entries(spoilt))
    test(`${name} keeps nobody waiting: words alone decide`, async () => {
      await rested()
      const count = await outcome(word)
      spoil()
      const { said, took } = await citizen('星火卡怎么补办？')
      assert.ok(took < kPassivePatienceMs, `${took} ms`)
      assert.match(said, /星火卡请带身份证到社区事务受理服务中心补办/)
      await until('the failure to be counted', async () => (await outcome(word)) > count)
      await sleep(800) // what the worker asked meanwhile
      const asked = models.asked.length
      assert.ok((await citizen('星火卡怎么补办？')).took < kPassivePatienceMs)
      assert.equal(models.asked.length, asked, 'it is left alone for a while')
    })

  test('giving vectors of another length is not listened to', async () => {
    await rested()
    const count = await outcome('wrong_dimensions')
    models.means = () => [1, 0]
    const { said } = await citizen('星火卡怎么补办？')
    assert.match(said, /星火卡请带身份证到社区事务受理服务中心补办/)
    await until('the failure to be counted', async () => (await outcome('wrong_dimensions')) > count)
  })
})

test('vectors of entries outlive a start: none is asked for again, a changed one alone', async () => {
  models.means = meaning('card-lost')
  await site.end()
  models.embedded.length = 0
  await site.start()
  await until('the record to be read', async () => (await site.metric('huiying_language_model_entries_missing')) === 0)
  await sleep(1_500)
  assert.deepEqual(models.embedded, [])
  const fields = entries['card-lost']
  assert.equal((await (await admin.logIn()).call('PUT', '/api/v1/faq/card-lost', { id: 'card-lost', ...fields, variants: ['星火卡找不到了'] })).status, 200)
  await until('the new variant', async () => models.embedded.length > 0)
  assert.deepEqual(models.embedded, ['星火卡找不到了'])
})

test('a text that the endpoint refuses is put aside, and the others get their vectors', async () => {
  models.refuses = (text) => text.includes('拒收')
  const fields = { ...entries['card-first'], variants: ['拒收的一句', '星火卡头一回办'] }
  assert.equal((await (await admin.logIn()).call('PUT', '/api/v1/faq/card-first', { id: 'card-first', ...fields })).status, 200)
  await until('the other variant', async () => models.embedded.includes('星火卡头一回办'))
  await until('all but one', async () => (await site.metric('huiying_language_model_entries_missing')) === 1)
  const asked = models.asked.length
  await sleep(4_000) // more than one step
  assert.equal(models.asked.length, asked, 'it is not asked for again')
})

describe('eval retrieval', () => {
  let folder
  before(() => (folder = temporaryFolder()))
  after(() => rmSync(folder, { recursive: true, force: true }))
  const lines = (rows) => rows.map((row) => JSON.stringify(row)).join('\n') + '\n'
  const evaluate = (flags) => {
    const faq = writeIn(folder, 'faq.jsonl', lines(Object.entries(entries).map(([id, { question, variants, answer }]) => ({ id, question, variants, answer }))))
    const queries = writeIn(folder, 'queries.jsonl', lines([{ id: 'q', text: kAsked, relevant: ['card-first'] }]))
    return run(['eval', 'retrieval', '--faq', faq, '--queries', queries, ...flags])
  }

  test('measures with the vectors and without', async () => {
    models.means = meaning('card-first')
    const { status, stdout, stderr } = await evaluate(['--embeddings-url', models.embeddings, '--embeddings-model', 'town-embed'])
    assert.equal(status, 0, stderr)
    const found = JSON.parse(stdout)
    assert.equal(found.recall_at_1, 1)
    assert.ok('mrr_at_10' in found.by_words)
    models.means = meaning('card-lost')
    const wrong = JSON.parse((await evaluate(['--embeddings-url', models.embeddings, '--embeddings-model', 'town-embed'])).stdout)
    assert.equal(wrong.recall_at_1, 0)
    assert.deepEqual(wrong.by_words.recall_at_1, found.by_words.recall_at_1)
  })

  test('says so where the endpoint gives nothing', async () => {
    models.status = 401
    const { status, stderr } = await evaluate(['--embeddings-url', models.embeddings, '--embeddings-model', 'town-embed'])
    assert.notEqual(status, 0)
    assert.match(stderr, /向量接口/)
  })
})
