import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { goTo, openPage, startBrowser } from './browser.mjs'
import { kPassword } from './people.mjs'
import { startSite } from './site.mjs'

let site, browser
before(async () => {
  site = await startSite()
  browser = await startBrowser()
})
after(async () => {
  await browser?.close()
  await site?.stop()
})

test('the administrator sets a password by the one-time link and walks through the first start', async () => {
  const page = await openPage(browser)
  await goTo(page, site, `/welcome?token=${site.firstToken}`)
  await page.fill('input[name=name]', '周敏')
  await page.fill('input[name=login]', 'zhou')
  await page.fill('input[name=password]', 'short')
  await page.fill('input[name=again]', 'other')
  await page.click('button[type=submit]')
  assert.equal((await page.textContent('form')).match(/还差 5 位/g)?.length, 1, 'said once')
  assert.match(await page.textContent('form'), /两次输入的密码不一样/)

  await page.fill('input[name=password]', kPassword)
  await page.fill('input[name=again]', kPassword)
  await page.click('button[type=submit]')
  await page.waitForSelector('.setup-steps .here >> text=单位')
  await page.waitForSelector('.card >> nth=3')
  await page.click('.setup-foot >> text=下一步')

  await page.waitForSelector('.setup-steps .here >> text=人员')
  await page.click('text=添加人员')
  await page.fill('.el-dialog label:has-text("姓名") + div input', '王工')
  await page.fill('.el-dialog label:has-text("登录名") + div input', 'gong')
  await page.click('.el-dialog .el-select')
  await page.click('.el-select-dropdown__item >> nth=1')
  await page.fill('.el-dialog label:has-text("初始密码") + div input', kPassword)
  await page.click('.el-dialog >> text=保存')
  await page.waitForSelector('td:has-text("gong")')
  await page.click('.setup-foot >> text=下一步')

  await page.waitForSelector('.setup-steps .here >> text=时间')
  await page.click('text=就用这些')
  await page.waitForSelector('.setup-steps .here >> text=渠道')
  await page.click('.setup-foot >> text=跳过')

  await page.waitForSelector('.setup-steps .here >> text=试一试')
  await page.click('.test-message button')
  await page.waitForSelector('.test-steps >> text=已成为工单')
  await page.click('text=完成，去工作台')
  await page.waitForSelector('.desk')

  await page.reload()
  await page.waitForSelector('.desk')
  assert.deepEqual(page.faults, [])
})

test('a used link is refused in words that help', async () => {
  const page = await openPage(browser)
  await goTo(page, site, `/welcome?token=${site.firstToken}`)
  await page.fill('input[name=name]', '某人')
  await page.fill('input[name=login]', 'other')
  await page.fill('input[name=password]', kPassword)
  await page.fill('input[name=again]', kPassword)
  await page.click('button[type=submit]')
  await page.waitForSelector('.form-problem >> text=链接已经用过或已过期')
})

test('a wrong password is told, and five of them lock the door', async () => {
  const page = await openPage(browser)
  await page.goto(`${site.url}/desk/`)
  for (let attempt = 0; attempt < 5; ++attempt) {
    await page.fill('input[name=login]', 'gong')
    await page.fill('input[name=password]', `wrong password ${attempt}`)
    await page.click('button[type=submit]')
    await page.waitForSelector('.form-problem >> text=密码不')
    assert.equal(await page.inputValue('input[name=password]'), '')
  }
  await page.fill('input[name=password]', kPassword)
  await page.click('button[type=submit]')
  await page.waitForSelector('.form-problem >> text=/尝试次数过多|锁定/')
})
