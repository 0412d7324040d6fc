// A writer shows that two messages are one person's; who works on one is led to the other.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { desktop, goTo, logIn, openPage, overflows, startBrowser } from './browser.mjs'
import { assigned, kPassword, staffedTown } from './people.mjs'
import { startSite } from './site.mjs'

let site, browser, town
before(async () => {
  site = await startSite()
  town = await staffedTown(site)
  browser = await startBrowser()
})
after(async () => {
  await browser?.close()
  await site?.stop()
})

test('the status page of a phone joins two messages and parts them, and the desk leads from one to the other', async () => {
  const mine = await assigned(site, town.admin, town.unit, { subject: '路灯不亮', text: '银春路的路灯三天不亮了。' })
  const other = await assigned(site, town.admin, town.unit, { subject: '路灯又不亮', text: '还是那一盏。' })
  const page = await openPage(browser, { width: 360, height: 740 })
  await page.goto(`${site.url}/q`)
  await page.fill('input[name=number]', mine.number)
  await page.fill('input[name=code]', mine.code)
  await page.keyboard.press('Enter')
  await page.click('summary >> text=关联两件来信')
  await page.fill('#other-number', other.number)
  await page.fill('#other-code', 'AAAA-AAAA')
  await page.keyboard.press('Enter')
  await page.waitForSelector('.field-error >> text=另一件的编号和查询码对不上')
  assert.equal(await page.inputValue('#other-number'), other.number)
  await page.fill('#other-code', other.code)
  await page.keyboard.press('Enter')
  await page.waitForSelector('text=已关联。两件来信各自办理。')
  assert.equal(await overflows(page), false)

  const desk = await openPage(browser, desktop)
  await logIn(desk, site, 'zhou', kPassword)
  await goTo(desk, site, `/desk/all/${mine.number}`)
  await desk.click('#tab-proceedings')
  await desk.click(`[aria-label=同一来信人] >> text=${other.number}`)
  await desk.waitForSelector('.ticket-title >> text=路灯又不亮')

  await page.click('text=取消关联')
  await page.waitForSelector('text=已取消关联')
  assert.equal(await page.locator('#joined').count(), 0)
  assert.deepEqual([page, desk].flatMap(({ faults }) => faults), [])
})
