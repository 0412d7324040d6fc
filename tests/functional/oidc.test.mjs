// Staff log in by the town's OpenID Connect provider: code, PKCE, and an ID token that must prove itself.
import { after, before, describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { run, startSite, until, writeIn } from './harness.mjs'
import { startProvider } from './oidc_provider.mjs'
import { Browser, whyOf } from './outside_logins.mjs'
import { firstAdministrator, hired, kPassword } from './people.mjs'

const kWay = 'oidc/main'
let provider, site, admin

const settingsOf = (other, more = {}) => ({
  'oidc.issuer': other.url, 'oidc.client_id': other.clientId, 'oidc.title': '一网通办统一认证',
  'oidc.client_secret_file': writeIn(mkdtempSync(join(tmpdir(), 'huiying-oidc-')), 'secret', `${other.secret}\n`), ...more,
})

before(async () => {
  provider = await startProvider()
  site = await startSite({ settings: settingsOf(provider) })
  admin = await firstAdministrator(site)
  await hired(admin, 'lu', 'cjzx', ['handler'])
})
after(async () => {
  await site?.stop()
  await provider?.close()
})

async function entered({ back = '/t/20261123-0001', at = site, by = provider, options } = {}) {
  const browser = new Browser(at)
  return { browser, path: await browser.comeBack(by.visit(await browser.begin(kWay, back), options)) }
}

/** Logs in with a token made wrong. */
async function spoilt(spoil) {
  provider.spoil = spoil
  try {
    return await entered()
  } finally {
    provider.spoil = (token) => token
  }
}

const now = () => Math.floor(Date.now() / 1000)
const withClaims = (claims) => (token) => ({ ...token, claims: { ...token.claims, ...claims } })

describe('a login by the provider', () => {
  test('is offered with its title and opens the very page', async () => {
    assert.deepEqual((await site.send('GET', '/api/v1/session/ways')).body.ways, [{ platform: 'oidc', account: 'main', title: '一网通办统一认证' }])
    const { browser, path } = await entered()
    assert.equal(path, '/t/20261123-0001')
    assert.equal(await browser.who(), 'lu')
    const [{ form }] = provider.asked.slice(-1)
    assert.match(form.get('code_verifier'), /^[\w-]{43}$/)
  })

  test('sends challenge and nonce along, and never verifier or secret', async () => {
    const address = new URL(await new Browser(site).begin(kWay))
    const query = address.searchParams
    assert.equal(query.get('response_type'), 'code')
    assert.equal(query.get('code_challenge_method'), 'S256')
    assert.match(query.get('code_challenge'), /^[\w-]{43}$/)
    assert.match(query.get('nonce'), /^[\w-]{43}$/)
    assert.ok(!address.href.includes('secret') && !query.has('code_verifier'))
  })

  test('ends our session with logging out, and only ours', async () => {
    const { browser } = await entered()
    const { body } = await site.send('GET', '/api/v1/session', { headers: { Cookie: browser.cookie } })
    const out = await site.send('DELETE', '/api/v1/session', { headers: { Cookie: browser.cookie, 'X-CSRF-Token': body.csrf_token } })
    assert.equal(out.status, 204)
    assert.equal(await browser.who(), '')
  })

  test('is good once, and only in the browser that began it', async () => {
    const browser = new Browser(site)
    const back = provider.visit(await browser.begin(kWay))
    assert.equal(whyOf(await new Browser(site).comeBack(back)), 'stale')
    assert.equal(whyOf(await browser.comeBack(back)), 'stale')
  })

  test('that people break off, or a code that the provider does not know, is refused', async () => {
    assert.equal(whyOf((await entered({ options: { error: 'access_denied' } })).path), 'refused')
    const browser = new Browser(site)
    const back = new URL(provider.visit(await browser.begin(kWay)))
    back.searchParams.set('code', 'guessed')
    assert.equal(whyOf(await browser.comeBack(back.href)), 'refused')
  })
})

describe('an ID token is believed only', () => {
  const cases = [
    ['with our nonce', withClaims({ nonce: 'another' })],
    ['with a nonce', withClaims({ nonce: undefined })],
    ['from our issuer', withClaims({ iss: 'https://evil.example' })],
    ['for us', withClaims({ aud: 'somebody else' })],
    ['for us where it is for several', (token) => withClaims({ aud: ['huiying', 'other'] })(token)],
    ['given to us', withClaims({ azp: 'other' })],
    ['before it ends', (token) => withClaims({ exp: now() - 120 })(token)],
    ['with an end', withClaims({ exp: undefined })],
    ['after it begins', (token) => withClaims({ nbf: now() + 600 })(token)],
    ['with the person in it', withClaims({ preferred_username: undefined })],
    ['with a subject', withClaims({ sub: '' })],
    ['signed', (token) => ({ ...token, header: { ...token.header, alg: 'none' }, signature: '' })],
    ['signed by a key, not by what everybody knows', (token) => ({ ...token, header: { ...token.header, alg: 'HS256' } })],
    ['with its own signature', (token) => ({ ...token, signature: 'A'.repeat(342) })],
    ['signed by a known key', (token) => ({ ...token, header: { ...token.header, kid: 'unknown' } })],
  ]
  for (const [what, spoil] of cases)
    test(what, async () => {
      const { browser, path } = await spoilt(spoil)
      assert.equal(whyOf(path), 'untrusted')
      assert.equal(await browser.who(), '')
    })

  test('where another key has signed in the name of the known one, not at all', async () => {
    const stranger = await startProvider()
    const { browser, path } = await spoilt((token) => ({ ...token, key: stranger.key }))
    await stranger.close()
    assert.equal(whyOf(path), 'untrusted')
    assert.equal(await browser.who(), '')
  })

  test('within the minute that clocks may differ, and for several with us as the party', async () => {
    assert.equal(await (await spoilt((token) => withClaims({ exp: now() - 20 })(token))).browser.who(), 'lu')
    assert.equal(await (await spoilt(withClaims({ aud: ['huiying', 'other'], azp: 'huiying' }))).browser.who(), 'lu')
  })
})

describe('a person', () => {
  const as = async (claims) => {
    const before = provider.claims
    provider.claims = { ...before, ...claims }
    try {
      return await entered()
    } finally {
      provider.claims = before
    }
  }

  test('whom nobody here knows is told whom to ask, and not made', async () => {
    const { browser, path } = await as({ sub: 'u-stranger', preferred_username: 'stranger' })
    assert.equal(whyOf(path), 'unknown_person')
    assert.equal(await browser.who(), '')
    assert.ok(!(await admin.get('/api/v1/people')).items.some((one) => one.login === 'stranger'))
  })

  test('who was switched off is refused', async () => {
    await hired(admin, 'gone', 'cjzx', ['handler'])
    await admin.call('PATCH', '/api/v1/staff/gone', { active: false })
    assert.equal(whyOf((await as({ sub: 'u-gone', preferred_username: 'gone' })).path), 'switched_off')
  })

  test('who takes the name of somebody that came before is not them; who came before may be renamed', async () => {
    assert.equal(await (await as({})).browser.who(), 'lu')
    const thief = await as({ sub: 'u-2' })
    assert.equal(whyOf(thief.path), 'unknown_person')
    assert.equal(await thief.browser.who(), '')
    assert.equal(await (await as({ preferred_username: 'lu.renamed' })).browser.who(), 'lu')
  })

  test('whose identity was taken away does not come back by the name', async () => {
    await hired(admin, 'bao', 'cjzx', ['handler'])
    const bao = { sub: 'u-bao', preferred_username: 'bao' }
    assert.equal(await (await as(bao)).browser.who(), 'bao')
    assert.equal((await admin.call('DELETE', `/api/v1/staff/bao/identities/${kWay}`)).status, 204)
    assert.equal(whyOf((await as(bao)).path), 'unknown_person')
  })

  test('may be called otherwise there: then the administrator says who it is', async () => {
    assert.equal((await admin.call('PUT', `/api/v1/staff/lu/identities/${kWay}`, { subject: '310112-77' })).status, 204)
    assert.equal(await (await as({ preferred_username: '310112-77' })).browser.who(), 'lu')
    assert.equal(whyOf((await as({ sub: 'u-2', preferred_username: '310112-77' })).path), 'unknown_person')
  })
})

describe('a provider', () => {
  test('that gives no answer leaves the password', async () => {
    const browser = new Browser(site)
    const back = provider.visit(await browser.begin(kWay))
    provider.broken = true
    assert.equal(whyOf(await browser.comeBack(back)), 'provider_down')
    assert.equal((await site.send('POST', '/api/v1/session', { json: { login: 'lu', password: kPassword } })).status, 200)
    provider.broken = false
    assert.equal(await (await entered()).browser.who(), 'lu')
  })

  test('by elliptic curves, that lets newcomers in, switched off until an administrator has seen them; it may be down at the start', async () => {
    const second = await startProvider({ algorithm: 'ES256' })
    second.broken = true
    const town = await startSite({ settings: settingsOf(second, { 'oidc.create_people': 'yes' }) })
    try {
      const head = await firstAdministrator(town)
      const out = () => town.send('POST', `/api/v1/session/ways/${kWay}`, { json: {} })
      const refused = await Promise.all([out(), out()])
      refused.push(await out(), await out())
      assert.deepEqual(refused.map((answer) => answer.status), [502, 502, 502, 502])
      assert.equal(second.discoveries, 1, 'who is down is not asked by everybody')
      second.broken = false
      await until('the pause after a failure is over', async () => (await out()).status === 200, 15_000)
      assert.equal(whyOf((await entered({ at: town, by: second })).path), 'switched_off')
      const made = (await head.get('/api/v1/people')).items.find((one) => one.login === 'lu')
      assert.deepEqual([made.name, made.active], ['陆工', false])
      assert.equal((await head.call('PATCH', '/api/v1/staff/lu', { active: true, unit: 'cjzx' })).status, 200)
      assert.equal(await (await entered({ at: town, by: second })).browser.who(), 'lu')
      second.renewKey('second')
      assert.equal(whyOf((await entered({ at: town, by: second })).path), 'untrusted', 'keys are not asked for at every stranger’s wish')
    } finally {
      await town.stop()
      await second.close()
    }
  })

  test('without a client id, or with a secret file that is not there, stops the start', async () => {
    for (const flags of [['--oidc.issuer', provider.url], ['--oidc.issuer', provider.url, '--oidc.client_id', 'x', '--oidc.client_secret_file', '/nowhere/secret']]) {
      const done = await run(['serve', '--data.folder', mkdtempSync(join(tmpdir(), 'huiying-oidc-')), '--server.port', '0', ...flags])
      assert.notEqual(done.status, 0)
      assert.match(done.stderr, /oidc|secret/)
    }
  })
})
