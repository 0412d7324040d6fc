// Everything works below a base path, behind a portal that is on the list of trusted proxies.
import { after, before, describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { startSite } from './harness.mjs'
import { firstAdministrator, write } from './people.mjs'

const kBase = '/huiying'

let site, admin

before(async () => {
  site = await startSite({ basePath: kBase, settings: { 'server.trusted_proxies': '127.0.0.1' } })
  admin = await firstAdministrator(site)
})
after(() => site?.stop())

/** Addresses in a page that lead somewhere on this server. */
const localAddresses = (html) => [...html.matchAll(/\s(?:href|src|action)="(\/[^"]*)"/g)].map((found) => found[1])

describe('below a base path', () => {
  test('the first lines and the one-time link have it', () => {
    assert.match(site.printed, new RegExp(`http://127\\.0\\.0\\.1:\\d+${kBase}/\\n`))
    assert.match(site.printed, new RegExp(`${kBase}/desk/#/welcome\\?token=`))
  })

  test('every link of every page leads below it and is there', async () => {
    const seen = new Set()
    const pages = ['/', '/ask', '/q', '/topics', '/search?q=x', '/about', '/nothing']
    for (const path of pages) {
      const { text } = await site.page(path)
      const addresses = localAddresses(text)
      assert.ok(addresses.length > 5, path)
      for (const address of addresses) {
        assert.ok(address.startsWith(`${kBase}/`), `${path} leads to ${address}`)
        seen.add(address.replaceAll('&amp;', '&'))
      }
    }
    for (const address of seen) {
      const response = await fetch(site.origin + address, { redirect: 'manual' })
      assert.ok([200, 303].includes(response.status) || address.includes('/nothing'), `${address}: ${response.status}`)
    }
  })

  test('a question can be asked, and its receipt leads to its state', async () => {
    const { status, text } = await site.page('/ask', { method: 'POST', body: new URLSearchParams({ subject: '路灯', text: '路灯不亮', kind: 'question' }) })
    assert.equal(status, 200)
    const link = text.match(/href="(\/huiying\/q\?number=[^"]+)"/)[1]
    assert.equal((await fetch(site.origin + link)).status, 200)
  })

  test('the API works, and its session cookie is for that path alone', async () => {
    const receipt = await write(site, { text: '路灯不亮' })
    await admin.taken(receipt.number)
    const answer = await site.send('POST', '/api/v1/session', { json: { login: 'zhou', password: 'correct horse battery' }, headers: { 'X-Forwarded-Proto': 'https' } })
    const [session, browser] = answer.headers.getSetCookie()
    assert.match(session, /; Path=\/huiying; HttpOnly; SameSite=Strict; Secure$/)
    assert.match(browser, /; Path=\/huiying\/api\/v1\/session; .*HttpOnly; SameSite=Strict; Secure$/)
  })

  test('the desk is found, whatever is in front of it', async () => {
    const response = await fetch(`${site.url}/desk`, { redirect: 'manual' })
    assert.equal(response.status, 303)
    assert.equal(new URL(response.headers.get('location'), `${site.url}/desk`).pathname, `${kBase}/desk/`)
  })

  test('the large-type switch leads back to the page', async () => {
    const on = (await site.page('/ask')).text.match(/href="([^"]*elder\?on=1[^"]*)"/)[1].replaceAll('&amp;', '&')
    const response = await fetch(site.origin + on, { redirect: 'manual' })
    assert.equal(response.status, 303)
    assert.equal(response.headers.get('location'), `${kBase}/ask`)
    for (const back of ['https://evil.example/', '//evil.example/', '/\\evil.example']) {
      const led = await site.page(`/elder?on=1&back=${encodeURIComponent(back)}`)
      assert.ok(!led.headers.get('location').includes('evil'), back)
    }
  })

  test('a portal that strips the path is served too', async () => {
    assert.equal((await fetch(`${site.origin}/healthz`)).status, 200)
    const text = await (await fetch(`${site.origin}/`)).text()
    for (const address of localAddresses(text)) assert.ok(address.startsWith(`${kBase}/`), address)
  })

  test('addresses for platforms have it', async () => {
    const { status, body } = await admin.call('POST', '/api/v1/channels', { channel: 'webhook', name: 'partner' })
    assert.equal(status, 201)
    assert.equal(body.callback, `${site.url}/hooks/webhook/partner`)
    const printed = await site.command(['channel', 'add', 'webhook', 'other'])
    assert.match(printed.stdout, /^callback=\/huiying\/hooks\/webhook\/other$/m)
  })
})
