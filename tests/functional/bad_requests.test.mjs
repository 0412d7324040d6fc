// Clients that are broken, slow or hostile, and text that means harm: refused in the caller's terms, and everybody else is served.
import { after, before, describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { assertProblem } from './contract.mjs'
import { startSite } from './harness.mjs'
import { firstAdministrator, write } from './people.mjs'
import { exchange, open, parsed } from './raw_http.mjs'

const kIdleConnections = 300
const kHeaderSeconds = 10
const kApiBodyLimit = 262_144

let site, admin

before(async () => {
  site = await startSite()
  admin = await firstAdministrator(site)
})
after(() => site?.stop())

const post = (json) => site.send('POST', '/api/v1/messages', { json })
const postRaw = (body) => site.send('POST', '/api/v1/messages', { body, headers: { 'Content-Type': 'application/json' } })
const counted = (route) => site.metric('huiying_http_requests_total', { route, status: '4xx' })
const tickets = async () => {
  await site.drained()
  return (await admin.queue('all')).length
}

describe('the API', () => {
  test('says which field of a message is wrong, and leaves nothing behind', async () => {
    const before = [await tickets(), await counted('api_post_message')]
    const cases = [
      [{ text: '' }, 422, 'empty_text', 'text'], [{ text: ' \n　' }, 422, 'empty_text', 'text'], [{ text: 7 }, 400, 'bad_request', 'text'],
      [{}, 400, 'bad_request', 'text'], [{ text: 'x', colour: 'red' }, 400, 'bad_request', 'colour'], [{ text: 'x', kind: 'poem' }, 400, 'bad_request', 'kind'],
      [{ text: 'x', unit: 'nobody' }, 400, 'bad_request', 'unit'], [{ text: 'x', publish: 'yes' }, 400, 'bad_request', 'publish'],
      [{ text: '字'.repeat(10_001) }, 422, 'text_too_long', 'text'], [{ text: 'x', subject: '字'.repeat(101) }, 422, 'text_too_long', 'subject'],
      [{ text: 'a\0b' }, 400, 'bad_encoding', 'text'],
    ]
    for (const [message, status, code, field] of cases) assert.equal(assertProblem(await post(message), status, code).field, field, JSON.stringify(message).slice(0, 80))
    assert.deepEqual([await tickets(), await counted('api_post_message')], [before[0], before[1] + cases.length])
  })

  test('refuses JSON that is broken, of another kind, not UTF-8, or nested without end', async () => {
    for (const body of ['', '{', '[]', '"text"', '{"text":"x"} x', '{"text":"\\ud800"}', '['.repeat(250_000)]) assertProblem(await postRaw(body), 400, 'bad_request')
    assertProblem(await postRaw(Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d])), 400, 'bad_encoding')
  })

  test('refuses a body one byte above the limit, however it is sent', async () => {
    const fill = (bytes) => `{"text":"${'x'.repeat(bytes - 11)}"}`
    assertProblem(await postRaw(fill(kApiBodyLimit)), 422, 'text_too_long')
    assertProblem(await postRaw(fill(kApiBodyLimit + 1)), 413, 'body_too_large')
    const chunk = `8000\r\n${'x'.repeat(0x8000)}\r\n`
    const chunked = await exchange(site, `POST /api/v1/messages HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n${chunk.repeat(9)}0\r\n\r\n`)
    assert.equal(chunked.status, 413)
  })

  test('takes 10,000 characters however they are escaped, and tells of one more', async () => {
    const escaped = (text) => [...text].map((character) => [...Array(character.length).keys()].map((index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`).join('')).join('')
    for (const character of ['😀', '字', 'x']) {
      const body = (count) => `{"subject":"${escaped('😀'.repeat(100))}","text":"${escaped(character.repeat(count))}","name":"${escaped('😀'.repeat(200))}","contact":"${escaped('😀'.repeat(200))}","place":"${escaped('😀'.repeat(200))}"}`
      const taken = await postRaw(body(10_000))
      assert.equal(taken.status, 201, taken.text)
      assert.equal((await admin.taken(taken.body.number)).text, character.repeat(10_000))
      assert.equal(assertProblem(await postRaw(body(10_001)), 422, 'text_too_long').field, 'text')
    }
  })

  test('takes a reply of 10,000 characters however they are escaped, and tells of one more', async () => {
    const { number } = await write(site, { text: '路灯不亮' })
    const { ticket } = await admin.taken(number)
    const save = (count) => site.send('PUT', `/api/v1/tickets/${number}/draft`, { body: `{"version":${ticket.version},"text":"${'\\ud83d\\ude00'.repeat(count)}"}`, headers: { 'Content-Type': 'application/json', Cookie: admin.cookie, 'X-CSRF-Token': admin.csrf } })
    assertProblem(await save(10_001), 422, 'text_too_long')
    assert.equal((await save(10_000)).status, 200)
  })

  test('does not know other addresses, and names the methods of those it knows', async () => {
    const unknown = await counted('none')
    assertProblem(await site.send('GET', '/api/v1/nothing', { undocumented: true }), 404, 'not_found')
    const answer = await site.send('DELETE', '/api/v1/messages', { undocumented: true })
    assertProblem(answer, 405, 'method_not_allowed')
    assert.equal(answer.headers.get('allow'), 'POST')
    assert.equal(await counted('none'), unknown + 2)
  })

  test('a page that is unknown says so in words, with a way on', async () => {
    const { status, text } = await site.page('/nothing')
    assert.equal(status, 404)
    assert.match(text, /没有找到这一页/)
  })
})

describe('text', () => {
  const kNasty = '<script>alert("1")</script> {{number}} {{{code}}} {{> pages/head}} </textarea> & \' 路灯不亮'
  const escaped = '&lt;script&gt;alert('

  test('of 10,000 characters, emoji and rare Han characters comes to the desk as it was written', async () => {
    for (const text of ['字'.repeat(10_000), '𠮷野家の𩸽🚧👨‍👩‍👧‍👦 é', '😀'.repeat(10_000), '第一行\n\n第三行\t末']) {
      const { number } = await write(site, { subject: '𠮷', text })
      const detail = await admin.taken(number)
      assert.equal(detail.text, text)
      assert.equal(detail.ticket.subject, '𠮷')
    }
  })

  test('with HTML and template marks is shown as text on the pages and unchanged in JSON', async () => {
    const receipt = await write(site, { subject: kNasty, text: kNasty, name: kNasty, place: kNasty })
    const detail = await admin.taken(receipt.number)
    assert.equal(detail.text, kNasty)
    assert.equal(detail.ticket.subject, kNasty)
    assert.equal(detail.place, kNasty)
    assert.match(detail.draft.text, /“<script>alert\("1"\)<\/script> ｛｛number｝｝ …”/, 'the draft is plain text: nothing escaped, nothing filled in, and no mark that a template would read')
    const { status, text } = await site.page('/q', { method: 'POST', body: new URLSearchParams(receipt) })
    assert.equal(status, 200)
    assert.ok(text.includes(escaped) && text.includes('{{number}}') && text.includes('{{&gt; pages/head}}'), text)
    assert.ok(!text.includes('<script>alert'))
  })

  test('with HTML in a form that is refused comes back escaped in its fields', async () => {
    const form = new URLSearchParams({ subject: kNasty, text: kNasty, kind: 'poem' })
    const { status, text } = await site.page('/ask', { method: 'POST', body: form })
    assert.equal(status, 422)
    assert.ok(text.includes(escaped) && text.includes('{{number}}') && !text.includes('<script>alert'))
    assert.ok(!text.includes('</textarea> &'), 'the text area cannot be closed from inside')
  })

  test('with HTML in the search box or the address is escaped', async () => {
    for (const path of [`/search?q=${encodeURIComponent(kNasty)}`, `/q?number=${encodeURIComponent(kNasty)}`, `/topics/${encodeURIComponent(kNasty)}`, `/published/${encodeURIComponent(kNasty)}`])
      assert.ok(!(await site.page(path)).text.includes('<script>alert'), path)
  })
})

describe('the server', () => {
  const isAlive = async () => assert.equal((await site.send('GET', '/healthz')).status, 200)

  test('refuses what is not HTTP and goes on', async () => {
    for (const bytes of ['\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03', 'GET\r\n\r\n', 'GET / HTTP/1.1\r\nHost x\r\n\r\n', 'POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n',
      'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n'])
      assert.equal((await exchange(site, bytes)).status, 400, JSON.stringify(bytes))
    assert.equal((await exchange(site, `GET / HTTP/1.1\r\nHost: x\r\nX: ${'x'.repeat(9000)}\r\n\r\n`)).status, 431)
    await isAlive()
  })

  test('does not leave the data folder by any path', async () => {
    for (const path of ['/assets/..%2f..%2ftown.secret', '/desk/..%2f..%2fetc%2fpasswd', '/desk/../../etc/passwd']) {
      const { status, body } = await exchange(site, `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`)
      assert.ok([400, 404].includes(status), `${path}: ${status}`)
      assert.ok(!body.includes('root:'))
    }
  })

  test(`serves others while ${kIdleConnections} connections say nothing and two are slow, and ends those after ${kHeaderSeconds} s`, async () => {
    const idle = Array.from({ length: kIdleConnections }, () => open(site))
    await Promise.all(idle.map((line) => line.connected))
    const slowHead = open(site)
    slowHead.socket.write('GET / HTTP/1.1\r\nHost:')
    const slowBody = open(site)
    slowBody.socket.write('POST /api/v1/messages HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{"text":')
    const began = Date.now()
    await isAlive()
    assert.equal((await post({ text: '大家都在等' })).status, 201)
    assert.ok(Date.now() - began < 5000)
    const [afterHead, afterBody] = await Promise.all([slowHead.closed, slowBody.closed])
    for (const [line, elapsed] of [[slowHead, afterHead], [slowBody, afterBody]]) {
      assert.equal(parsed(line.said).status, 408)
      assert.ok(elapsed > (kHeaderSeconds - 1) * 1000 && elapsed < (kHeaderSeconds + 10) * 1000, `${elapsed} ms`)
    }
    assert.match(slowBody.said, /"code":"request_timeout"/)
    await Promise.all(idle.map((line) => line.closed))
    await isAlive()
  })
})
