// How a due date came about: the dialog behind it at the desk, with the keyboard, and the public page, without script.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { goTo, logIn, openPage, startBrowser } from './browser.mjs'
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

test('each date of a ticket opens its days, is left with Escape, and the focus is where it was', async () => {
  const { number } = await assigned(site, town.admin, town.unit, { subject: '路灯不亮', text: '银春路路灯三天不亮了。' })
  const page = await openPage(browser)
  await logIn(page, site, 'zhou', kPassword)
  await goTo(page, site, `/desk/all/${number}`)
  const why = page.locator('.clock-why', { hasText: '怎么来的' }).last()
  await why.focus()
  await page.keyboard.press('Enter')
  const dialog = page.locator('.clock-days:visible')
  await dialog.waitFor()
  assert.match(await dialog.textContent(), /最终答复的日期怎么来的/)
  const rows = await dialog.locator('tbody tr').allTextContents()
  assert.ok(rows.length >= 6, `${rows.length} days`)
  assert.match(rows.at(-1), /工作日第5天/)
  assert.match(rows[0], /^\d{1,2}月\d{1,2}日 周[一二三四五六日]/)
  assert.match(rows[0], /收到当日，不计入/)
  assert.match(await dialog.locator('.clock-notices').textContent(), /国务院|国办|放假/)
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'hidden' })
  assert.ok(await why.evaluate((button) => button === document.activeElement))
  assert.deepEqual(page.faults, [])
})

test('anybody sees on the board when a question asked then is answered', async () => {
  const page = await openPage(browser)
  await page.goto(`${site.url}/ask`)
  await page.click('text=现在提问，什么时候答复')
  await page.fill('#when-date', '2026-09-30')
  await page.fill('#when-time', '18:00')
  await page.click('text=换这个时间看看')
  const table = await page.locator('.days').textContent()
  assert.match(table, /(?<!\d{4}年)10月1日 周四\s*休息日\s*国庆节/)
  assert.match(table, /第5天/)
  assert.deepEqual(page.faults, [])
})
