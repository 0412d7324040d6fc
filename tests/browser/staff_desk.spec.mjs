import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { goTo, logIn, openPage, phone, startBrowser } from './browser.mjs'
import { assigned, kPassword, staffedTown, status, until, write } from './people.mjs'
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

test('a new message appears at the desk without reload', async () => {
  const page = await openPage(browser)
  await logIn(page, site, 'zhou', kPassword)
  await goTo(page, site, '/desk/all')
  await page.waitForSelector('.bar-live.live')
  const { number } = await write(site, { subject: '刚刚写来的一封信', text: '请问今天办公吗？' })
  const row = await page.waitForSelector(`.row[data-number="${number}"]`)
  assert.match(await row.textContent(), /刚刚写来的一封信/)
  assert.match(await row.textContent(), /今天到期/)
  assert.deepEqual(page.faults, [])
})

test('a doubtful message is assigned with one click, the reasons before one', async () => {
  const { number } = await write(site, { subject: '请帮帮忙', text: '不知道该找谁，请帮帮忙。' })
  const { ticket } = await town.admin.taken(number)
  assert.equal(ticket.state, 'to_dispatch')
  const page = await openPage(browser)
  await logIn(page, site, 'zhou', kPassword)
  await goTo(page, site, `/desk/to_dispatch/${number}`)
  await page.waitForSelector('.why[open] >> text=需要人工分派')
  if ((await page.locator('.candidate button').count()) > 0) await page.click('.candidate button')
  else {
    await page.click('text=选择其他单位')
    await page.click('.el-dialog .el-select')
    await page.fill('.el-dialog .el-select input', town.unit.name)
    await page.click(`.el-select-dropdown__item:has-text("${town.unit.name}")`)
    await page.click('.el-dialog__footer >> text=分派')
  }
  await page.waitForSelector('.ticket-facts >> text=办理中')
  assert.notEqual((await town.admin.ticket(number)).ticket.unit, '')
})

test('moving a message to another unit needs a reason, and the history tells it', async () => {
  const { number } = await assigned(site, town.admin, town.unit, { subject: '转办', text: '这件事归谁管？' })
  const page = await openPage(browser)
  await logIn(page, site, 'zhou', kPassword)
  await goTo(page, site, `/desk/all/${number}`)
  await page.click('text=转给其他单位')
  await page.click('.el-dialog .el-select')
  await page.fill('.el-dialog .el-select input', town.other.name)
  await page.click(`.el-select-dropdown__item:has-text("${town.other.name}")`)
  await page.click('.el-dialog__footer >> text=转办')
  await page.waitForSelector('.el-form-item__error >> text=请写明转办的理由')
  await page.fill('.el-dialog textarea', '属于对方职责')
  await page.click('.el-dialog__footer >> text=转办')
  await page.waitForSelector(`.ticket-facts >> text=${town.other.name}`)
  await page.click('#tab-history')
  await page.waitForSelector('.history >> text=属于对方职责')
})

test('what was begun for one message is not assigned with the next, nor when it may no more', async () => {
  const { number } = await assigned(site, town.admin, town.unit, { subject: '先看的一封', text: '这件事归谁管？' })
  const next = await assigned(site, town.admin, town.unit, { subject: '后看的一封', text: '那件事归谁管？' })
  const page = await openPage(browser)
  await logIn(page, site, 'zhou', kPassword)
  await goTo(page, site, `/desk/all/${number}`)
  await page.click('text=转给其他单位')
  await page.waitForSelector('.el-dialog__footer >> text=转办')
  await goTo(page, site, `/desk/all/${next.number}`)
  await page.waitForSelector('.ticket-title >> text=后看的一封')
  await page.waitForTimeout(500)
  assert.equal(await page.locator('.el-dialog:visible').count(), 0)

  await page.click('text=转给其他单位')
  await page.waitForSelector('.el-dialog__footer >> text=转办')
  await fetch(`${site.url}/q/withdraw`, { method: 'POST', headers: { Origin: site.url }, body: new URLSearchParams({ ...next, reason: '' }) })
  await page.waitForSelector('.el-message >> text=现在不能分派了')
  await page.waitForSelector('.el-dialog', { state: 'hidden' })
  assert.deepEqual(page.faults, [])
})

test('a reply goes from handler to reviewer to citizen', async () => {
  const receipt = await assigned(site, town.admin, town.unit, { subject: '路灯不亮', text: '银春路路灯三天不亮了。', name: '张女士' })
  const reply = `张女士您好：路灯已安排维修，今晚恢复。${Date.now()}`

  const handler = await openPage(browser)
  await logIn(handler, site, 'gong', kPassword)
  await goTo(handler, site, `/desk/mine/${receipt.number}`)
  await handler.fill('.editor-text', reply)
  await handler.click('.editor-bar >> text="保存"')
  await handler.waitForSelector('.editor-state.saved')
  assert.equal((await town.admin.ticket(receipt.number)).draft.text, reply)
  await handler.reload()
  await handler.waitForSelector('.editor-text')
  assert.equal(await handler.inputValue('.editor-text'), reply)
  await handler.click('.editor-bar >> text=提交审核')
  await handler.waitForSelector('.ticket-facts >> text=待审核')

  const reviewer = await openPage(browser)
  await logIn(reviewer, site, 'shen', kPassword)
  await goTo(reviewer, site, `/desk/to_review/${receipt.number}`)
  await reviewer.click('.editor-bar >> text=退回修改')
  await reviewer.click('.el-dialog__footer >> text=退回')
  await reviewer.waitForSelector('.el-form-item__error >> text=请写明要改什么')
  await reviewer.fill('.el-dialog textarea', '请写明几点恢复')
  await reviewer.click('.el-dialog__footer >> text=退回')
  await handler.waitForSelector('.ticket-facts >> text=退改中')

  await handler.waitForSelector('.editor-text')
  await handler.fill('.editor-text', `${reply}二十点前恢复。`)
  await handler.focus('.editor-text')
  await handler.keyboard.press('Control+Enter')
  await handler.waitForSelector('.ticket-facts >> text=待审核')

  await reviewer.waitForSelector('.editor-bar >> text=发送答复')
  await reviewer.focus('.editor-text')
  await reviewer.keyboard.press('Control+Enter')
  await reviewer.waitForSelector('.send-text >> text=二十点前恢复')
  assert.deepEqual((await status(site, receipt)).replies, [], 'nothing is sent before it is confirmed')
  await reviewer.keyboard.press('Control+Enter')
  await reviewer.waitForSelector('.ticket-facts >> text=已答复')

  const seen = await until('the reply', async () => {
    const now = await status(site, receipt)
    return now.replies.length > 0 && now
  })
  assert.equal(seen.replies.length, 1)
  assert.equal(seen.replies[0].text, `${reply}二十点前恢复。`)
  assert.deepEqual([...handler.faults, ...reviewer.faults], [])
})

test('text of a citizen is shown as text, whatever is in it', async () => {
  const text = '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script> {{constructor.constructor("window.hacked=1")()}} 👋 𠮷'
  const { number } = await assigned(site, town.admin, town.unit, { subject: '<b>粗体</b>', text })
  const page = await openPage(browser)
  await logIn(page, site, 'zhou', kPassword)
  await goTo(page, site, `/desk/all/${number}`)
  await page.waitForSelector('.message.citizen .message-text')
  assert.equal(await page.textContent('.message.citizen .message-text'), text)
  assert.equal(await page.textContent('.ticket-subject'), '<b>粗体</b>')
  assert.equal(await page.evaluate(() => window.hacked), undefined)
})

test('the list is walked by keyboard', async () => {
  for (let count = 0; count < 3; ++count) await assigned(site, town.admin, town.unit, { subject: `键盘 ${count}`, text: '用键盘办理。' })
  const page = await openPage(browser)
  await logIn(page, site, 'gong', kPassword)
  await goTo(page, site, '/desk/mine')
  await page.waitForSelector('.row')
  const numbers = await page.$$eval('.row', (rows) => rows.map((row) => row.dataset.number))
  await page.keyboard.press('j')
  await page.waitForSelector(`.row.here[data-number="${numbers[0]}"]`)
  await page.keyboard.press('j')
  await page.waitForSelector(`.row.here[data-number="${numbers[1]}"]`)
  await page.keyboard.press('k')
  await page.waitForSelector(`.row.here[data-number="${numbers[0]}"]`)
  await page.keyboard.press('?')
  await page.waitForSelector('.key-sheet >> text=下一件')
  await page.keyboard.press('Escape')
  await page.waitForSelector('.key-sheet', { state: 'hidden' })
  await page.keyboard.press('e')
  await page.waitForFunction(() => document.activeElement?.className === 'editor-text')
  await page.keyboard.type('jk')
  await page.waitForSelector(`.row.here[data-number="${numbers[0]}"]`)
  assert.match(await page.inputValue('.editor-text'), /jk/)
})

test('an unknown number gets a page that helps', async () => {
  const { number } = await assigned(site, town.admin, town.unit, { subject: '找得到的', text: '找得到。' })
  const page = await openPage(browser)
  await logIn(page, site, 'zhou', kPassword)
  for (const viewport of [undefined, phone]) {
    if (viewport) await page.setViewportSize(viewport)
    await goTo(page, site, '/desk/all/NO-SUCH-TICKET')
    await page.waitForSelector('.ticket h1 >> text=没有找到这件来信')
    assert.equal(await page.inputValue('.missing-search input'), 'NO-SUCH-TICKET')
    await page.fill('.missing-search input', number)
    await page.keyboard.press('Enter')
    await page.waitForSelector(`.list .row[data-number="${number}"]`)
    await goTo(page, site, '/desk/all/NO-SUCH-TICKET')
    await page.click('text=回到列表')
    await page.waitForSelector('.list h1')
    assert.equal(await page.locator('.missing-search').count(), 0)
  }
})

test('on a phone, queues, list and ticket are screens of their own', async () => {
  const { number } = await assigned(site, town.admin, town.unit, { subject: '手机上办', text: '在手机上也能办。' })
  const page = await openPage(browser, phone)
  await logIn(page, site, 'gong', kPassword)
  await goTo(page, site, '/desk/all')
  await page.click('button[aria-label=来信分类]')
  await page.click('.el-drawer >> text=我的')
  await page.waitForSelector('.list-head h1:has-text("我的")')
  await page.click(`.row[data-number="${number}"]`)
  await page.waitForSelector('.editor-text')
  assert.equal(await page.isVisible('.list'), false)
  assert.deepEqual(await page.locator('h1:visible').allTextContents(), ['手机上办'], 'what the screen is about is its heading')
  await page.click('text=返回列表')
  await page.waitForSelector(`.row[data-number="${number}"]`)
})
