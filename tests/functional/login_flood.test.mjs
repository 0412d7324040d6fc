// Password hashes are slow on purpose: a flood of logins must take neither the pages nor the memory.
import { after, before, describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { assertProblem } from './contract.mjs'
import { startSite, until } from './harness.mjs'
import { Colleague, firstAdministrator, hired, kPassword } from './people.mjs'

let site, admin

before(async () => {
  // Each login comes from an address of its own: none is locked out.
  site = await startSite({ settings: { 'server.trusted_proxies': '127.0.0.1' } })
  admin = await firstAdministrator(site)
})
after(() => site?.stop())

let caller = 0
let names = 0
const guess = (from = `198.51.${++caller >> 8}.${caller & 255}`) =>
  site.send('POST', '/api/v1/session', { json: { login: `nobody${++names}`, password: 'a long enough guess' }, headers: { 'X-Forwarded-For': from } })

/** Sixty logins at once; `answers` grows as they are answered. */
function flood() {
  const answers = []
  const all = Promise.all(Array.from({ length: 60 }, () => guess().then((answer) => answers.push(answer))))
  return { answers, all }
}

describe('wrong passwords', () => {
  test('from many addresses of one IPv6 line lock the line, and not the next one', async () => {
    for (let i = 0; i < 30; ++i) assertProblem(await guess(`2001:db8:0:1::${i + 1}`), 401, 'bad_credentials')
    assertProblem(await guess('2001:db8:0:1:ffff::1'), 429, 'locked_out')
    assertProblem(await guess('2001:db8:0:2::1'), 401, 'bad_credentials')
  })
})

describe('strangers who know a login name', () => {
  const tryAs = (login, password, from, cookie = '') =>
    site.send('POST', '/api/v1/session', { json: { login, password }, headers: { 'X-Forwarded-For': from, Cookie: cookie } })

  before(() => hired(admin, 'pan', 'cjzx', ['handler']))

  test('shut nobody out by guessing from their own address', async () => {
    for (let i = 0; i < 5; ++i) assertProblem(await tryAs('pan', 'a long enough guess', '203.0.113.1'), 401, 'bad_credentials')
    assertProblem(await tryAs('pan', kPassword, '203.0.113.1'), 429, 'locked_out')
    assert.equal((await tryAs('pan', kPassword, '203.0.113.2')).status, 200)
  })

  test('stop by guessing from everywhere only those whose browser was never in', async () => {
    const entered = await tryAs('pan', kPassword, '203.0.113.9')
    const kept = entered.headers.getSetCookie().find((line) => line.startsWith('hy_browser_pan=')).split(';')[0]
    for (let i = 10; i < 55; ++i) await tryAs('pan', 'a long enough guess', `203.0.113.${i}`)
    const stopped = await tryAs('pan', kPassword, '203.0.113.99')
    assertProblem(stopped, 429, 'locked_out')
    assert.ok(Number(stopped.headers.get('retry-after')) <= 900)
    assertProblem(await tryAs('pan', kPassword, '203.0.113.99', `${kept}0`), 429, 'locked_out')
    assert.equal((await tryAs('pan', kPassword, '203.0.113.99', kept)).status, 200)
  })
})

describe('a flood of logins', () => {
  test('is refused beyond a short queue, at once and with a time to come again', async () => {
    const { answers, all } = flood()
    await all
    const refused = answers.filter((answer) => answer.status === 503)
    for (const answer of refused) {
      assertProblem(answer, 503, 'overloaded')
      assert.match(answer.headers.get('retry-after'), /^[1-9]\d*$/)
    }
    const heard = answers.filter((answer) => answer.status !== 503)
    for (const answer of heard) assertProblem(answer, 401, 'bad_credentials')
    assert.ok(heard.length >= 10, `${heard.length} were heard`)
    assert.ok(refused.length >= 20, `${refused.length} were refused`)
  })

  test('stalls no page: pages asked for in its midst are there before it has ended', async () => {
    for (let round = 0; round < 3; ++round) {
      const { answers, all } = flood()
      await until('the queue to be full', () => answers.some((answer) => answer.status === 503))
      const heard = () => answers.filter((answer) => answer.status === 401).length
      const pages = await Promise.all(['/', '/ask', '/q'].map((path) => site.page(path)))
      const heardMeanwhile = heard()
      await all
      assert.deepEqual(pages.map((page) => page.status), [200, 200, 200])
      assert.ok(heardMeanwhile < heard(), `all ${heard()} logins were answered before three pages`)
    }
  })

  test('leaves those who are in at work, and lets the next one in when it is over', async () => {
    const { all } = flood()
    assert.equal((await admin.call('GET', '/api/v1/tickets?queue=all')).status, 200)
    await all
    await new Colleague(site, 'zhou').logIn()
  })
})
