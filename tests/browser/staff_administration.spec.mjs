import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { goTo, logIn, openPage, startBrowser } from './browser.mjs'
import { Colleague, kPassword, staffedTown } from './people.mjs'
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

const field = (label) => `.el-dialog:visible .el-form-item:has(.el-form-item__label:text-is("${label}"))`

test('a unit is added and changed', async () => {
  await goTo(page, site, '/admin/units')
  await page.click('text=添加单位')
  await page.fill(`${field('名称')} input`, '测试服务站')
  await page.fill(`${field('代码')} input`, 'Bad Code')
  await page.click('.el-dialog:visible >> text=保存')
  await page.waitForSelector('.el-form-item__error >> text=小写字母')
  await page.fill(`${field('代码')} input`, 'test_station')
  await page.fill(`${field('关键词（用顿号隔开）')} textarea`, '测试词，第二个词')
  await page.click('.el-dialog:visible >> text=保存')
  await page.waitForSelector('.card:has-text("测试服务站")')
  const made = (await town.admin.call('GET', '/api/v1/units')).items.find((unit) => unit.code === 'test_station')
  assert.deepEqual(made.keywords, ['测试词', '第二个词'])
})

test('a person is added, logs in, is deactivated and cannot log in any more', async () => {
  await goTo(page, site, '/admin/staff')
  await page.click('text=添加人员')
  await page.fill(`${field('姓名')} input`, '新同事')
  await page.fill(`${field('登录名')} input`, 'newcomer')
  await page.click(`${field('单位')} .el-select`)
  await page.click(`.el-select-dropdown__item:has-text("${town.unit.name}"):visible`)
  await page.fill(`${field('初始密码')} input`, kPassword)
  await page.click('.el-dialog:visible >> text=保存')
  await page.waitForSelector('tr:has-text("newcomer")')
  await Colleague.loggedIn(site.url, 'newcomer')
  await page.click('tr:has-text("newcomer") >> text=停用')
  await page.click('.el-message-box >> text=停用 >> nth=-1')
  await page.waitForSelector('tr:has-text("newcomer"):has-text("已停用")')
  await assert.rejects(Colleague.loggedIn(site.url, 'newcomer'), /401/)
})

test('a login name that is taken is told beside its field', async () => {
  await page.reload()
  await goTo(page, site, '/admin/staff')
  await page.click('text=添加人员')
  await page.fill(`${field('姓名')} input`, '同名')
  await page.fill(`${field('登录名')} input`, 'gong')
  await page.click(`${field('单位')} .el-select`)
  await page.click(`.el-select-dropdown__item:has-text("${town.unit.name}"):visible`)
  await page.fill(`${field('初始密码')} input`, kPassword)
  await page.click('.el-dialog:visible >> text=保存')
  await page.waitForSelector('.el-dialog:visible >> text=/已经/')
  assert.equal(await page.inputValue(`${field('姓名')} input`), '同名')
  await page.click('.el-dialog:visible >> text=取消')
})

test("a channel's secrets are shown once, with the callback address", async () => {
  await goTo(page, site, '/admin/channels')
  await page.click('text=添加渠道')
  await page.click('.el-dialog:visible .el-radio >> nth=0')
  await page.fill(`${field('名称（出现在回调地址里）')} input`, 'shequ')
  await page.click('.el-dialog__footer:visible >> text=添加')
  await page.waitForSelector('.secrets')
  assert.match(await page.textContent('.secrets'), /\/hooks\/[a-z_]+\/shequ/)
  const secret = (await page.textContent('.secrets div:nth-child(2) code')).trim()
  assert.ok(secret.length >= 20)
  await page.click('text=已经复制好，关闭')
  await page.waitForSelector('.card:has-text("shequ")')
  assert.ok(!(await page.content()).includes(secret))
})

test('settings are checked and kept', async () => {
  await goTo(page, site, '/admin/settings')
  await page.fill('[aria-label="第 1 段工作时间"]', '9点到11点')
  await page.click('.settings-form button[type=submit]')
  await page.waitForSelector('.el-form-item__error >> text=写成 09:00-11:30')
  await page.fill('[aria-label="第 1 段工作时间"]', '08:45-11:30')
  await page.click('.settings-form button[type=submit]')
  await page.waitForSelector('.el-message >> text=已保存')
  assert.equal((await town.admin.call('GET', '/api/v1/settings')).hours[0], '08:45-11:30')
})

test('an answer with open places is not marked as reviewed', async () => {
  await goTo(page, site, '/admin/faq')
  await page.click('text=添加问题')
  await page.fill(`${field('问题')} input`, '浏览器测试的问题？')
  await page.fill(`${field('答案')} textarea`, '请拨打【待填】咨询。')
  await page.fill(`${field('依据（法规、文件、网页）')} input`, '测试依据')
  await page.click('.el-dialog:visible .el-radio:has-text("已审核")')
  await page.click('.el-dialog:visible >> text=保存')
  await page.waitForSelector('.el-form-item__error >> text=还有 1 处【待填】')
  await page.fill(`${field('答案')} textarea`, '请到窗口咨询。')
  await page.click('.el-dialog:visible >> text=保存')
  await page.fill('[aria-label=查找]', '浏览器测试的问题')
  await page.waitForSelector('.card:has-text("浏览器测试的问题"):has-text("已审核")')
})

test('a handler finds no administration', async () => {
  const handler = await openPage(browser)
  await logIn(handler, site, 'gong', kPassword)
  assert.equal(await handler.locator('.bar-links >> text=管理').count(), 0)
  await goTo(handler, site, '/admin/staff')
  await handler.waitForSelector('text=没有这个页面，或者您的角色看不到它')
  assert.deepEqual([...page.faults, ...handler.faults], [])
})

test('a page begins with its head, however long the list of pages beside it is', async () => {
  const page = await openPage(browser, { width: 1280, height: 500 })
  await logIn(page, site, 'zhou', kPassword)
  for (const [id, name] of [['health', '运行状况'], ['answers', '自动答复'], ['audit', '审计日志']]) {
    await goTo(page, site, `/admin/${id}`)
    await page.waitForSelector(`.page-head >> text=${name}`)
    await page.waitForTimeout(300)
    const seen = await page.evaluate(() => [document.querySelector('.page-head').getBoundingClientRect().top, document.querySelector('.admin-links .here').getBoundingClientRect().bottom, document.querySelector('.bar').getBoundingClientRect().bottom])
    const [head, link, bar] = seen
    assert.ok(head >= bar && link <= 500, `${id}: head at ${head}, link ends at ${link}, below ${bar}`)
  }
})
