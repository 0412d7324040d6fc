import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { goTo, logIn, openPage, startBrowser } from './browser.mjs'
import { assigned, kPassword, staffedTown, status, until } from './people.mjs'
import { startSite } from './site.mjs'

let site, browser, town
before(async () => {
  site = await startSite()
  town = await staffedTown(site, { review: false })
  browser = await startBrowser()
})
after(async () => {
  await browser?.close()
  await site?.stop()
})

test('in a town without review, a drafted reply is out after three actions: open, send, confirm', async () => {
  const receipt = await assigned(site, town.admin, town.unit, { subject: '三步办完', text: '请问几点开门？' })
  await town.admin.move(receipt.number, 'draft', { text: '您好：窗口上午九点开门。' })
  const page = await openPage(browser)
  await logIn(page, site, 'gong', kPassword)
  await goTo(page, site, '/desk/mine')
  await page.click(`.row[data-number="${receipt.number}"]`)
  await page.click('.editor-bar >> text=发送答复')
  await page.click('.el-dialog__footer >> text=确认发送')
  await page.waitForSelector('.ticket-facts >> text=已答复')
  const seen = await until('the reply', async () => {
    const now = await status(site, receipt)
    return now.replies.length > 0 && now
  })
  assert.equal(seen.replies[0].text, '您好：窗口上午九点开门。')
})

test('a reply with open places cannot be sent', async () => {
  const receipt = await assigned(site, town.admin, town.unit, { subject: '待填', text: '请问电话多少？' })
  await town.admin.move(receipt.number, 'draft', { text: '您好：电话【待填】。' })
  const page = await openPage(browser)
  await logIn(page, site, 'gong', kPassword)
  await goTo(page, site, `/desk/mine/${receipt.number}`)
  await page.focus('.editor-text')
  await page.keyboard.press('Control+Enter')
  await page.waitForSelector('.el-dialog >> text=还有 1 处【待填】')
  assert.equal(await page.locator('.el-dialog__footer button:has-text("确认发送")').isDisabled(), true)
  await page.keyboard.press('Control+Enter')
  await page.keyboard.press('Escape')
  assert.deepEqual((await status(site, receipt)).replies, [])
})

test('an answered ticket is closed', async () => {
  const receipt = await assigned(site, town.admin, town.unit, { subject: '办结', text: '谢谢。' })
  await town.admin.move(receipt.number, 'reply', { text: '不客气。' })
  const page = await openPage(browser)
  await logIn(page, site, 'gong', kPassword)
  await goTo(page, site, `/desk/answered/${receipt.number}`)
  await page.click('.editor-bar >> text=办结')
  await page.click('.el-message-box__btns >> text=办结')
  await page.waitForSelector('.ticket-facts >> text=已办结')
})
