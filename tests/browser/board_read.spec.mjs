// Reading the board: search, subjects, a published question, its withdrawal, empty states, and everything below a portal's path.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openPage, phone, startBrowser } from './browser.mjs'
import { ask, lookUp, publishedCase, reviewedAnswer } from './citizens.mjs'
import { staffedTown, until } from './people.mjs'
import { startSite } from './site.mjs'

let site, browser, town
before(async () => {
  site = await startSite({ basePath: '/huiying' })
  town = await staffedTown(site)
  browser = await startBrowser()
})
after(async () => {
  await browser?.close()
  await site?.stop()
})

test('before anything is reviewed or published the home page says so', async () => {
  const page = await openPage(browser, phone)
  await page.goto(`${site.url}/`)
  const text = await page.textContent('main')
  assert.match(text, /暂未发布常见问题/)
  assert.match(text, /暂未发布留言与答复/)
  assert.equal(await page.locator('.demo-banner').count(), 0)
})

test('a reviewed answer and a published case are found by search, subject and address', async () => {
  const answer = await reviewedAnswer(town.admin)
  const title = await publishedCase(site, town)
  const page = await openPage(browser, phone)
  await until('the town to know', async () => {
    await page.goto(`${site.url}/`)
    return (await page.locator('.topic-grid a').count()) === 1
  })
  await page.click('.topic-grid a')
  await page.click('summary')
  assert.match(await page.textContent('.fold-body'), /签注/)

  await page.goto(`${site.url}/`)
  await page.fill('#q', answer.question)
  await page.keyboard.press('Enter')
  await page.click(`.entry-link:has-text("${answer.question}")`)
  assert.equal(await page.textContent('h1'), answer.question)
  assert.ok((await page.textContent('.facts')).includes(answer.source))

  await page.goto(`${site.url}/`)
  await page.click(`.entry-link:has-text("${title}")`)
  const text = await page.textContent('article')
  assert.match(text, /窗口周六办不办/)
  assert.match(text, new RegExp(`${town.unit.name}答复`))
  assert.doesNotMatch(text, /13812345678/)
  assert.match(text, /经留言人同意公开/)
  assert.deepEqual(page.faults, [])
})

test('every link of every page stays below the base path and leads somewhere', async () => {
  const page = await openPage(browser)
  const seen = new Set()
  const waiting = [`${site.url}/`]
  const broken = []
  while (waiting.length > 0 && seen.size < 120) {
    const address = waiting.pop()
    if (seen.has(address)) continue
    seen.add(address)
    const response = await page.goto(address)
    if (response.status() !== 200) broken.push(`${response.status()} ${address}`)
    for (const link of await page.evaluate(() => [...document.querySelectorAll('a[href], link[href], script[src], img[src]')].map((element) => element.href ?? element.src))) {
      const url = new URL(link)
      if (!url.pathname.startsWith('/huiying/')) broken.push(`outside: ${link} on ${address}`)
      else if (!/\/(assets|elder|display)\b|\.csv$/.test(url.pathname)) waiting.push(url.href.split('#')[0])
    }
  }
  assert.deepEqual(broken, [])
  assert.ok(seen.size >= 8, [...seen].join(' '))
})

test('asking and looking up work below the base path, and the cookie of large type keeps to it', async () => {
  const page = await openPage(browser, phone)
  const receipt = await ask(page, site, { subject: '门户下面', text: '从区里的门户进来的。' })
  await lookUp(page, site, receipt)
  assert.equal(await page.locator('.state-head').count(), 1)
  await page.goto(`${site.url}/about`)
  await page.click('text=长辈版')
  assert.equal(page.url(), `${site.url}/about`)
  const [cookie] = await page.context().cookies()
  assert.equal(cookie.path, '/huiying/')
  assert.equal(cookie.httpOnly, true)
})

test('what is not there answers with a page that helps', async () => {
  const page = await openPage(browser, phone)
  for (const path of ['/nowhere', '/published/case-999999', '/topics/%E6%B2%A1%E6%9C%89', '/published/%00']) {
    const response = await page.goto(`${site.url}${path}`)
    assert.equal(response.status(), 404, path)
    assert.match(await page.textContent('h1'), /没有找到这一页/)
    assert.equal(await page.locator('form.search').count(), 1)
  }
  const response = await fetch(`${site.url}/ask`, { method: 'DELETE' })
  assert.equal(response.status, 405)
  assert.match(await response.text(), /这个地址不能这样打开/)
})

test('a form larger than the limit is refused with a page', async () => {
  const response = await fetch(`${site.url}/ask`, { method: 'POST', headers: { 'Content-Type': 'multipart/form-data; boundary=x' }, body: Buffer.alloc(33 * 1024 * 1024) }).catch((error) => error)
  if (response instanceof Error) return // refused before the client had sent it all: the connection is closed
  assert.equal(response.status, 413)
  assert.match(await response.text(), /提交的文件太大/)
})

test('another site cannot send the form with its visitors’ browsers', async () => {
  const response = await fetch(`${site.url}/ask`, { method: 'POST', headers: { Origin: 'https://evil.example' }, body: new URLSearchParams({ subject: 'a', text: 'b' }) })
  assert.equal(response.status, 403)
})
