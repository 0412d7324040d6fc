// A clerk files what somebody said on the phone, and prints the slip.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { goTo, logIn, openPage, overflows, startBrowser } from './browser.mjs'
import { kPassword, staffedTown, until } from './people.mjs'
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

const field = (page, label) => page.locator(`.el-form-item:has(.el-form-item__label:text-is("${label}"))`)
const kMatter = '说的是什么事（必填）'

async function clerk(viewport) {
  const page = await openPage(browser, viewport)
  await logIn(page, site, 'gong', kPassword)
  await goTo(page, site, '/filing')
  return page
}

test('a call is filed on a phone’s width with what is missing said beside its field, and is a ticket', async () => {
  const page = await clerk({ width: 390, height: 780 })
  await page.click('.filing-form >> text="登记"')
  await field(page, kMatter).locator('.el-form-item__error').waitFor()
  // Who will not say who they are is filed too, on the page as over the API.
  assert.equal(await field(page, '电话或邮箱').locator('.el-form-item__error').count(), 0)
  await page.locator('text=来电人不愿留姓名和电话也可以登记').waitFor()
  await field(page, '电话或邮箱').locator('input').fill('13812345678')
  await field(page, kMatter).locator('textarea').fill('银春路的路灯三天不亮了。')
  assert.equal(await overflows(page), false)

  // A reload loses nothing.
  await page.reload()
  assert.equal(await field(page, kMatter).locator('textarea').inputValue(), '银春路的路灯三天不亮了。')
  await page.click('.filing-form >> text="登记"')
  const number = await page.locator('.filing-done h2 .mono').innerText()
  const row = await until('the ticket', async () => (await town.admin.call('GET', '/api/v1/tickets?queue=all')).items.find((item) => item.number === number))
  assert.equal(row.channel, 'phone')
  await page.click('text=再登记一件')
  assert.equal(await field(page, kMatter).locator('textarea').inputValue(), '')
  assert.deepEqual(page.faults, [])
})

test('the slip has number, query code, dates and a code to scan, and is alone on the paper', async () => {
  const page = await clerk()
  await page.click('.el-radio:has-text("来访")')
  await field(page, kMatter).locator('textarea').fill('居住证怎么续签？到窗口来问的。')
  await page.click('.filing-form >> text="登记"')
  const number = await page.locator('.filing-done h2 .mono').innerText()
  const code = await page.locator('.filing-done p .mono').first().innerText()
  await page.click('text=打印凭条')
  const slip = page.locator('.el-dialog .slip')
  await slip.waitFor()
  const words = await slip.innerText()
  for (const part of [number, code, '当天回应', '最终答复', '/q?number=']) assert.ok(words.includes(part), `${part} in ${words}`)
  assert.ok((await slip.locator('svg path, svg rect').count()) > 0)
  await page.emulateMedia({ media: 'print' })
  assert.equal(await page.locator('body > .print-sheet').isVisible(), true)
  assert.equal(await page.locator('.el-dialog').isVisible(), false)
  assert.deepEqual(page.faults, [])
})
