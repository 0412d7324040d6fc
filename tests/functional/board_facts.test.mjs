// What the board says of the town's work: counts, units, feeds; and what readers say of its answers. No page lets anybody learn
// whom a message accuses.
import { after, before, describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { assertProblem } from './contract.mjs'
import { startSite, until } from './harness.mjs'
import { assigned, firstAdministrator, hired, write } from './people.mjs'

const kReview = { secrecy: true, privacy: true, wording: true, opinion: '可以公开' }

let site, admin, handler, reviewer

before(async () => {
  site = await startSite()
  admin = await firstAdministrator(site)
  handler = await hired(admin, 'lu', 'cjzx', ['handler'])
  reviewer = await hired(admin, 'shen', 'cjzx', ['reviewer'])
})
after(() => site?.stop())

/** The lines of the file as {"按月 2026年11月": [received, answered, in time, ended, in hand, ...]}. */
async function figures() {
  const { status, text } = await site.page('/statistics.csv')
  assert.equal(status, 200)
  const rows = text.trim().split('\r\n').slice(1).map((line) => line.split(','))
  return Object.fromEntries(rows.map(([table, name, ...counts]) => [`${table} ${name}`, counts.map((count) => (/^\d+$/.test(count) ? Number(count) : count))]))
}

const thisYear = () => `按年 ${new Date().getFullYear()}年`
const nameOf = async (code) => (await admin.get('/api/v1/units')).items.find((unit) => unit.code === code).name
const ofUnit = async (code) => (await figures())[`按单位（近12个月） ${await nameOf(code)}`]?.slice(0, 5) ?? [0, 0, 0, 0, 0]

/** Asked, answered, reviewed, published; {number, id}. */
async function published(title) {
  const { number } = await assigned(admin, 'cjzx', { subject: title, text: '银春路路灯不亮，请派人来修。', publish: true })
  await handler.move(number, 'reply', { text: '银春路路灯已修复。' })
  const { publication } = await handler.ticket(number)
  const proposed = await handler.call('PUT', `/api/v1/tickets/${number}/publication`, { title, question: publication.question, answer: publication.answer, version: publication.version })
  assert.equal(proposed.status, 200, proposed.text)
  const done = await reviewer.call('POST', `/api/v1/tickets/${number}/publication/review`, { ...kReview, text_hash: proposed.body.text_hash })
  assert.equal(done.body.state, 'published')
  const { body } = await site.send('GET', `/api/v1/published?q=${encodeURIComponent(title)}`)
  return { number, id: body.items.find((entry) => entry.title === title).id }
}

describe('the published figures', () => {
  test('say that nothing came in yet, then count what came in and was answered', async () => {
    assert.match((await site.page('/statistics')).text, /还没有收到留言/)
    const { number } = await assigned(admin, 'cjzx', { text: '银春路的路灯不亮' })
    assert.deepEqual((await figures())[thisYear()].slice(0, 5), [1, 0, 0, 0, 1])
    await handler.move(number, 'reply', { text: '已修复。' })
    assert.deepEqual((await figures())[thisYear()].slice(0, 7), [1, 1, 1, 0, 0, '100%', '100%'])
    assert.deepEqual(await ofUnit('cjzx'), [1, 1, 1, 0, 0])
    const page = await site.page('/statistics')
    assert.match(page.text, /<td>1<\/td><td>1<\/td><td>1<\/td><td>0<\/td><td>0<\/td><td>100%<\/td>/)
    assert.equal(page.headers.get('vary'), 'Cookie')
    assert.match((await site.page('/')).text, /近12个月收到<\/dt><dd>1</)
  })

  test('count an accusation under the office, wherever it lies', async () => {
    const accused = await ofUnit('zfd')
    const other = await ofUnit('cjzx')
    const office = await ofUnit('dzb')
    const { number } = await write(site, { text: '综合行政执法队的工作人员收受商户贿赂，对违章搭建视而不见。', kind: 'report' })
    await admin.taken(number)
    assert.deepEqual(await ofUnit('dzb'), [office[0] + 1, office[1], office[2], office[3], office[4] + 1])
    await admin.move(number, 'assign', { unit: 'dzb', reason: '由党政办核实' })
    assert.deepEqual(await ofUnit('dzb'), [office[0] + 1, office[1], office[2], office[3], office[4] + 1])
    assert.deepEqual(await ofUnit('cjzx'), other)
    assert.deepEqual(await ofUnit('zfd'), accused)
    assert.ok((await site.page('/units/cjzx')).text.includes(`<td>${other[0]}</td><td>${other[1]}</td>`))
  })

  test('leave a unit that an addition to an answered message accuses', async () => {
    const before = { unit: await ofUnit('cjzx'), office: await ofUnit('dzb') }
    const receipt = await assigned(admin, 'cjzx', { text: '银春路的路灯又不亮了' })
    await handler.move(receipt.number, 'reply', { text: '已修复。' })
    assert.equal((await ofUnit('cjzx'))[1], before.unit[1] + 1)
    const added = await site.send('POST', `/api/v1/messages/${receipt.number}/additions`, { json: { code: receipt.code, text: '城市建设管理事务中心的工作人员收受包工头贿赂，路灯根本没修。' } })
    assert.ok(added.status < 300, added.text)
    await until('the ticket to be restricted', async () => (await admin.ticket(receipt.number)).ticket.unit === '')
    assert.deepEqual(await ofUnit('cjzx'), before.unit)
    assert.equal((await ofUnit('dzb'))[0], before.office[0] + 1)
    assert.equal((await ofUnit('dzb'))[1], before.office[1] + 1)
  })
})

describe('a unit', () => {
  test('has its duties, its figures and its own published answers', async () => {
    const { id } = await published('路灯修好没有')
    const { status, text } = await site.page('/units/cjzx')
    assert.equal(status, 200)
    assert.ok(text.includes(`/published/${id}`))
    assert.match(text, /按年/)
    assert.ok(!(await site.page('/units/zfd')).text.includes(`/published/${id}`))
    assert.equal((await site.page('/units/nobody')).status, 404)
  })

  test('that is no more says where to turn, and keeps what it has answered', async () => {
    const unit = (await admin.get('/api/v1/units')).items.find((one) => one.code === 'cjzx')
    const put = (active) => admin.call('PUT', '/api/v1/units/cjzx', { ...unit, active })
    assert.equal((await put(false)).status, 200)
    try {
      const text = await until('the town to know', async () => {
        const page = await site.page('/units/cjzx')
        return page.text.includes('已经撤并') && page.text
      })
      assert.match(text, /路灯修好没有/)
      assert.ok(!text.includes('/ask?unit=cjzx'))
      assert.ok(!(await site.page('/units')).text.includes('/units/cjzx'))
    } finally {
      assert.equal((await put(true)).status, 200)
    }
  })
})

describe('feed, list of pages and rules for robots', () => {
  test('hold what is published, with whole addresses, and no longer what was taken off', async () => {
    const { number, id } = await published('井盖 & <b>路灯</b>')
    const address = `${site.url}/published/${id}`
    const feed = await site.page('/feed.xml')
    assert.match(feed.headers.get('content-type'), /^application\/atom\+xml/)
    assert.ok(feed.text.includes(`<id>${address}</id>`), feed.text)
    assert.ok(feed.text.includes('<title>井盖 &amp; &lt;b&gt;路灯&lt;/b&gt;</title>'), feed.text)
    assert.ok((await site.page('/sitemap.xml')).text.includes(`<loc>${address}</loc>`))
    assert.equal((await reviewer.call('POST', `/api/v1/tickets/${number}/publication/withdraw`, { reason: '本人要求' })).status, 200)
    for (const path of ['/feed.xml', '/sitemap.xml', '/units/cjzx']) assert.ok(!(await site.page(path)).text.includes(`published/${id}`), path)
  })

  test('keep the pages of single messages out', async () => {
    const { text } = await site.page('/robots.txt')
    assert.match(text, /^User-agent: \*\nDisallow: \/q\n/)
    assert.ok(text.includes(`Sitemap: ${site.url}/sitemap.xml`))
    assert.doesNotMatch((await site.page('/sitemap.xml')).text, /\/q[</?]/)
    assert.doesNotMatch((await site.page('/sitemap.xml')).text, /\/(desk|api|ask)\b/)
  })
})

describe('a reader', () => {
  const say = (id, useful, remark, agent) => site.page(`/published/${id}/feedback`, { method: 'POST', headers: { 'User-Agent': agent }, body: new URLSearchParams({ useful, remark }) })

  test('is heard once a day; staff see the counts and the words without personal details', async () => {
    const { id } = await published('路灯找谁报修')
    assert.match((await say(id, 'no', '<i>没写电话</i>，我是13912345678', 'one')).headers.get('location'), /said=kept#feedback$/)
    assert.match((await say(id, 'no', '再说一次', 'one')).headers.get('location'), /said=today#feedback$/)
    assert.match((await say(id, 'yes', '', 'two')).headers.get('location'), /said=kept#feedback$/)
    const { items } = await handler.get('/api/v1/published/feedback')
    const opinion = items.find((one) => one.id === id)
    assert.deepEqual([opinion.title, opinion.useful, opinion.useless], ['路灯找谁报修', 1, 1])
    assert.equal(opinion.remarks.length, 1)
    assert.match(opinion.remarks[0].text, /^<i>没写电话<\/i>/)
    assert.ok(!opinion.remarks[0].text.includes('13912345678'))
    assert.ok(!(await site.page(`/published/${id}`)).text.includes('没写电话'))
  })

  test('is answered by a page when nothing like that is published; strangers read no remarks', async () => {
    assert.equal((await say('case-99999', 'yes', '', 'one')).status, 404)
    assertProblem(await site.send('GET', '/api/v1/published/feedback'), 401, 'unauthenticated')
  })
})

describe('what is offered before one asks', () => {
  const suggest = (fields) => site.page('/ask/suggest', { method: 'POST', body: new URLSearchParams(fields) })

  test('is published and like it; an accusation is offered nothing', async () => {
    const { id } = await published('文化馆周六开门吗')
    const offered = await until('the newest published questions to be read', async () => {
      const { status, text } = await suggest({ subject: '文化馆周六开门吗', text: '' })
      return status === 200 && text.includes(id) && text
    }, 70_000)
    assert.ok(!offered.includes('<html'))
    assert.equal((await suggest({ subject: '文化馆周六开门吗', text: '综合行政执法队的工作人员收受贿赂。' })).status, 204)
  })

  test('comes fast enough to type on, and an address has a bound', async () => {
    const times = []
    let last
    for (let i = 0; i < 640; ++i) {
      const begin = performance.now()
      last = await suggest({ text: `银春路的路灯第${i}次不亮了` })
      if (last.status !== 429) times.push(performance.now() - begin)
    }
    times.sort((a, b) => a - b)
    assert.equal(last.status, 429)
    assert.ok(times.length <= 600 && times.length > 500, String(times.length))
    assert.ok(times[Math.floor(times.length / 2)] < 50, `${times[Math.floor(times.length / 2)]} ms`)
    // Over the bound nothing is offered before sending either: it is sent.
    const fields = { subject: '文化馆周六开门吗', text: '文化馆周六开门吗', kind: 'question', look: 'first' }
    const sent = await site.page('/ask', { method: 'POST', body: new URLSearchParams(fields) })
    assert.match(sent.text, /id="number"/)
  })
})
