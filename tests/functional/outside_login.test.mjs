// Staff open a notice in WeCom, DingTalk or Feishu and stand before the ticket: who they are says the platform, once, to the
// browser that asked.
import { after, before, describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { assertProblem } from './contract.mjs'
import { startSite } from './harness.mjs'
import { codeOf, withSecondFactor } from './one_time_codes.mjs'
import { Browser, whyOf } from './outside_logins.mjs'
import { firstAdministrator, hired, kPassword } from './people.mjs'
import { authorised, startStaffPlatforms } from './staff_platforms.mjs'

const kWays = ['wecom/town', 'dingtalk/town', 'feishu/town']
const kBack = '/t/20261123-0001'
let site, api, admin

/** The same person as each platform names them. */
const named = (way, id) => (way.startsWith('wecom') ? { userid: id } : way.startsWith('dingtalk') ? { unionId: `union-${id}`, userid: id } : { open_id: `ou_${id}`, user_id: id })

const bind = (login, way, subject) => admin.call('PUT', `/api/v1/staff/${login}/identities/${way}`, { subject })
const settings = (changes) => admin.call('PUT', '/api/v1/settings/login', { second_factor_roles: [], ways: kWays, ...changes })

before(async () => {
  api = await startStaffPlatforms()
  site = await startSite({ basePath: '/huiying' })
  admin = await firstAdministrator(site)
  const accounts = { wecom: ['--corp-id', 'ww5d3f', '--agent-id', '1000012', '--app-secret', 's3cret'], dingtalk: ['--app-key', 'ding1', '--app-secret', 's3cret'], feishu: ['--app-id', 'cli_a1b2', '--app-secret', 's3cret', '--verification-token', 'vtoken', '--encrypt-key', 'a key'] }
  for (const [platform, flags] of Object.entries(accounts)) await site.addChannel(platform, 'town', [...flags, '--api-base', api.url, ...(platform === 'dingtalk' ? ['--set', `oapi_base=${api.url}`] : [])])
  const chosen = await settings({})
  assert.equal(chosen.status, 200, chosen.text)
  await hired(admin, 'lu', 'cjzx', ['handler'])
  for (const way of kWays) assert.equal((await bind('lu', way, 'LuGong')).status, 204)
})
after(async () => {
  await site?.stop()
  await api?.close()
})

async function entered(way, person, browser = new Browser(site), back = kBack) {
  return { browser, path: await browser.comeBack(authorised(api, await browser.begin(way, back), person)) }
}

describe('a login by a platform', () => {
  for (const way of kWays)
    test(`${way} opens the very page, for whom the platform names`, async () => {
      const { browser, path } = await entered(way, named(way, 'LuGong'))
      assert.equal(path, kBack)
      assert.equal(await browser.who(), 'lu')
    })

  test('goes to the platform with what it wants, and nothing of ours', async () => {
    const browser = new Browser(site)
    const wecom = new URL(await browser.begin('wecom/town', kBack))
    assert.equal(wecom.origin + wecom.pathname, 'https://open.weixin.qq.com/connect/oauth2/authorize')
    assert.equal(wecom.searchParams.get('scope'), 'snsapi_base')
    assert.equal(wecom.hash, '#wechat_redirect')
    assert.match(wecom.searchParams.get('state'), /^[0-9a-f]{64}$/)
    assert.equal(wecom.searchParams.get('redirect_uri'), `${site.url}/api/v1/session/ways/wecom/town`)
    assert.equal(new URL(await browser.begin('dingtalk/town')).origin, 'https://login.dingtalk.com')
    assert.equal(new URL(await browser.begin('feishu/town')).origin, 'https://accounts.feishu.cn')
    assert.ok(!wecom.href.includes(kBack))
  })

  test('keeps a cookie that scripts cannot read and that lives ten minutes', async () => {
    const answer = await site.send('POST', '/api/v1/session/ways/wecom/town', { json: {} })
    assert.match(answer.headers.get('set-cookie'), /^hy_login_[0-9a-f]{16}=[\w-]{40,}; Path=\/huiying\/api\/v1\/session\/ways; Max-Age=600; HttpOnly; SameSite=Lax$/)
  })

  test('is good once: a state that was used lets nobody in', async () => {
    const browser = new Browser(site)
    const address = await browser.begin('wecom/town')
    const kept = browser.cookie
    const first = authorised(api, address, named('wecom', 'LuGong'))
    assert.equal(await browser.comeBack(first), '/')
    const again = new Browser(site)
    again.keep({ getSetCookie: () => kept.split('; ') })
    assert.equal(whyOf(await again.comeBack(authorised(api, address, named('wecom', 'LuGong')))), 'stale')
    assert.equal(await again.who(), '')
  })

  test('is good in the browser alone that began it, and used up by any other', async () => {
    const browser = new Browser(site)
    const back = authorised(api, await browser.begin('wecom/town'), named('wecom', 'LuGong'))
    const other = new Browser(site)
    assert.equal(whyOf(await other.comeBack(back)), 'stale')
    assert.equal(await other.who(), '')
    assert.equal(whyOf(await browser.comeBack(back)), 'stale')
  })

  test('of one platform comes back by no other, nor with a state that was guessed or said twice', async () => {
    const browser = new Browser(site)
    const back = new URL(authorised(api, await browser.begin('wecom/town'), named('wecom', 'LuGong')))
    const elsewhere = new URL(back)
    elsewhere.pathname = elsewhere.pathname.replace('wecom', 'feishu')
    assert.equal(whyOf(await browser.comeBack(elsewhere.href)), 'stale')
    for (const state of ['', 'x', 'a'.repeat(64), 'A'.repeat(64)]) {
      back.searchParams.set('state', state)
      assert.equal(whyOf(await browser.comeBack(back.href)), 'stale')
    }
    const twice = authorised(api, await browser.begin('wecom/town'), named('wecom', 'LuGong'))
    assert.equal(whyOf(await browser.comeBack(`${twice}&state=${'a'.repeat(64)}`)), 'stale')
    assert.equal(await browser.who(), '')
  })

  test('leads to paths of the console and nowhere else', async () => {
    for (const back of ['https://evil.example/', '//evil.example', '/\\evil.example', '/t/1\r\nSet-Cookie: a=b', '/t//evil.example', 'javascript:alert(1)', '/#/x', `/${'x'.repeat(600)}`]) {
      const { path } = await entered('wecom/town', named('wecom', 'LuGong'), new Browser(site), back)
      assert.equal(path, '/', back)
    }
    assert.equal((await entered('wecom/town', named('wecom', 'LuGong'), new Browser(site), '/desk/mine?q=%E8%B7%AF%E7%81%AF')).path, '/desk/mine?q=%E8%B7%AF%E7%81%AF')
  })

  test('of somebody whom nobody here knows says whom to ask, and lets nobody in', async () => {
    for (const way of kWays) {
      const { browser, path } = await entered(way, named(way, 'Nobody'))
      assert.equal(whyOf(path), 'unknown_person', way)
      assert.equal(new URLSearchParams(path.split('?')[1]).get('who'), 'Nobody')
      assert.equal(await browser.who(), '')
    }
    const { office } = (await site.send('GET', '/api/v1/session/ways')).body
    assert.match(office, /\p{Script=Han}{2}/u)
  })

  test('of a guest of the corporation, or with a code that is no good, is refused', async () => {
    assert.equal(whyOf((await entered('wecom/town', { openid: 'o-1' })).path), 'refused')
    for (const way of kWays) assert.equal(whyOf((await entered(way, undefined)).path), 'refused', way)
    const browser = new Browser(site)
    const back = new URL(authorised(api, await browser.begin('feishu/town'), undefined))
    back.searchParams.delete('code')
    back.searchParams.set('error', 'access_denied')
    assert.equal(whyOf(await browser.comeBack(back.href)), 'refused')
  })

  test('of somebody who was switched off is refused', async () => {
    await hired(admin, 'gone', 'cjzx', ['handler'])
    await bind('gone', 'wecom/town', 'Gone')
    await admin.call('PATCH', '/api/v1/staff/gone', { active: false })
    const { browser, path } = await entered('wecom/town', named('wecom', 'Gone'))
    assert.equal(whyOf(path), 'switched_off')
    assert.equal(await browser.who(), '')
  })

  test('to a platform that gives no answer says so; the password lets in as ever', async () => {
    api.down = true
    try {
      for (const way of kWays) assert.equal(whyOf((await entered(way, named(way, 'LuGong'))).path), 'provider_down', way)
      assert.equal((await site.send('POST', '/api/v1/session', { json: { login: 'lu', password: kPassword } })).status, 200)
    } finally {
      api.down = false
    }
  })

  test('is offered only where the administrator chose it', async () => {
    await settings({ ways: ['feishu/town'] })
    assert.deepEqual((await site.send('GET', '/api/v1/session/ways')).body.ways.map((way) => way.platform), ['feishu'])
    assertProblem(await site.send('POST', '/api/v1/session/ways/wecom/town', { json: {} }), 404, 'not_found')
    assertProblem(await settings({ ways: ['webhook/x'] }), 400, 'bad_request')
    await settings({})
  })
})

describe('a second factor', () => {
  test('is still asked for after a login by a platform, unless the town holds that enough', async () => {
    const mei = await hired(admin, 'mei', 'cjzx', ['handler'])
    await bind('mei', 'wecom/town', 'Mei')
    const { secret } = await withSecondFactor(mei)
    const { browser, path } = await entered('wecom/town', named('wecom', 'Mei'))
    assert.equal(path, kBack)
    assert.equal(await browser.who(), '')
    assert.equal((await site.send('GET', '/api/v1/session/ways', { headers: { Cookie: browser.cookie } })).body.code_wanted, true)
    const answer = await site.send('POST', '/api/v1/session/code', { json: { code: codeOf(secret) }, headers: { Cookie: browser.cookie } })
    assert.equal(answer.status, 200, answer.text)
    await settings({ outside_is_enough: true })
    assert.equal(await (await entered('wecom/town', named('wecom', 'Mei'))).browser.who(), 'mei')
    await settings({})
  })
})

describe('who somebody is out there', () => {
  /** The own browser, on the way to bind. */
  async function beginBinding(person, way) {
    const answer = await person.call('POST', `/api/v1/account/identities/${way}`, { back: '/account', password: kPassword })
    assert.equal(answer.status, 200, answer.text)
    const browser = new Browser(site)
    browser.keep(answer.headers)
    return { browser, address: answer.body.address }
  }

  test('is bound once by oneself', async () => {
    const xu = await hired(admin, 'xu', 'cjzx', ['handler'])
    const { browser, address } = await beginBinding(xu, 'feishu/town')
    assert.equal(await browser.comeBack(authorised(api, address, named('feishu', 'Xu'))), '/account')
    assert.equal((await xu.get('/api/v1/account/identities')).items.find((one) => one.platform === 'feishu').subject, 'Xu')
    assert.equal(await (await entered('feishu/town', named('feishu', 'Xu'))).browser.who(), 'xu')
    assert.equal((await xu.call('DELETE', '/api/v1/account/identities/feishu/town')).status, 204)
    assert.equal(whyOf((await entered('feishu/town', named('feishu', 'Xu'))).path), 'unknown_person')
  })

  test('is bound with the password alone, and by the session that began it', async () => {
    const tan = await hired(admin, 'tan', 'cjzx', ['handler'])
    const refused = await tan.call('POST', '/api/v1/account/identities/feishu/town', { back: '/account', password: 'a wrong password' })
    assertProblem(refused, 400, 'bad_request')
    assert.equal(refused.body.field, 'password')
    assertProblem(await tan.call('POST', '/api/v1/account/identities/feishu/town', { back: '/account' }), 400, 'bad_request')
    const { browser, address } = await beginBinding(tan, 'feishu/town')
    assert.equal((await tan.call('DELETE', '/api/v1/session')).status, 204)
    assert.equal(whyOf(await browser.comeBack(authorised(api, address, named('feishu', 'Tan')))), 'stale')
    assert.equal(whyOf((await entered('feishu/town', named('feishu', 'Tan'))).path), 'unknown_person')
  })

  test('is taken away by a new password where one bound it oneself, also on its way', async () => {
    const shi = await hired(admin, 'shi', 'cjzx', ['handler'])
    assert.equal((await bind('shi', 'wecom/town', 'Shi')).status, 204)
    const bound = await beginBinding(shi, 'feishu/town')
    assert.equal(await bound.browser.comeBack(authorised(api, bound.address, named('feishu', 'Thief'))), '/account')
    const onItsWay = await beginBinding(shi, 'dingtalk/town')
    assert.equal((await admin.call('PATCH', '/api/v1/staff/shi', { password: 'another right horse' })).status, 200)
    assert.equal(whyOf((await entered('feishu/town', named('feishu', 'Thief'))).path), 'unknown_person')
    assert.equal(whyOf(await onItsWay.browser.comeBack(authorised(api, onItsWay.address, named('dingtalk', 'Thief')))), 'stale')
    assert.equal(await (await entered('wecom/town', named('wecom', 'Shi'))).browser.who(), 'shi')
  })

  test('is nobody else at the same time', async () => {
    const xie = await hired(admin, 'xie', 'cjzx', ['handler'])
    const { browser, address } = await beginBinding(xie, 'wecom/town')
    assert.equal(whyOf(await browser.comeBack(authorised(api, address, named('wecom', 'LuGong')))), 'taken')
    assertProblem(await bind('xie', 'wecom/town', 'LuGong'), 409, 'already_exists')
    assert.equal(await (await entered('wecom/town', named('wecom', 'LuGong'))).browser.who(), 'lu')
  })

  test('is bound by nobody without a session and its token, and set by no handler', async () => {
    assertProblem(await site.send('POST', '/api/v1/account/identities/wecom/town', { json: {} }), 401, 'unauthenticated')
    const he = await hired(admin, 'he', 'cjzx', ['handler'])
    assertProblem(await site.send('POST', '/api/v1/account/identities/wecom/town', { json: {}, headers: { Cookie: he.cookie } }), 403, 'bad_csrf_token')
    assertProblem(await he.call('PUT', '/api/v1/staff/he/identities/wecom/town', { subject: 'x' }), 403, 'forbidden')
    assertProblem(await bind('nobody', 'wecom/town', 'x'), 404, 'not_found')
    assertProblem(await bind('he', 'wecom/town', 'with space'), 400, 'bad_request')
  })
})

// The last of the file: it uses up what this address may begin.
describe('logins that go out', () => {
  test('are bounded for an address; the password lets in as ever', async () => {
    let answer
    for (let i = 0; i <= 600; ++i) {
      answer = await site.send('POST', '/api/v1/session/ways/wecom/town', { json: {} })
      if (answer.status !== 200) break
    }
    assertProblem(answer, 429, 'rate_limited')
    assert.ok(Number(answer.headers.get('retry-after')) > 0)
    assert.equal((await site.send('POST', '/api/v1/session', { json: { login: 'lu', password: kPassword } })).status, 200)
  })
})
