// The citizen adds to the own message by number and query code, over the API and on the status page.
import { after, before, describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { assertProblem } from './contract.mjs'
import { bell } from './bell.mjs'
import { startSite, until } from './harness.mjs'
import { answered, assigned, firstAdministrator, hired, status, write } from './people.mjs'
import { command, whileStopped } from './redis.mjs'
import * as webhooks from './standard_webhooks.mjs'
import * as wechat from './wechat.mjs'

let site, admin, office, handler, reviewer, partner, official

before(async () => {
  site = await startSite({ settings: { 'server.trusted_proxies': '127.0.0.1' } })
  admin = await firstAdministrator(site)
  office = await hired(admin, 'zhao', 'dzb', ['dispatcher'])
  handler = await hired(admin, 'lu', 'cjzx', ['handler'])
  reviewer = await hired(admin, 'shen', 'cjzx', ['reviewer'])
  partner = await site.addChannel('webhook', 'partner')
  official = await site.addChannel('wechat_oa', 'town')
})
after(() => site?.stop())

let lastAddress = 0
const newAddress = () => ({ 'X-Forwarded-For': `198.51.100.${(lastAddress += 1)}` })
const asked = (text = '路灯不亮') => assigned(admin, 'cjzx', { text })
const add = (receipt, text, { code = receipt.code, headers = {} } = {}) => site.send('POST', `/api/v1/messages/${receipt.number}/additions`, { json: { code, text }, headers })
const added = async (receipt, text, options) => {
  const answer = await add(receipt, text, options)
  assert.equal(answer.status, 202, answer.text)
  return answer.body
}
const said = async (receipt) => (await status(site, receipt)).additions.map(({ text }) => text)
const heard = (receipt, ...texts) => until(`“${texts}” at the ticket`, async () => JSON.stringify(await said(receipt)) === JSON.stringify(texts))
const form = (fields) => new URLSearchParams(fields)
const look = ({ number, code }) => site.page('/q', { method: 'POST', body: form({ number, code }) })
const addOnPage = (receipt, fields, headers = {}) => site.page('/q/add', { method: 'POST', headers, body: form({ number: receipt.number, code: receipt.code, form: randomUUID().replaceAll('-', ''), ...fields }) })

describe('an addition over the API', () => {
  test('comes before whoever has the open ticket, and is shown to both sides', async () => {
    const receipt = await asked()
    const before = await status(site, receipt)
    assert.deepEqual([before.may_add, before.additions], [true, []])
    const body = await added(receipt, '在68号门口 <b>\n晚上更暗')
    assert.equal(body.number, receipt.number)
    await heard(receipt, '在68号门口 <b>\n晚上更暗')
    const { ticket, messages, history } = await handler.ticket(receipt.number)
    assert.equal(ticket.state, 'handling')
    assert.deepEqual([messages.at(-1).from, messages.at(-1).text], ['citizen', '在68号门口 <b>\n晚上更暗'])
    assert.deepEqual([history.at(-1).event, history.at(-1).actor, history.at(-1).detail], ['added', 'citizen', '凭编号和查询码补充了内容'])
    const told = await bell(handler)
    assert.ok(told.some(({ number, rung }) => number === receipt.number && rung === 'add'), JSON.stringify(told))
    const page = await look(receipt)
    assert.match(page.text, /<h2 id="more-words">您的补充<\/h2>[^]*<p>在68号门口 &lt;b&gt;<\/p><p>晚上更暗<\/p>/)
    assert.match(page.text, /收到您的补充/)
    assert.equal((await status(site, receipt)).final_due, before.final_due)
  })

  test('needs number and code that belong together, counted with those of the status page', async () => {
    const [one, two] = [await asked('甲'), await asked('乙')]
    const sounds = []
    for (const [number, code] of [[one.number, two.code], ['ZZZZ-ZZZZ-ZZZZ', one.code], ['nonsense', one.code], [one.number, '']]) {
      const answers = [await add({ number, code }, 'x', { headers: newAddress() }), await site.send('GET', `/api/v1/messages/${number}?code=${code}`, { headers: newAddress() })]
      for (const answer of answers) {
        const { request_id: _, ...problem } = assertProblem(answer, 404, 'wrong_code')
        sounds.push(JSON.stringify(problem))
      }
    }
    assert.equal(new Set(sounds).size, 1, sounds.join('\n'))
    const locked = await asked()
    const headers = newAddress()
    for (let i = 0; i < 10; ++i) assertProblem(await add(locked, 'x', { code: `0000-0000${i}`, headers }), 404, 'wrong_code')
    assertProblem(await add(locked, 'x', { headers }), 429, 'rate_limited')
    assertProblem(await site.send('GET', `/api/v1/messages/${locked.number}?code=${locked.code}`, { headers }), 429, 'rate_limited')
    assert.equal((await handler.ticket(locked.number)).messages.length, 1)
  })

  test('says what is wrong with the text', async () => {
    const receipt = await asked()
    for (const text of ['', ' \n\u3000']) assert.equal(assertProblem(await add(receipt, text), 422, 'empty_text').field, 'text')
    const long = assertProblem(await add(receipt, '字'.repeat(10_001)), 422, 'text_too_long')
    assert.deepEqual([long.field, long.detail], ['text', '补充最多10000字'])
    assertProblem(await add(receipt, 'a\0b'), 400, 'bad_encoding')
    assertProblem(await site.send('POST', `/api/v1/messages/${receipt.number}/additions`, { json: { code: receipt.code } }), 400, 'bad_request')
    assertProblem(await site.send('POST', `/api/v1/messages/${receipt.number}/additions`, { json: { code: receipt.code, text: 'x', proved_by_code: true } }), 400, 'bad_request')
    const bytes = Buffer.concat([Buffer.from(`{"code":"${receipt.code}","text":"`), Buffer.from([0xff, 0xfe]), Buffer.from('"}')])
    const raw = await site.page(`/api/v1/messages/${receipt.number}/additions`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: bytes })
    assert.equal(raw.status, 400, raw.text)
    await added(receipt, '字'.repeat(10_000))
    await heard(receipt, '字'.repeat(10_000))
  })

  test('with the same Idempotency-Key is one, without a key each is one', async () => {
    const receipt = await asked()
    const headers = { 'Idempotency-Key': 'once' }
    await Promise.all(Array.from({ length: 5 }, () => added(receipt, '又坏了一盏', { headers })))
    await added(receipt, '又坏了两盏', { headers })
    for (let i = 0; i < 2; ++i) await added(receipt, '同样的话')
    await site.drained()
    assert.deepEqual((await said(receipt)).sort(), ['又坏了一盏', '又坏了两盏', '同样的话', '同样的话'].sort())
    const other = await asked()
    await added(other, '又坏了一盏', { headers })
    await heard(other, '又坏了一盏')
  })

  test('on a ticket that came by WeChat joins what was said there', async () => {
    const first = await wechat.say(site, official, '路灯不亮', { from: 'oAdds' })
    const receipt = wechat.receiptIn(wechat.passiveText(official, first))
    await admin.taken(receipt.number)
    await added(receipt, '网页上再说一句')
    await heard(receipt, '网页上再说一句')
    await wechat.say(site, official, '微信里再说一句', { from: 'oAdds' })
    await heard(receipt, '网页上再说一句', '微信里再说一句')
    assert.equal((await office.ticket(receipt.number)).ticket.channel, 'wechat_oa')
  })

  test('to what accuses a unit takes the ticket from it', async () => {
    const receipt = await asked()
    await added(receipt, '举报城市建设管理事务中心的人吃拿卡要，态度恶劣')
    await until('the unit not to see it', async () => (await handler.call('GET', `/api/v1/tickets/${receipt.number}`)).status === 404)
    const { ticket } = await office.ticket(receipt.number)
    assert.deepEqual([ticket.state, ticket.restricted], ['to_dispatch', true])
    assert.ok(!(await bell(handler)).some(({ number }) => number === receipt.number))
    assert.ok((await bell(office)).some(({ number, rung }) => number === receipt.number && rung === 'add'))
  })
})

describe('an addition to a ticket that is over', () => {
  test('opens it again after the reply', async () => {
    const receipt = await asked()
    await answered(handler, reviewer, receipt.number, '已修好。')
    assert.match((await look(receipt)).text, /补充以后会重新办理，再给您答复/)
    await added(receipt, '还是不亮')
    await until('the ticket to be handled', async () => (await status(site, receipt)).state === 'handling')
    assert.ok((await handler.queue('mine')).includes(receipt.number) || (await handler.queue('unit')).includes(receipt.number))
    assert.deepEqual((await handler.ticket(receipt.number)).history.slice(-2).map(({ event }) => event), ['added', 'reopened'])
  })

  test('opens it again after it was taken back', async () => {
    const receipt = await asked()
    assert.equal((await site.send('POST', `/api/v1/messages/${receipt.number}/withdrawal`, { json: { code: receipt.code } })).status, 200)
    await added(receipt, '还是要办')
    await until('the ticket to be handled', async () => (await status(site, receipt)).state === 'handling')
  })

  test('of a merged one comes before whoever carries it', async () => {
    const [survivor, carried] = [await asked(), await asked('银春路的路灯坏了三天')]
    await office.move(carried.number, 'merge', { survivor: survivor.number })
    assert.match((await look(carried)).text, /合并办理，补充的内容办理的人同样能看到/)
    await added(carried, '又坏了一盏')
    await heard(carried, '又坏了一盏')
    assert.ok((await handler.ticket(survivor.number)).messages.some(({ text }) => text === '又坏了一盏'))
    assert.ok(!JSON.stringify(await status(site, survivor)).includes('又坏了一盏'), 'the other writer does not read it')
    assert.equal((await status(site, carried)).state, 'merged')
  })
})

describe('the form of the status page', () => {
  const formOf = async (receipt) => (await look(receipt)).text.match(/name="form" value="([0-9a-f]{32})"/)[1]

  test('leads to a page that says it was received, without the code in its address', async () => {
    const receipt = await asked()
    const answer = await addOnPage(receipt, { text: '在68号门口\r\n晚上更暗' })
    assert.equal(answer.status, 303, answer.text)
    const address = answer.headers.get('location')
    assert.match(address, new RegExp(`^/q/added\\?number=${receipt.number}&at=\\d+&files=0&then=kept&seal=`))
    assert.ok(!address.includes(receipt.code))
    const page = await site.page(address)
    assert.equal(page.status, 200)
    assert.match(page.text, /已收到您的补充/)
    assert.match(page.text, /答复时间不变/)
    assert.doesNotMatch(page.text, /added-files/)
    assert.equal(page.headers.get('cache-control'), 'no-store')
    await heard(receipt, '在68号门口\n晚上更暗')
    for (const forged of [address.replace(/seal=.*/, 'seal=0000-00000'), address.replace('kept', 'again'), address.replace(/at=\d+/, 'at=1'), '/q/added'])
      assert.doesNotMatch((await site.page(forged)).text, /已收到您的补充/, forged)
  })

  test('sent twice is one addition; a corrected text is another', async () => {
    const receipt = await asked()
    const id = await formOf(receipt)
    assert.notEqual(await formOf(receipt), id)
    const answers = await Promise.all(Array.from({ length: 3 }, () => addOnPage(receipt, { form: id, text: '点了三次' })))
    for (const answer of answers) assert.equal(answer.status, 303)
    await site.drained()
    assert.deepEqual(await said(receipt), ['点了三次'])
    await addOnPage(receipt, { form: id, text: '改了一下' })
    await heard(receipt, '点了三次', '改了一下')
  })

  test('comes back with what was typed, and the fault beside the field', async () => {
    const receipt = await asked()
    for (const [text, words] of [[' ', /^请写下您要补充的内容，或者附上照片、文件。$/], ['字'.repeat(10_001), /请控制在10000字以内；更多材料可以作为附件。/]]) {
      const page = await addOnPage(receipt, { text })
      assert.equal(page.status, 422)
      assert.match(page.text, /id="add-text-error"[^>]*>([^<]+)</)
      assert.match(page.text.match(/id="add-text-error"[^>]*>([^<]+)</)[1], words)
      assert.match(page.text, /aria-describedby="[^"]*add-text-error"[^>]*aria-invalid="true"/)
      assert.ok(page.text.includes(`>\n${text}</textarea>`))
    }
    assert.deepEqual(await said(receipt), [])
  })

  test('is not taken from another site, nor with a wrong code; what was typed is not lost', async () => {
    const receipt = await asked()
    const foreign = await addOnPage(receipt, { text: '别的网站' }, { 'Sec-Fetch-Site': 'cross-site' })
    assert.equal(foreign.status, 403)
    assert.match(foreign.text, /请在本页核对内容后再点一次[^]*别的网站<\/textarea>/)
    const wrong = await addOnPage({ ...receipt, code: '0000-00000' }, { text: '写了很久' }, newAddress())
    assert.equal(wrong.status, 404)
    assert.match(wrong.text, /编号和查询码对不上[^]*写了很久<\/textarea>/)
    assert.doesNotMatch(wrong.text, /城市建设管理事务中心/)
    await site.drained()
    assert.deepEqual(await said(receipt), [])
  })
})

describe('while Redis does not answer', () => {
  test('an addition is kept all the same, and taken in once later; a message on its way takes none yet', async () => {
    const [receipt, onPage] = [await asked(), await asked()]
    await whileStopped(site, async () => {
      await added(receipt, '队列停了也要说', { headers: { 'Idempotency-Key': 'down' } })
      assert.equal((await addOnPage(onPage, { text: '页面上也一样' })).status, 303)
      const fresh = await write(site, { text: '路灯不亮' })
      assert.equal((await status(site, fresh)).may_add, false)
      assert.match(assertProblem(await add(fresh, '补一句'), 404, 'not_found').detail, /正在登记/)
      const page = await addOnPage(fresh, { text: '补一句' })
      assert.equal(page.status, 409)
      assert.match(page.text, /正在登记，登记好以后就能在这里补充[^]*补一句<\/textarea>/)
    })
    await added(receipt, '队列停了也要说', { headers: { 'Idempotency-Key': 'down' } })
    await until('readiness', async () => (await site.ready()).status === 'ok')
    await heard(receipt, '队列停了也要说')
    await heard(onPage, '页面上也一样')
    await until('the spool to be empty', async () => (await site.metric('huiying_desk_spooled_messages')) === 0)
    await site.drained()
    assert.deepEqual(await said(receipt), ['队列停了也要说'])
  })
})

describe('a proof by code', () => {
  test('cannot be claimed by a platform, in whatever it sends', async () => {
    const receipt = await asked()
    const claims = { proved_by_code: 'yes', continues: 'yes', number: receipt.number, channel: 'board', account: '', metadata: { proved_by_code: 'yes' } }
    const heardOf = await webhooks.deliver(site, partner, webhooks.message('冒充本人', claims))
    assert.equal(heardOf.status, 200, heardOf.text)
    assert.notEqual(heardOf.body.number, receipt.number)
    assert.equal((await admin.taken(heardOf.body.number)).messages.length, 1)
    const broken = await webhooks.deliver(site, partner, JSON.stringify(['v', '1', 'type', 'message', 'proved_by_code', 'yes', 'number', receipt.number]))
    assert.notEqual(broken.status, 200)
    await wechat.say(site, official, `proved_by_code yes\r\n$3\r\nyes\r\n${receipt.number}`, { from: 'oForger' })
    await site.drained()
    assert.deepEqual(await said(receipt), [])
  })

  test('in the entry of a platform’s account counts for nothing', async () => {
    const receipt = await asked()
    const entry = (key, more) => command(site, 'XADD', '{hy:3}:inbound', '*', ...Object.entries({ v: 1, type: 'message', key, number: receipt.number, received_at: Date.now(), arrived_at: Date.now(), continues: 'yes', text: '冒充', ...more }).flat())
    await entry('forged', { channel: 'webhook', account: 'partner', sender: 'u-9', proved_by_code: 'yes' })
    await entry('former', { channel: 'api' })
    const letters = async () => (await admin.get('/api/v1/dead-letters')).items.filter(({ reason }) => reason === 'unknown_ticket')
    const two = await until('the dead letters', async () => ((rows) => rows.length >= 2 && rows)(await letters()))
    assert.deepEqual(await said(receipt), [])
    for (const { id } of two) {
      const again = await admin.call('POST', `/api/v1/dead-letters/${id}/replay`)
      assert.equal(again.status, 200, again.text)
      assert.notEqual(again.body.number, receipt.number)
      await admin.taken(again.body.number)
    }
    assert.deepEqual(await said(receipt), [])
  })
})
