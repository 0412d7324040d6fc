// 带入原有资料: a file of past matters, its columns chosen on the page, tried, then taken.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { goTo, logIn, openPage, startBrowser } from './browser.mjs'
import { kPassword, staffedTown } from './people.mjs'
import { startSite } from './site.mjs'

let site, browser, town, page
before(async () => {
  site = await startSite()
  town = await staffedTown(site)
  browser = await startBrowser()
  page = await openPage(browser)
  await logIn(page, site, 'zhou', kPassword)
})
after(async () => {
  await browser?.close()
  await site?.stop()
})

const file = (name, text) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(text) })

test('columns with names of their own are chosen, and the lines are tried by that', async () => {
  await goTo(page, site, '/admin/import')
  await page.click('.filters >> text=过去的来信')
  await page.setInputFiles('input[type=file]', file('past.csv', `来件号,诉求描述,承办单位\nM1,路灯不亮了,${town.unit.code}\nM2,摊贩占道,没有这个单位\n`))
  await page.waitForSelector('text=还没有一列是“内容”')
  const choose = async (heading, field) => {
    await page.click(`tr:has-text("${heading}") .el-select`)
    // The list of the choice before takes half a second to go.
    await page.waitForTimeout(600)
    await page.locator(`.el-select-dropdown__item:visible:has-text("${field}")`).last().click()
  }
  await choose('诉求描述', '内容')
  await page.waitForSelector('.batch-sum >> text=新增 1 条')
  await choose('来件号', '编号')
  await page.waitForSelector('.batch-lines >> text=M2')
  assert.match(await page.textContent('.batch-lines tbody tr:first-child'), /不能导入[^]*没有单位“没有这个单位”/)
  await page.click('button:has-text("导入 1 条")')
  await page.waitForSelector('.batch-sum >> text=已写入：新增 1 条')
  assert.deepEqual(page.faults, [])
})

test('new people’s passwords are shown once', async () => {
  await page.click('.filters >> text=人员')
  await page.setInputFiles('input[type=file]', file('people.csv', `登录名,姓名,单位,角色\nwangwu,王五,${town.unit.code},承办人\n`))
  await page.click('button:has-text("导入 1 条")')
  await page.waitForSelector('text=密码只显示这一次')
  const [login, password] = await page.locator('.bring-passwords code').allTextContents()
  assert.equal(login, 'wangwu')
  const answer = await fetch(`${site.url}/api/v1/session`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ login, password }) })
  assert.equal(answer.status, 200)
  await page.click('text=再导入一个文件')
  await page.waitForSelector('text=密码只显示这一次', { state: 'detached' })
  assert.deepEqual(page.faults, [])
})
