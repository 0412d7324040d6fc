import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { goTo, logIn, openPage, startBrowser } from './browser.mjs'
import { kPassword, staffedTown, write } from './people.mjs'
import { startSite } from './site.mjs'

let site, browser
before(async () => {
  site = await startSite({ basePath: '/district/huiying' })
  await staffedTown(site)
  browser = await startBrowser()
})
after(async () => {
  await browser?.close()
  await site?.stop()
})

test('the desk works below a base path, live updates included', async () => {
  const page = await openPage(browser)
  const outside = []
  page.on('request', (request) => {
    if (!request.url().startsWith(site.url)) outside.push(request.url())
  })
  await logIn(page, site, 'zhou', kPassword)
  await goTo(page, site, '/desk/all')
  await page.waitForSelector('.bar-live.live')
  const { number } = await write(site, { subject: '门户里的来信', text: '在区门户下面也能用吗？' })
  await page.click(`.row[data-number="${number}"]`)
  await page.waitForSelector('.message-text >> text=在区门户下面也能用吗')
  await goTo(page, site, '/dashboard')
  await page.waitForSelector('.figures')
  assert.deepEqual(outside, [])
  assert.deepEqual(page.faults, [])
})
