// 主动公开目录: brought as a file, an item is published by one and reviewed by another, and then citizens read it.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { goTo, logIn, openPage, startBrowser } from './browser.mjs'
import { kPassword, staffedTown } from './people.mjs'
import { startSite } from './site.mjs'

let site, browser, town, office, handler
before(async () => {
  site = await startSite()
  town = await staffedTown(site)
  browser = await startBrowser()
  office = await openPage(browser)
  await logIn(office, site, 'zhou', kPassword)
  handler = await openPage(browser)
  await logIn(handler, site, 'gong', kPassword)
})
after(async () => {
  await browser?.close()
  await site?.stop()
})

const dialog = '.el-dialog:visible'
const drawer = '.el-drawer:visible'
const file = (text) => ({ name: '目录.csv', mimeType: 'text/csv', buffer: Buffer.from(text) })

test('the office brings the catalogue as a file, tried line by line', async () => {
  await goTo(office, site, '/admin/catalogue')
  await office.waitForSelector('text=目录还是空的')
  await office.click('text=导入与导出')
  await office.setInputFiles(`${dialog} input[type=file]`, file(`一级事项,公开事项,责任单位,公开时限\n村务公开,每月收支,${town.unit.code},每月31日前\n村务公开,制发文件,${town.unit.code},20个工作日内\n村务公开,看不懂,${town.unit.code},及时\n`))
  await office.waitForSelector(`${dialog} .batch-sum >> text=新增 2 项`)
  assert.match(await office.textContent(`${dialog} tbody tr:first-child`), /4\s*不能导入[^]*公开时限“及时”看不懂/)
  await office.click(`${dialog} .el-dialog__footer .el-button--primary`)
  await office.waitForSelector(`${dialog} .batch-sum >> text=已写入`)
  await office.click(`${dialog} >> text=完成`)
  await office.waitForSelector('.catalogue-table >> text=每月收支')
})

test('an event starts a clock, and the reason of its day is said', async () => {
  await goTo(handler, site, '/admin/catalogue')
  await handler.click('.catalogue-table >> text=制发文件')
  await handler.fill(`${drawer} input[placeholder^="例如：制发"]`, '制发管理办法')
  await handler.click(`${drawer} >> text=登记，开始计时`)
  await handler.waitForSelector(`${drawer} .catalogue-cycles >> text=制发管理办法`)
  assert.match(await handler.textContent(`${drawer} .catalogue-cycles`), /当天不算）20个工作日/)
  await handler.keyboard.press('Escape')
})

test('one publishes, another reviews, and then it is on the board and in the knowledge base', async () => {
  await handler.click('.catalogue-table >> text=每月收支')
  await handler.click(`${drawer} >> text=登记公开`)
  await handler.click(`${drawer} >> text=提请审查`)
  await handler.waitForSelector(`${drawer} >> text=请填写标题`)
  await handler.fill(`${drawer} .el-form-item:has-text("标题") input`, '十一月收支表')
  await handler.fill(`${drawer} .el-form-item:has-text("内容") textarea`, '收入1万元，支出2万元。')
  await handler.click(`${drawer} >> text=提请审查`)
  await handler.waitForSelector(`${drawer} >> text=须由另一个人审查`)
  await goTo(office, site, '/admin/units')
  await goTo(office, site, '/admin/catalogue')
  await office.click('[aria-label=看哪些] >> text=等待审查')
  await office.click('.catalogue-table >> text=每月收支')
  for (const check of ['保密审查', '隐私审查', '文字审查']) await office.click(`${drawer} .el-checkbox:has-text("${check}")`)
  await office.click(`${drawer} >> text=通过并公开`)
  await office.waitForSelector(`${drawer} .catalogue-one >> text=已公开`)
  await office.click(`${drawer} >> text=生成常见问题草稿`)
  await office.waitForURL(/admin\/faq/)
  await office.fill('input[placeholder=查找问题或答案]', '每月收支')
  await office.waitForSelector('.card:has-text("每月收支公开了哪些内容")')
  assert.deepEqual([...office.faults, ...handler.faults], [])
  const citizen = await openPage(browser)
  await citizen.goto(`${site.url}/`)
  await citizen.click('footer >> text=主动公开目录')
  await citizen.click('.catalogue-list >> text=十一月收支表')
  await citizen.waitForSelector('.catalogue-text >> text=收入1万元')
  await citizen.click('text=' + (await citizen.textContent('.facts a')))
  await citizen.waitForSelector('#unit-catalogue')
  assert.deepEqual(citizen.faults, [])
})

test('a form is of the text whose button was pressed, and ticks are of the text that was read', async () => {
  await goTo(handler, site, '/')
  await goTo(handler, site, '/admin/catalogue')
  await handler.click('.catalogue-table >> text=制发文件')
  const title = `${drawer} .el-form-item:has-text("标题") input`
  const content = `${drawer} .el-form-item:has-text("内容") textarea`
  const one = (name) => `${drawer} .catalogue-one:has-text("${name}")`
  for (const name of ['办法甲', '办法乙']) {
    await handler.click(`${drawer} >> text=登记公开`)
    await handler.fill(title, name)
    await handler.fill(content, '第一稿。')
    await handler.click(`${drawer} >> text=提请审查`)
    await handler.waitForSelector(one(name))
  }
  for (const name of ['办法甲', '办法乙']) {
    await handler.click(`${one(name)} >> text=修改（须重新审查）`)
    assert.equal(await handler.inputValue(title), name)
  }
  await goTo(office, site, '/admin/units')
  await goTo(office, site, '/admin/catalogue')
  await office.click('.catalogue-table >> text=制发文件')
  for (const check of ['保密审查', '隐私审查', '文字审查']) await office.click(`${one('办法乙')} .el-checkbox:has-text("${check}")`)
  assert.equal(await office.locator(`${one('办法乙')} .el-checkbox.is-checked`).count(), 3)
  await handler.fill(content, '第二稿。')
  await handler.click(`${drawer} >> text=提请审查`)
  await handler.waitForSelector(`${one('办法乙')} >> text=第二稿`)
  await office.click(`${one('办法乙')} >> text=通过并公开`)
  await office.waitForSelector(`${one('办法乙')} >> text=第二稿`)
  assert.equal(await office.locator(`${one('办法乙')} .el-checkbox.is-checked`).count(), 0)
})
