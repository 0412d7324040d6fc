// Matters that another body passed on: a file is tried and taken, the ticket says whose it is, that body is asked and answers,
// the report goes back.
import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { goTo, logIn, openPage, overflows, startBrowser } from './browser.mjs'
import { kPassword, staffedTown, until } from './people.mjs'
import { startSite } from './site.mjs'

let site, browser, town, folder
before(async () => {
  site = await startSite()
  town = await staffedTown(site)
  const settings = { title: '网上区长直通车' }
  await town.admin.call('POST', '/api/v1/channels', { channel: 'upstream', name: 'qzc', settings, secrets: {} })
  browser = await startBrowser()
  folder = mkdtempSync(join(tmpdir(), 'huiying-upstream-'))
})
after(async () => {
  await browser?.close()
  await site?.stop()
})

const screens = process.env.SCREENS
const shot = (page, name) => screens && page.screenshot({ path: join(screens, `${name}.png`) })
const day = (days) => new Date(Date.now() + (8 * 3600 + days * 86400) * 1000).toISOString().slice(0, 10)
const file = (name, text) => {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}
const sheet = () =>
  `工单编号,留言时间,办理期限,标题,内容,姓名\r\n闵热转〔2026〕12号,${day(-1)} 09:00,${day(4)},银春路路灯不亮,银春路的路灯三天不亮了。,王女士\r\n闵热转〔2026〕13号,${day(-20)} 09:00,${day(-2)},楼道堆物,楼道里堆满杂物。,李先生\r\n闵热转〔2026〕14号,昨天,,看不懂的时间,……,\r\n`

test('a file is tried line by line and taken, and what came late stands apart', async () => {
  const page = await openPage(browser)
  await logIn(page, site, 'zhou', kPassword)
  await goTo(page, site, '/upstream')
  await page.click('text=上传来件')
  await page.setInputFiles('.el-dialog input[type=file]', file('来件.csv', sheet()))
  await page.waitForSelector('.batch-sum')
  assert.equal(await page.innerText('.batch-sum'), '试读：会收下 2 件，收过 0 件，读不懂 1 行。')
  assert.match(await page.innerText('.batch-lines tbody tr:first-child'), /读不懂[\s\S]*来信时间“昨天”看不懂/)
  await shot(page, 'upstream-batch')
  await page.click('.el-dialog__footer .el-button--primary:has-text("收下 2 件")')
  await page.waitForSelector('.batch-sum:has-text("已收下 2 件")')
  await page.click('.el-dialog >> text="完成"')
  await until('both on the page', async () => {
    await page.reload()
    await page.waitForSelector('.upstream-table, .empty-note')
    return (await page.locator('.upstream-table tbody tr').count()) === 2
  })
  assert.match(await page.innerText('.upstream-table'), /到件已超期/)
  await shot(page, 'upstream')
  await page.click('.el-radio:has-text("到件已超期")')
  await until('the late ones', async () => (await page.locator('.upstream-table tbody tr').count()) === 2)
  assert.deepEqual(page.faults, [])
  await page.context().close()
})

test('the ticket says whose it is, that body is asked by a person and its answer is written down', async () => {
  const page = await openPage(browser)
  await logIn(page, site, 'zhou', kPassword)
  await goTo(page, site, '/upstream/qzc?show=all')
  await page.click('text=银春路路灯不亮')
  await page.waitForSelector('.passed-on')
  assert.match(await page.innerText('.passed-on'), /网上区长直通车 转办，编号 闵热转〔2026〕12号，要求/)
  await page.click('text=请其收回或延期')
  await page.click('.el-dialog .el-radio:has-text("延长它要求的期限")')
  await page.locator('.el-dialog [data-field=reason] textarea').fill('等路灯公司的灯杆到货。')
  await page.click('.el-dialog >> text="提出申请"')
  await page.waitForSelector('.passed-on:has-text("等它答复")')
  assert.match(await page.innerText('.passed-on'), /请其延期 3 个工作日：等路灯公司的灯杆到货。/)
  await shot(page, 'upstream-ticket')
  await page.click('text=登记它的答复')
  await page.click('.el-dialog .el-select')
  await page.click('.el-select-dropdown__item:has-text("不同意延期"):visible')
  await page.locator('.el-dialog [data-field=text] textarea').fill('按原期限办理')
  await page.click('.el-dialog >> text="登记"')
  await page.waitForSelector('.passed-on:has-text("不同意（按原期限办理）")')
  assert.deepEqual(page.faults, [])
  await page.context().close()
})

test('the report goes back as a file, and the page fits a phone', async () => {
  const page = await openPage(browser, { width: 390, height: 780 })
  await logIn(page, site, 'zhou', kPassword)
  await goTo(page, site, '/upstream?show=all')
  await page.waitForSelector('.upstream-table')
  assert.equal(await overflows(page), false)
  await shot(page, 'upstream-phone')
  await page.click('text=导出回报')
  await page.click('.el-dialog >> text=全部来件')
  await page.click('.el-dialog .el-radio:has-text("CSV")')
  const waiting = page.waitForEvent('download')
  await page.click('.el-dialog >> text="下载"')
  const download = await waiting
  assert.equal(download.suggestedFilename(), 'report-qzc.csv')
  const text = readFileSync(await download.path(), 'utf8')
  assert.match(text, /闵热转〔2026〕12号/)
  assert.match(text, /未同意/)
  assert.deepEqual(page.faults, [])
  await page.context().close()
})
