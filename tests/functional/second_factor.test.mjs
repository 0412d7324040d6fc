// Two factors: password and code, what is taken once, who must have it, and how one gets in again after losing it.
import { after, before, describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { assertProblem } from './contract.mjs'
import { startSite } from './harness.mjs'
import { codeOf, steadyStep, withSecondFactor } from './one_time_codes.mjs'
import { Colleague, firstAdministrator, hired, kPassword } from './people.mjs'

const kPath = '/api/v1/account/second-factor'
let site, admin

before(async () => {
  site = await startSite()
  admin = await firstAdministrator(site)
})
after(() => site?.stop())

/** The first step: the cookie of the half login. */
async function halfLogin(login, password = kPassword) {
  const answer = await site.send('POST', '/api/v1/session', { json: { login, password } })
  assertProblem(answer, 401, 'second_factor_needed')
  const [cookie] = answer.headers.getSetCookie()
  assert.match(cookie, /^hy_half_login=[\w-]{40,}; Path=\/api\/v1\/session; Max-Age=600; HttpOnly; SameSite=Strict$/)
  return cookie.split(';')[0]
}

const enter = (half, code) => site.send('POST', '/api/v1/session/code', { json: { code }, headers: { Cookie: half } })

async function wrong(half, code) {
  const answer = await enter(half, code)
  assertProblem(answer, 400, 'bad_request')
  assert.equal(answer.body.field, 'code')
}

describe('a second factor', () => {
  test('is asked for after the password, and its code is taken once', async () => {
    const lu = await hired(admin, 'lu', 'cjzx', ['handler'])
    const { secret, codes } = await withSecondFactor(lu)
    assert.equal(codes.length, 10)
    assert.deepEqual([(await lu.get(kPath)).on, (await lu.get(kPath)).recovery_left], [true, 10])
    const half = await halfLogin('lu')
    assertProblem(await site.send('GET', '/api/v1/session', { headers: { Cookie: half } }), 401, 'unauthenticated')
    await wrong(half, codeOf(secret, -1)) // it turned the factor on
    const code = codeOf(secret)
    const opened = await enter(half, code)
    assert.equal(opened.status, 200, opened.text)
    assert.equal(opened.body.staff.login, 'lu')
    assert.match(opened.headers.getSetCookie().join('\n'), /^hy_session=[\w-]{40,}.*\n?.*hy_browser_lu=/s)
    assertProblem(await enter(half, code), 401, 'unauthenticated')
    await wrong(await halfLogin('lu'), code)
  })

  test('is set up by nobody without the password', async () => {
    const an = await hired(admin, 'an', 'cjzx', ['handler'])
    for (const body of [{ password: 'a wrong password' }, { password: '' }]) {
      const answer = await an.call('POST', kPath, body)
      assertProblem(answer, 400, 'bad_request')
      assert.equal(answer.body.field, 'password')
    }
    assertProblem(await an.call('POST', kPath, {}), 400, 'bad_request')
    assertProblem(await an.call('PUT', kPath, { code: '000000' }), 409, 'move_not_allowed')
  })

  test('can be replaced by a recovery code, typed as people type it, once', async () => {
    const { codes } = await withSecondFactor(await hired(admin, 'mei', 'cjzx', ['handler']))
    assert.equal((await enter(await halfLogin('mei'), ` ${codes[3].toLowerCase().replaceAll('-', ' ')}`)).status, 200)
    await wrong(await halfLogin('mei'), codes[3])
  })

  test('is not guessed: who has the password waits as with passwords', async () => {
    const { secret } = await withSecondFactor(await hired(admin, 'gu', 'cjzx', ['handler']))
    for (let i = 0; i < 5; ++i) await wrong(await halfLogin('gu'), `00000${i}`)
    const before = await site.send('POST', '/api/v1/session', { json: { login: 'gu', password: kPassword } })
    assertProblem(before, 429, 'locked_out')
    assert.ok(Number(before.headers.get('retry-after')) > 0)
    assert.ok(codeOf(secret))
  })

  test('is guessed by no crowd that tries at once either', async () => {
    await withSecondFactor(await hired(admin, 'qun', 'cjzx', ['handler']))
    const half = await halfLogin('qun')
    const answers = await Promise.all(Array.from({ length: 30 }, (_, i) => enter(half, String(100_000 + i))))
    assert.equal(answers.filter((answer) => answer.status === 400).length, 5)
    assert.equal(answers.filter((answer) => answer.status === 429).length, 25)
  })

  test('is turned off by password and code together', async () => {
    const dai = await hired(admin, 'dai', 'cjzx', ['handler'])
    const { secret, codes } = await withSecondFactor(dai)
    await steadyStep()
    for (const [field, body] of [['password', { password: 'a wrong password', code: codes[0] }], ['code', { password: kPassword, code: '000000' }]]) {
      const answer = await dai.call('POST', `${kPath}/off`, body)
      assertProblem(answer, 400, 'bad_request')
      assert.equal(answer.body.field, field)
    }
    assert.equal((await dai.call('POST', `${kPath}/off`, { password: kPassword, code: codeOf(secret) })).status, 204)
    await new Colleague(site, 'dai').logIn()
    assertProblem(await dai.call('POST', `${kPath}/off`, { password: kPassword, code: codeOf(secret, 1) }), 409, 'move_not_allowed')
  })

  test('gets new recovery codes for a code, and the former are worth nothing', async () => {
    const xu = await hired(admin, 'xu', 'cjzx', ['handler'])
    const { secret, codes } = await withSecondFactor(xu)
    await steadyStep()
    const renewed = await xu.call('POST', `${kPath}/recovery-codes`, { code: codeOf(secret) })
    assert.equal(renewed.status, 200, renewed.text)
    await wrong(await halfLogin('xu'), codes[0])
    assert.equal((await enter(await halfLogin('xu'), renewed.body.recovery_codes[0])).status, 200)
  })

  test('that is lost is reset by the administrator, or on the command line, and it is written down', async () => {
    const bai = await hired(admin, 'bai', 'cjzx', ['handler'])
    await withSecondFactor(bai)
    assert.ok((await admin.get('/api/v1/settings/login')).second_factor_on.includes('bai'))
    assertProblem(await bai.call('DELETE', '/api/v1/staff/lu/second-factor'), 403, 'forbidden')
    assert.equal((await admin.call('DELETE', '/api/v1/staff/bai/second-factor')).status, 204)
    assertProblem(await bai.call('GET', '/api/v1/session'), 401, 'unauthenticated')
    await new Colleague(site, 'bai').logIn()
    assertProblem(await admin.call('DELETE', '/api/v1/staff/bai/second-factor'), 404, 'not_found')
    await withSecondFactor(await new Colleague(site, 'bai').logIn())
    assert.match((await site.command(['user', 'reset-second-factor', 'bai'])).stdout, /second_factor=off/)
    assert.equal((await site.command(['user', 'reset-second-factor', 'bai'])).status, 1)
    await new Colleague(site, 'bai').logIn()
  })
})

describe('a role that makes it a duty', () => {
  test('lets its people set it up at their next login, and do nothing before', async () => {
    const shen = await hired(admin, 'shen', 'cjzx', ['reviewer'])
    assertProblem(await shen.call('PUT', '/api/v1/settings/login', { second_factor_roles: [] }), 403, 'forbidden')
    assertProblem(await admin.call('PUT', '/api/v1/settings/login', { second_factor_roles: ['king'] }), 400, 'bad_request')
    assert.equal((await admin.call('PUT', '/api/v1/settings/login', { second_factor_roles: ['reviewer'] })).status, 200)
    assertProblem(await shen.call('GET', '/api/v1/tickets?queue=all'), 403, 'second_factor_to_set_up')
    const again = await new Colleague(site, 'shen').logIn()
    assert.equal((await again.get('/api/v1/session')).second_factor_to_set_up, true)
    for (const path of ['/api/v1/tickets?queue=all', '/api/v1/people', '/api/v1/units']) assertProblem(await again.call('GET', path), 403, 'second_factor_to_set_up')
    const stream = await again.call('GET', '/api/v1/events')
    assert.doesNotMatch(stream.text, /event: (ticket|presence)/, 'it ends at once')
    await withSecondFactor(again)
    assertProblem(await shen.call('GET', '/api/v1/session'), 401, 'unauthenticated')
    assert.equal((await again.get('/api/v1/session')).second_factor_to_set_up, false)
    assert.equal((await again.call('GET', '/api/v1/tickets?queue=all')).status, 200)
    const other = await new Colleague(site, 'zhou').logIn()
    assert.equal((await other.get('/api/v1/session')).second_factor_to_set_up, false)
  })

  test('frees the session that proves it, and ends one that somebody with the password opened before', async () => {
    await hired(admin, 'ruan', 'cjzx', ['reviewer'])
    const thief = await new Colleague(site, 'ruan').logIn()
    const own = await new Colleague(site, 'ruan').logIn()
    await withSecondFactor(own)
    assertProblem(await thief.call('GET', '/api/v1/tickets?queue=all'), 401, 'unauthenticated')
    assert.equal((await own.call('GET', '/api/v1/tickets?queue=all')).status, 200)
  })

  test('asks whoever has the role only as a deputy as well', async () => {
    const dai = await hired(admin, 'daili', 'cjzx', ['handler'])
    await hired(admin, 'qian', 'cjzx', ['reviewer'])
    assert.equal((await dai.get('/api/v1/session')).second_factor_to_set_up, false)
    const day = (ahead) => new Date(Date.now() + 8 * 3_600_000 + ahead * 86_400_000).toISOString().slice(0, 10)
    assert.equal((await admin.call('PUT', '/api/v1/staff/qian/absence', { deputy: 'daili', from: day(0), to: day(1) })).status, 200)
    assert.equal((await dai.get('/api/v1/session')).second_factor_to_set_up, true)
    assertProblem(await dai.call('GET', '/api/v1/tickets?queue=all'), 403, 'second_factor_to_set_up')
  })
})
