// The wordings that come with the product: looked at as a phone shows them, copied to be changed, and put into a reply.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { goTo, logIn, openPage, overflows, phone, startBrowser } from './browser.mjs'
import { assigned, kPassword, staffedTown, until } from './people.mjs'
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

test('each is looked at by kind and length, and copied to become the town’s own; on a phone it fits', async () => {
  const page = await openPage(browser)
  await logIn(page, site, 'zhou', kPassword)
  await goTo(page, site, '/admin/templates')
  await page.waitForSelector('.shipped-bubble >> text=现答复如下')
  await page.click('.shipped .el-radio:has-text("短信")')
  await page.waitForSelector('.shipped-bubble >> text=已有答复，请凭编号和查询码查看')
  const bubble = await page.locator('.shipped-phone').boundingBox()
  assert.ok(bubble.width <= 375, 'as wide as a phone')
  await page.click('.shipped .el-radio:has-text("书面")')
  await page.fill('.shipped-search', '延期')
  await page.click('[data-stage=extended]')
  await page.waitForSelector('.shipped-paper >> text=经批准延期，答复日期改为')
  await page.click('.shipped >> text=复制为本镇模板')
  await page.waitForSelector('.el-dialog >> text=新建模板')
  assert.equal(await page.inputValue('.el-dialog input[aria-label=标题]'), '延期告知（本镇）')
  assert.match(await page.inputValue('.el-dialog textarea'), /因\{\{原因\}\}，经批准延期/)
  await page.waitForSelector('.template-preview >> text=【待填：原因】')
  await page.click('.el-dialog__footer >> text=保存')
  await page.waitForSelector('.card >> text=延期告知（本镇）')
  assert.equal(await overflows(page), false)
  await page.setViewportSize(phone)
  await until('a page that fits', async () => (await overflows(page)) === false)
  assert.deepEqual(page.faults, [])
  await page.context().close()
})

test('“t” offers them after the town’s own, marked, filled in for the ticket', async () => {
  const { number } = await assigned(site, town.admin, town.unit, { subject: '曙光路的路灯不亮', text: '曙光路二十号门口的路灯不亮，晚上看不清路。', name: '王女士' })
  const page = await openPage(browser)
  await logIn(page, site, 'gong', kPassword)
  await goTo(page, site, `/desk/all/${number}`)
  await page.waitForSelector('.ticket-title')
  await page.fill('.editor-text', '')
  await page.locator('.editor-text').press('Escape')
  await page.keyboard.press('t')
  await page.waitForSelector('.template-list li')
  const titles = await page.locator('.template-list li').allTextContents()
  const first = titles.findIndex((title) => title.includes('随附'))
  assert.ok(first >= 0 && titles.slice(first).every((title) => title.includes('随附')), 'the town’s own first')
  await page.fill('.template-search', '补充材料')
  await page.waitForSelector('.template-preview >> text=还要填：')
  await page.keyboard.press('Enter')
  await until('the text', async () => /^王女士，您好：[^]*请您补充下列内容：\n【待填：需补充的内容】/.test(await page.inputValue('.editor-text')))
  await page.waitForSelector('.open-places')
  assert.deepEqual(page.faults, [])
  await page.context().close()
})
