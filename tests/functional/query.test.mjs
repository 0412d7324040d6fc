// A citizen looks after a message by its number and code; nobody else can.
import { after, before, describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { assertProblem } from './contract.mjs'
import { startSite } from './harness.mjs'
import { firstAdministrator, status, write } from './people.mjs'

const kGuessesPerNumber = 10
const kProxy = '127.0.0.1'

let site, admin

before(async () => {
  // Behind a proxy, so that each test guesses from an address of its own.
  site = await startSite({ settings: { 'server.trusted_proxies': kProxy } })
  admin = await firstAdministrator(site)
})
after(() => site?.stop())

let lastAddress = 0
const newAddress = () => `198.51.100.${(lastAddress += 1)}`
const look = (number, code, from) => site.send('GET', `/api/v1/messages/${number}?code=${code}`, { headers: { 'X-Forwarded-For': from } })

describe('number and code', () => {
  test('show the message’s state however they are typed', async () => {
    const { number, code } = await write(site, { subject: '路灯', text: '路灯不亮' })
    await admin.taken(number)
    const from = newAddress()
    for (const [n, c] of [[number, code], [number.toLowerCase(), code.toLowerCase()], [number.replaceAll('-', ''), code.replaceAll('-', '')], [encodeURIComponent(`${number.replaceAll('-', ' ')}`), code]]) {
      const answer = await look(n, c, from)
      assert.equal(answer.status, 200, `${n} ${c}: ${answer.text}`)
      assert.equal(answer.body.number, number)
    }
    const page = await site.page('/q', { method: 'POST', body: new URLSearchParams({ number, code }) })
    assert.equal(page.status, 200)
    assert.match(page.text, /城市建设管理事务中心/)
    assert.equal(page.headers.get('cache-control'), 'no-store')
  })

  test('need no address: the code goes in a header, and in no page’s address', async () => {
    const receipt = await write(site, { text: '路灯不亮' })
    const ask = (code, query = '') => site.send('GET', `/api/v1/messages/${receipt.number}${query}`, { headers: { 'X-Forwarded-For': newAddress(), ...(code ? { 'X-Query-Code': code } : {}) } })
    assert.equal((await ask(receipt.code)).body.number, receipt.number)
    assertProblem(await ask('0000-00000', `?code=${receipt.code}`), 404, 'wrong_code')
    assertProblem(await ask(''), 404, 'wrong_code')
    assert.equal((await ask('', `?code=${receipt.code}`)).status, 200, 'as older callers have it')
    const away = await site.page(`/q?number=${receipt.number}&code=${receipt.code}`)
    assert.deepEqual([away.status, away.headers.get('location'), away.headers.get('cache-control')], [303, `/q?number=${receipt.number}`, 'no-store'])
    assert.equal((await site.page('/q?number=%22%3E&code=x')).headers.get('location'), '/q')
    const page = await site.page(away.headers.get('location'))
    assert.ok(page.text.includes(`value="${receipt.number}"`))
    assert.match(page.text, /<form class="lookup" action="\/q" method="post">/)
    const seen = await site.page('/q', { method: 'POST', body: new URLSearchParams(receipt) })
    for (const [address] of seen.text.matchAll(/(?:href|action|src)="[^"]*"/g)) assert.ok(!address.includes(receipt.code), address)
  })

  test('are never 404 between the receipt and the desk', async () => {
    for (let i = 0; i < 5; ++i) assert.ok(['received', 'handling'].includes((await status(site, await write(site, { text: '路灯不亮' }))).state))
  })

  test('that do not belong together, and a number that does not exist, sound the same', async () => {
    const [one, two] = [await write(site, { text: '甲' }), await write(site, { text: '乙' })]
    const from = newAddress()
    const heard = []
    for (const [number, code] of [[one.number, two.code], ['ZZZZ-ZZZZ-ZZZZ', one.code], ['nonsense', one.code], [one.number, ''], [one.number, '%E2%80%8B']]) {
      const { request_id: _, ...problem } = assertProblem(await look(number, code, from), 404, 'wrong_code')
      heard.push(JSON.stringify(problem))
    }
    assert.equal(new Set(heard).size, 1, heard.join('\n'))
    const pages = []
    for (const [number, code] of [[one.number, two.code], ['ZZZZ-ZZZZ-ZZZZ', one.code]]) {
      const page = await site.page('/q', { method: 'POST', body: new URLSearchParams({ number, code }), headers: { 'X-Forwarded-For': from } })
      assert.equal(page.status, 404)
      pages.push(page.text.replaceAll(number, ''))
    }
    assert.equal(pages[0], pages[1])
  })
})

describe('guessing', () => {
  test(`at one number makes the address wait after ${kGuessesPerNumber} wrong codes, also with the right one; the writer elsewhere sees it`, async () => {
    const { number, code } = await write(site, { text: '路灯不亮' })
    const from = newAddress()
    for (let i = 0; i < kGuessesPerNumber; ++i) assertProblem(await look(number, `0000-0000${i}`, from), 404, 'wrong_code')
    const refused = await look(number, code, from)
    assert.equal(assertProblem(refused, 429, 'rate_limited').detail, '请过1分钟再试')
    assert.ok(Math.abs(Number(refused.headers.get('retry-after')) - 59) <= 1, refused.headers.get('retry-after'))
    const ask = (address) => site.page('/q', { method: 'POST', body: new URLSearchParams({ number, code }), headers: { 'X-Forwarded-For': address } })
    const page = await ask(from)
    assert.equal(page.status, 429)
    assert.match(page.text, /请过1分钟再查询|请过5\d秒再查询/)
    assert.match(page.headers.get('retry-after'), /^[1-9]\d*$/)
    assert.equal((await look(number, code, newAddress())).status, 200, 'who knows the number shuts nobody else out')
    assert.equal((await ask(newAddress())).status, 200)
    const other = await write(site, { text: '另一条' })
    assert.equal((await look(other.number, other.code, from)).status, 200, 'other numbers are not locked')
  })

  test('at one number from a hundred addresses does not shut its writer out', async () => {
    const { number, code } = await write(site, { text: '路灯不亮' })
    for (let i = 0; i < 100; ++i) assertProblem(await look(number, '0000-00000', `203.0.113.${i}`), 404, 'wrong_code')
    assert.equal((await look(number, code, newAddress())).status, 200)
  })

  test('at many numbers is locked for the address', async () => {
    const from = newAddress()
    const receipt = await write(site, { text: '路灯不亮' })
    let answer
    for (let i = 0; i < 31; ++i) answer = await look(`AAAA-BBBB-${1000 + i}`, '0000-00000', from)
    assertProblem(answer, 429, 'rate_limited')
    assertProblem(await look(receipt.number, receipt.code, from), 429, 'rate_limited')
    assert.equal((await look(receipt.number, receipt.code, newAddress())).status, 200, 'from elsewhere it works')
  })

  test('from many addresses of one IPv6 line is locked for the line', async () => {
    const receipt = await write(site, { text: '路灯不亮' })
    let answer
    for (let i = 0; i < 31; ++i) answer = await look(`AAAA-CCCC-${1000 + i}`, '0000-00000', `2001:db8:0:1::${i + 1}`)
    assertProblem(answer, 429, 'rate_limited')
    assertProblem(await look(receipt.number, receipt.code, '2001:db8:0:1:ffff::1'), 429, 'rate_limited')
    assert.equal((await look(receipt.number, receipt.code, '2001:db8:0:2::1')).status, 200, 'the next line is not')
  })
})
