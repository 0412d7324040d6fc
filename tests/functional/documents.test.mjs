// Policy documents: reviewed, published with their interpretation, asked about, quoted, and what follows when they end.
import { after, before, describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { assertProblem } from './contract.mjs'
import { form } from './files.mjs'
import { startSite } from './harness.mjs'
import { assigned, firstAdministrator, hired, write } from './people.mjs'
import * as wechat from './wechat.mjs'

const kPath = '/api/v1/policy-documents'
const kElder = {
  title: '马桥镇养老服务补贴实施办法', number: '马府发〔2026〕12号', issuer: '马桥镇人民政府', issued_on: '2026-01-05', in_force_from: '2026-02-01', expires_on: '', subject: '养老', unit: 'cjzx', visibility: 'public', directed_to: '',
  text: '第一条 本镇户籍、年满七十周岁的老年人可以申请养老服务补贴。\n第二条 养老服务补贴标准为每人每月三百元，由社区事务受理服务中心发放。', interpretation: '七十岁以上的老人每月可以领三百元。', interpretation_document: '',
}
const kAsked = '养老服务补贴标准是每人每月多少钱？'
const kEntry = { id: 'subsidy', topic: '养老', question: '养老服务补贴每月多少钱？', variants: ['养老补贴一个月几百'], answer: '每人每月三百元，由社区事务受理服务中心按月发放到社保卡。', unit: 'cjzx', source: '马府发〔2026〕12号第二条', valid_from: '2026-02-01', valid_to: '', review: 'reviewed', auto_answer: true, documents: [{ document: 'elder', article: '第二条' }] }

let site, admin, office, reviewer, handler, account

before(async () => {
  site = await startSite()
  admin = await firstAdministrator(site)
  // Told at any hour, or the bell would be silent at night.
  const settings = await admin.get('/api/v1/settings/workflow')
  assert.equal((await admin.call('PUT', '/api/v1/settings/workflow', { ...settings, notice_from: '00:00', notice_to: '24:00' })).status, 200)
  office = await hired(admin, 'fen', 'dzb', ['dispatcher'])
  reviewer = await hired(admin, 'shen', 'dzb', ['reviewer'])
  handler = await hired(admin, 'lu', 'cjzx', ['handler'])
  account = await site.addChannel('wechat_oa', 'town', ['--app-id', 'wx1234567890abcdef', '--app-secret', 's', '--token', 'TOKEN123', '--aes-key', 'a'.repeat(43)])
})
after(() => site?.stop())

const view = (id, person = office) => person.get(`${kPath}/${id}`)
const put = (id, document, version) => office.call('PUT', `${kPath}/${id}`, { ...document, version })
const pass = (id, part, text_hash, person = reviewer) => person.call('POST', `${kPath}/${id}/review`, { part, text_hash, secrecy: true, privacy: true, wording: true, opinion: '' })
const publish = (id, ...parts) => office.call('POST', `${kPath}/${id}/publish`, { parts })
const end = (id, how, more = {}) => office.call('POST', `${kPath}/${id}/end`, { how, ...more })
const bell = async (person, rung) => (await person.get('/api/v1/notices')).items.filter((notice) => notice.rung === rung)
const board = async (path) => (await site.page(path)).text
const sayAnew = async (text) => wechat.passiveText(account, await wechat.say(site, account, text, { from: `o${randomUUID()}` }))
const draftOf = async (text) => (await admin.taken((await write(site, { subject: '请问', text })).number)).draft
const entry = async () => (await office.get('/api/v1/faq')).items.find(({ id }) => id === 'subsidy')

async function publishAll(id, document, version = 0, parts = ['text', 'interpretation']) {
  assert.equal((await put(id, document, version)).status, 200)
  const { text_review, interpretation_review } = await view(id)
  for (const part of parts) assert.equal((await pass(id, part, (part === 'text' ? text_review : interpretation_review).text_hash)).status, 200)
  const done = await publish(id, ...parts)
  assert.equal(done.status, 200, done.text)
  return done.body
}

describe('a document', () => {
  test('is public after somebody else has reviewed that very text', async () => {
    const kept = await put('elder', kElder, 0)
    assert.equal(kept.status, 200, kept.text)
    assert.deepEqual(kept.body.passages.map(({ heading }) => heading), ['第一条', '第二条'])
    const { text_hash } = kept.body.text_review
    assertProblem(await publish('elder', 'text'), 409, 'review_needed')
    assertProblem(await pass('elder', 'text', text_hash, office), 409, 'second_person_needed')
    assertProblem(await pass('elder', 'text', '0'.repeat(64)), 409, 'text_changed')
    assert.equal((await site.page('/documents/elder')).status, 404)
    assert.equal((await pass('elder', 'text', text_hash)).body.text_review.passed, true)
    const done = await publish('elder', 'text')
    assert.equal(done.body.item.status, 'in_force')
    assert.match(await board('/documents'), /养老服务补贴实施办法[\s\S]*现行有效[\s\S]*马府发〔2026〕12号/)
    assert.match(await board('/sitemap.xml'), /\/documents\/elder</)
  })

  test('without its interpretation is flagged in the list and behind the bell, until that is published', async () => {
    assert.equal((await view('elder')).item.sync, 'lacks_interpretation')
    assert.match(await board('/documents/elder'), /解读正在准备/)
    assert.equal((await bell(office, 'document_out_of_step')).length, 1)
    assert.equal((await bell(handler, 'document_out_of_step')).length, 1)
    const { interpretation_review } = await view('elder')
    assert.equal((await pass('elder', 'interpretation', interpretation_review.text_hash)).status, 200)
    assert.equal((await publish('elder', 'interpretation')).body.item.sync, 'in_step')
    assert.deepEqual(await bell(office, 'document_out_of_step'), [])
    assert.match(await board('/documents/elder'), /七十岁以上的老人每月可以领三百元/)
  })

  test('is read article by article, and led to from a search by title or number', async () => {
    const page = await board('/documents/elder')
    assert.match(page, /id="p2"[\s\S]*href="#p2">第二条<[\s\S]*每人每月三百元/)
    assert.match(page, /href="\/ask\?document=elder"/)
    assert.match(await board(`/documents?q=${encodeURIComponent('马府发〔2026〕12号')}`), /documents\/elder/)
    assert.match(await board(`/documents?q=${encodeURIComponent('没有这种文件')}`), /没有标题或文号里有/)
    assert.equal((await site.page('/documents/nothing')).status, 404)
  })

  test('is written by those who keep the knowledge base, and changed by one at a time', async () => {
    assertProblem(await handler.call('PUT', `${kPath}/other`, { ...kElder, version: 0 }), 403, 'forbidden')
    assertProblem(await put('elder', { ...kElder, title: '另一个' }, 0), 409, 'already_exists')
    assertProblem(await put('elder', { ...kElder, title: '另一个' }, 9), 409, 'version_conflict')
    const refused = await put('elder', { ...kElder, in_force_from: '2026-02-30' }, 1)
    assertProblem(refused, 400, 'bad_request')
    assert.deepEqual([refused.body.field, /2026-01-31/.test(refused.body.detail)], ['in_force_from', true])
  })

  test('that is directed or private is not on the board', async () => {
    await publishAll('inner', { ...kElder, title: '内部考核办法', visibility: 'private', number: '' })
    await publishAll('directed', { ...kElder, title: '居委会经费办法', visibility: 'directed', directed_to: '各居委会', number: '' })
    for (const id of ['inner', 'directed']) assert.equal((await site.page(`/documents/${id}`)).status, 404)
    assert.doesNotMatch(await board('/documents'), /考核办法|经费办法/)
    const stranger = await hired(admin, 'qian', 'zfd', ['handler'])
    assertProblem(await stranger.call('GET', `${kPath}/inner`), 404, 'not_found')
    assert.equal((await handler.get(kPath)).items.length, 3)
  })
})

describe('a question about a document', () => {
  let number

  test('is asked from its page, kept on the ticket, and its draft quotes the article', async () => {
    assert.match(await board('/ask?document=elder'), /name="document" value="elder"[\s\S]*《马桥镇养老服务补贴实施办法》/)
    assert.doesNotMatch(await board('/ask?document=inner'), /考核办法/)
    const { text } = await site.page('/ask', { method: 'POST', body: form({ subject: '什么时候发', text: '第二条里说的补贴由谁发放？', kind: 'question', publish: 'yes', document: 'elder', look: 'seen' }) })
    number = text.match(/id="number"[^>]*>([^<]+)</)[1]
    const { draft } = await admin.taken(number)
    const { document } = await office.get(`/api/v1/tickets/${number}/policy-document`)
    assert.deepEqual([document.id, document.status, document.by], ['elder', 'in_force', 'citizen'])
    assert.match(draft.text, /《马桥镇养老服务补贴实施办法》（马府发〔2026〕12号）第二条规定：\n“养老服务补贴标准为每人每月三百元/)
    assert.deepEqual(draft.sources.map(({ document, article, review }) => [document, article, review]), [['elder', '第二条', 'in_force']])
  })

  test('is asked over the API too; a document that the board does not show is refused by its field', async () => {
    const message = { subject: '补贴', text: '第二条里说的补贴由谁发放？', document: 'elder' }
    const asked = await site.send('POST', '/api/v1/messages', { json: message })
    assert.equal(asked.status, 201, asked.text)
    await admin.taken(asked.body.number)
    const { document } = await office.get(`/api/v1/tickets/${asked.body.number}/policy-document`)
    assert.deepEqual([document.id, document.by], ['elder', 'citizen'])
    for (const id of ['inner', 'nothing']) {
      const refused = await site.send('POST', '/api/v1/messages', { json: { ...message, document: id } })
      assert.deepEqual([refused.status, refused.body.field, refused.body.detail], [400, 'document', '没有公开这份政策文件'])
    }
  })

  test('is listed under it once it is public', async () => {
    await admin.move(number, 'assign', { unit: 'cjzx', reason: '测试' })
    const { draft } = await handler.ticket(number)
    await handler.move(number, 'reply', { text: draft.text })
    const { question, answer, version } = (await handler.ticket(number)).publication
    assert.equal((await handler.call('PUT', `/api/v1/tickets/${number}/publication`, { title: '补贴由谁发放', question, answer, version })).status, 200)
    const { text_hash } = (await reviewer.ticket(number)).publication
    assert.equal((await reviewer.call('POST', `/api/v1/tickets/${number}/publication/review`, { secrecy: true, privacy: true, wording: true, opinion: '', text_hash })).body.state, 'published')
    assert.match(await board('/documents/elder'), /大家对这份文件的提问[\s\S]*补贴由谁发放/)
  })

  test('may be told by staff, with a trace', async () => {
    const receipt = await assigned(admin, 'cjzx', { subject: '问补贴', text: '想问一下那个补贴的事。' })
    const path = `/api/v1/tickets/${receipt.number}/policy-document`
    assert.equal((await handler.get(path)).document, null)
    assertProblem(await handler.call('PUT', path, { document: 'nothing' }), 400, 'bad_request')
    assert.equal((await handler.call('PUT', path, { document: 'elder' })).status, 204)
    assert.equal((await handler.get(path)).document.by, 'lu')
    assert.match((await handler.ticket(receipt.number)).history.at(-1).detail, /《马桥镇养老服务补贴实施办法》/)
    const stranger = await hired(admin, 'sun', 'zfd', ['handler'])
    assertProblem(await stranger.call('PUT', path, { document: '' }), 404, 'not_found')
  })
})

describe('when a document changes or ends', () => {
  let told

  test('a new text is quoted within a second, and who rests on it is flagged', async () => {
    assert.equal((await admin.call('PUT', '/api/v1/faq/subsidy', kEntry)).status, 200)
    assert.match(await sayAnew(kEntry.question), /按月发放到社保卡/)
    assert.ok((await draftOf(kAsked)).sources.some(({ document }) => document === 'elder'))
    const { item } = await view('elder')
    const changed = { ...kElder, text: kElder.text.replace('三百元', '四百元') }
    await publishAll('elder', changed, item.version, ['text'])
    const since = Date.now()
    const draft = await draftOf(kAsked)
    assert.match(draft.text, /四百元/)
    assert.ok(Date.now() - since < 1_000, `${Date.now() - since} ms`)
    const { doubts } = await entry()
    assert.deepEqual(doubts.map(({ reason }) => reason), ['《马桥镇养老服务补贴实施办法》正文改了（第二条）'])
    assert.equal(draft.sources.find(({ faq }) => faq === 'subsidy').review, 'in_doubt')
    assert.equal((await bell(handler, 'entries_in_doubt')).length, 1)
  })

  test('nobody is answered from a flagged entry until a person says that it is still right', async () => {
    assert.doesNotMatch(await sayAnew(kEntry.question), /按月发放到社保卡/)
    assert.match(await board('/published/faq-subsidy'), /已经失效或者有改动/)
    assertProblem(await handler.call('POST', '/api/v1/faq/subsidy/settle'), 403, 'forbidden')
    assert.equal((await office.call('POST', '/api/v1/faq/subsidy/settle')).status, 204)
    assert.deepEqual((await entry()).doubts, [])
    assert.match(await sayAnew(kEntry.question), /按月发放到社保卡/)
  })

  test('who was answered from it is listed, told again once, and not listed where the matter is restricted', async () => {
    await site.drained()
    await publishAll('elder-2027', { ...kElder, title: '马桥镇养老服务补贴办法（修订）', number: '马府发〔2026〕30号' })
    const done = await end('elder', 'replace', { replaced_by: 'elder-2027' })
    assert.equal(done.status, 200, done.text)
    const rows = done.body.to_tell
    assert.equal(rows.length, 3)
    assert.ok(rows.every(({ reason, told_at }) => /已被《马桥镇养老服务补贴办法（修订）》替代/.test(reason) && told_at === null))
    told = rows[0].number
    assert.equal((await office.call('POST', `${kPath}/elder/told`, { number: told })).body.item.to_tell, 2)
    assertProblem(await office.call('POST', `${kPath}/elder/told`, { number: told }), 404, 'not_found')
    assert.deepEqual((await view('elder', handler)).to_tell, [])
    const restricted = await office.try(rows[1].number, 'restriction', { accused_units: ['zfd'], reason: '说的是执法队的人' })
    assert.equal(restricted.status, 200, restricted.text)
    assert.ok((await view('elder')).to_tell.every(({ number }) => number !== rows[1].number))
  })

  test('it is no longer quoted, its page leads to the next one, and a reply that cites it is found out', async () => {
    const { sources } = await draftOf(kAsked)
    assert.ok(sources.every(({ document }) => document !== 'elder'))
    const page = await board('/documents/elder')
    assert.match(page, /已被替代，仅供查阅[\s\S]*href="\/documents\/elder-2027"/)
    const { number } = await assigned(admin, 'cjzx', { subject: '补贴', text: '补贴每月多少钱？' })
    const findings = async (text) => (await handler.call('POST', `/api/v1/reply-quality/${number}/checks`, { text })).body.findings.filter((words) => /引用的文件/.test(words))
    assert.deepEqual(await findings('根据马府发[2026]12号，补贴每月三百元。'), ['引用的文件已被《马桥镇养老服务补贴办法（修订）》替代：《马桥镇养老服务补贴实施办法》（马府发〔2026〕12号）'])
    assert.equal((await findings('根据《马桥镇养老服务补贴实施办法》，每月三百元。')).length, 1)
    assert.deepEqual(await findings('根据《马桥镇养老服务补贴办法（修订）》，每月三百元。'), [])
  })

  test('a cycle of replacements is refused in words', async () => {
    const refused = await end('elder-2027', 'replace', { replaced_by: 'elder' })
    assertProblem(refused, 400, 'bad_request')
    assert.match(refused.body.detail, /替代关系会成环：《马桥镇养老服务补贴办法（修订）》→《马桥镇养老服务补贴实施办法》→/)
    assertProblem(await end('elder-2027', 'replace', { replaced_by: 'elder-2027' }), 400, 'bad_request')
  })

  test('an entry comes and goes as a file with its documents', async () => {
    const file = (await office.call('GET', '/api/v1/faq-export?format=json')).body
    assert.deepEqual(file.items.find(({ id }) => id === 'subsidy').documents, ['elder 第二条'])
    const answer = await site.send('POST', '/api/v1/faq-imports?replace=true&keep_review=true', { body: JSON.stringify(file), headers: { Cookie: office.cookie, 'X-CSRF-Token': office.csrf, 'Content-Type': 'application/octet-stream' } })
    assert.equal(answer.status, 200, answer.text)
    assert.equal(answer.body.refused, 0, JSON.stringify(answer.body.lines.filter(({ result }) => result === 'refused')))
    assert.equal(answer.body.changed, 0)
  })
})
