// The dashboard as a manager uses it: who is late without a tap on a phone, charts with their words and tables, a period that stays in
// the address, every figure leading to its tickets, those supervised there; the monthly report written, kept and taken along.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { desktop, goTo, logIn, openPage, overflows, phone, startBrowser } from './browser.mjs'
import { assigned, kPassword, staffedTown, until } from './people.mjs'
import { startSite } from './site.mjs'

const kMonthMs = 30 * 86_400_000
let site, browser, town, late, unit

const sql = (statement) => execFileSync('sqlite3', ['-cmd', '.timeout 20000', join(site.folder, 'huiying.db'), statement])

before(async () => {
  site = await startSite()
  town = await staffedTown(site, { review: false })
  unit = town.unit.name
  late = []
  for (const subject of ['路灯坏了没人修', '垃圾三天没有清运']) late.push((await assigned(site, town.admin, town.unit, { subject, text: `${subject}，请尽快处理。` })).number)
  await assigned(site, town.admin, town.other, { subject: '公交站牌看不清', text: '公交站牌褪色了。', kind: 'suggestion' })
  sql(`update ticket set final_due = final_due - ${kMonthMs}, due_key = due_key - ${kMonthMs} where number in ('${late.join("','")}')`)
  browser = await startBrowser()
})
after(async () => {
  await browser?.close()
  await site?.stop()
})

async function onDashboard(viewport, query = '') {
  const page = await openPage(browser, viewport)
  await logIn(page, site, 'zhou', kPassword)
  await goTo(page, site, `/dashboard${query}`)
  await page.waitForSelector('.period-figures')
  return page
}

const supervisions = async (number) => (await town.admin.ticket(number)).history.filter(({ event }) => event === 'supervised').length

test('on a phone says who is late without a tap', async () => {
  const page = await onDashboard(phone)
  assert.match(await page.textContent('.late-words'), /超期 2 件/)
  const row = page.locator('.late-units li').first()
  assert.match(await row.textContent(), new RegExp(unit))
  const box = await row.boundingBox()
  assert.ok(box.y + box.height < phone.height, `the first late unit ends at ${box.y + box.height}`)
  assert.equal(await overflows(page), false)
  assert.deepEqual(page.faults, [])
  await page.context().close()
})

test('draws its charts under the strict policy, each with words and a table', async () => {
  const page = await onDashboard(desktop)
  const boxes = await page.locator('.chart-box').all()
  assert.equal(boxes.length, 6)
  for (const box of boxes) {
    await box.scrollIntoViewIfNeeded()
    await box.locator('canvas').waitFor()
    assert.ok((await box.locator('.chart-words').textContent()).length > 4)
    await box.locator('canvas').hover()
    await box.locator('.as-table').click()
    assert.ok((await box.locator('table tbody tr').count()) > 0, await box.locator('h3').textContent())
    await box.locator('.as-table').click()
  }
  await page.waitForTimeout(300)
  assert.deepEqual(page.faults, [])
  await page.context().close()
})

test('keeps period and filters in the address', async () => {
  const page = await onDashboard(desktop)
  await page.click('.period-picker .presets >> text=近7天')
  await until('the address', async () => /from=\d{4}-\d\d-\d\d&to=/.test(page.url()))
  await goTo(page, site, '/dashboard?from=2026-01-01&to=2026-01-31&kind=suggestion&compare=year_ago')
  await page.reload()
  await page.waitForSelector('.period-figures')
  assert.match(await page.textContent('.period-panel'), /2026年1月1日至1月31日，与2025年1月1日至1月31日相比/)
  assert.match(await page.textContent('#parts-unit + .table-box'), /这段时间没有来信/)
  assert.match(await page.textContent('.period-picker'), /全部单位.*全部渠道.*建议/s)
  await page.click('.el-date-editor')
  await page.waitForSelector('.el-picker-panel')
  await page.waitForTimeout(300)
  assert.deepEqual(page.faults, [])
  await page.context().close()
})

test('leads from a figure to its tickets, where one and all that are late are supervised', async () => {
  const page = await onDashboard(desktop)
  await page.click('#parts-kind + .table-box tr:has-text("建议") .figure-link >> nth=0')
  await page.waitForSelector('.selected-rows li')
  assert.equal(await page.locator('.selected-rows li').count(), 1)
  assert.match(await page.textContent('h1'), /建议：收到 1 件/)
  await goTo(page, site, '/dashboard')
  await page.click('.late-count.overdue')
  await page.waitForSelector('.selected-rows li')
  assert.equal(await page.locator('.selected-rows li').count(), 2)
  await page.locator('.selected-rows li').first().locator('.supervise').click()
  await page.click('.grace-notice >> text=现在就发')
  await page.locator('.selected-rows li').first().locator('.supervised').waitFor()
  await page.click('.page-actions .supervise')
  assert.match(await page.textContent('.grace-words'), /督办 超期的 1 件/)
  await page.click('.grace-notice >> text=改事由')
  assert.equal(await page.inputValue('.el-message-box textarea'), '超期未答复，请今天办理并说明原因。')
  await page.fill('.el-message-box textarea', '请今天下班前回话。')
  await page.click('.el-message-box__btns >> text=督办')
  await page.waitForSelector('.page-actions >> text=已办 1 件')
  await until('both', async () => (await Promise.all(late.map(supervisions))).every((count) => count === 1))
  const texts = (await Promise.all(late.map((number) => town.admin.ticket(number)))).map(({ history }) => JSON.stringify(history))
  assert.equal(texts.filter((text) => text.includes('请今天下班前回话。')).length, 1)
  assert.deepEqual(page.faults, [])
  await page.context().close()
})

const kGraceMs = 8_000
const supervisedInAll = async () => (await Promise.all(late.map(supervisions))).reduce((sum, count) => sum + count, 0)
const focusIn = (page, selector) => page.evaluate((box) => document.querySelector(box)?.contains(document.activeElement) ?? false, selector)

test('the time before a unit is supervised stands still under pointer and focus, and is taken back by keyboard', async () => {
  const before = await supervisedInAll()
  const page = await onDashboard(desktop)
  await page.focus('.late-units .supervise')
  await page.keyboard.press('Enter')
  await page.waitForSelector('.grace-notice')
  await page.keyboard.press('Tab')
  assert.ok(await focusIn(page, '.grace-notice'))
  await page.waitForSelector('.grace-notice >> text=已停住')
  const words = await page.textContent('.grace-words')
  await page.waitForTimeout(2_500)
  assert.equal(await page.textContent('.grace-words'), words)
  await page.keyboard.press('Enter')
  await page.waitForSelector('.grace-notice', { state: 'detached' })
  assert.ok(await focusIn(page, '.late-units .supervise'))
  await page.click('.late-units .supervise')
  await page.hover('.grace-words')
  await page.waitForSelector('.grace-notice >> text=已停住')
  await page.waitForTimeout(kGraceMs + 1_000)
  await page.click('.grace-notice >> text=撤销')
  assert.equal(await supervisedInAll(), before)
  assert.deepEqual(page.faults, [])
  await page.context().close()
})

test('whoever leaves before the time is out has sent nothing, and is told', async () => {
  const before = await supervisedInAll()
  const page = await onDashboard(phone)
  await page.tap('.late-units .supervise')
  await page.tap('.bar-links >> text=工作台')
  await page.waitForSelector('.el-message >> text=没有督办')
  await goTo(page, site, '/dashboard')
  await page.tap('.late-units .supervise')
  await page.waitForSelector('.grace-notice')
  await page.reload()
  await page.waitForSelector('.late-panel .note-line >> text=没有督办')
  await page.waitForTimeout(kGraceMs + 1_000)
  assert.equal(await supervisedInAll(), before)
  assert.deepEqual(page.faults, [])
  await page.context().close()
})

test('the monthly report is written, survives a reload, is saved and taken along', async () => {
  const page = await openPage(browser, desktop)
  await logIn(page, site, 'zhou', kPassword)
  const month = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 7)
  await goTo(page, site, `/dashboard/report/${month}`)
  await page.waitForSelector('.report-text')
  assert.match(await page.inputValue('.report-text'), /本月共收到市民来信3件/)
  await page.fill('.report-text', '某镇通报\n\n一、总体情况\n写到一半')
  await page.reload()
  await page.waitForSelector('.report-text')
  assert.match(await page.inputValue('.report-text'), /写到一半/, 'what was not saved is still there')
  await page.click('.report-actions >> text=保存')
  await page.waitForSelector('text=第 1 版')
  const [word] = await Promise.all([page.waitForEvent('download'), page.click('text=正文 Word')])
  assert.match(word.suggestedFilename(), /通报\.docx$/)
  const [sheet] = await Promise.all([page.waitForEvent('download'), page.click('text=数字表 XLSX')])
  assert.equal(sheet.suggestedFilename(), `tongbao-${month}.xlsx`)
  // Somebody else saves in between.
  await page.fill('.report-text', '我写的')
  await town.admin.call('PUT', `/api/v1/reports/${month}`, { version: 1, text: '别人写的' })
  await page.click('.report-actions >> text=保存')
  await page.waitForSelector('.el-message-box >> text=别人先保存了')
  await page.click('text=仍存为下一版')
  await page.waitForSelector('text=第 3 版')
  await page.emulateMedia({ media: 'print' })
  assert.equal(await page.isVisible('.report-sheet'), true)
  assert.equal(await page.isVisible('.report-text'), false)
  assert.deepEqual(page.faults, [])
  await page.context().close()
})
