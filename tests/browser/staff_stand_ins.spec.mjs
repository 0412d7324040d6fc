// Deputies, tickets handed over with their notice, and the rules of handling, in the browser.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { goTo, logIn, openPage, overflows, startBrowser } from './browser.mjs'
import { Colleague, assigned, kPassword, staffedTown, until } from './people.mjs'
import { startSite } from './site.mjs'

let site, browser, town
before(async () => {
  site = await startSite()
  town = await staffedTown(site)
  await town.admin.call('POST', '/api/v1/staff', { login: 'xin', name: '辛工', unit: town.unit.code, roles: ['handler'], password: kPassword })
  browser = await startBrowser()
})
after(async () => {
  await browser?.close()
  await site?.stop()
})

async function person(login, viewport) {
  const page = await openPage(browser, viewport)
  await logIn(page, site, login, kPassword)
  return page
}

async function pick(page, label, choice) {
  await page.click(`.el-dialog:visible .el-select:has([aria-label="${label}"])`)
  await page.click(`.el-select-dropdown__item:visible:has-text("${choice}")`)
  // The next list may hold the same name.
  await until('the list to close', () => page.evaluate(() => [...document.querySelectorAll('.el-select-dropdown')].every((list) => list.getClientRects().length === 0)))
}

test('a person registers an absence, and the deputy may do the work until it is ended', async () => {
  const page = await person('shen', { width: 360, height: 740 })
  await page.click('.bar-user')
  await page.click('.el-dropdown-menu:visible >> text=外出与移交')
  await page.click('text=登记外出')
  await page.click('.el-dialog:visible >> text=登记 >> nth=-1')
  await page.waitForSelector('.el-form-item__error >> text=请选择代班人')
  await pick(page, '由谁代班', '辛工')
  assert.equal(await overflows(page), false)
  // What only the server knows stands beside its field: the deputy is away on that day, too.
  const away = await Colleague.loggedIn(site.url, 'xin')
  const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10)
  await away.call('PUT', '/api/v1/staff/xin/absence', { deputy: 'gong', from: today, to: today })
  await page.click('.el-dialog__footer:visible >> text="登记"')
  await page.waitForSelector('.el-form-item:has-text("由谁代班") .el-form-item__error >> text="这几天也外出，请选择别的同事"')
  await away.call('DELETE', '/api/v1/staff/xin/absence')
  await page.click('.el-dialog__footer:visible >> text="登记"')
  await page.waitForSelector('.card:has-text("沈审"):has-text("代班中") >> text=辛工')
  const xin = await Colleague.loggedIn(site.url, 'xin')
  assert.deepEqual((await xin.call('GET', '/api/v1/session')).staff.roles.sort(), ['handler', 'reviewer'])
  await page.click('.card >> text=结束代班')
  await page.click('.el-message-box >> text=结束代班 >> nth=-1')
  await page.waitForSelector('text=没有人登记外出')
  assert.deepEqual((await xin.call('GET', '/api/v1/session')).staff.roles, ['handler'])
  assert.deepEqual(page.faults, [])
})

test('all of one person’s tickets are handed over in one step, with a notice to file', async () => {
  const { number } = await assigned(site, town.admin, town.unit, { subject: '路灯不亮', text: '路灯不亮。' })
  await (await Colleague.loggedIn(site.url, 'gong')).move(number, 'draft', { text: '正在查看' })
  const page = await person('zhou')
  await goTo(page, site, '/admin/stand-ins')
  await page.click('text=移交来信')
  await pick(page, '移交人', '王工')
  await pick(page, '接收人', '辛工')
  await page.click('.el-dialog__footer:visible >> text="移交"')
  await page.waitForSelector('.el-form-item__error >> text=请写明原因')
  await page.fill('.el-dialog:visible textarea', '岗位调整')
  await page.click('.el-dialog__footer:visible >> text="移交"')
  const notice = await page.textContent('.notice-text:has-text("移交单")')
  for (const part of ['王工', '辛工', '岗位调整', '共1件', number]) assert.ok(notice.includes(part), part)
  await page.emulateMedia({ media: 'print' })
  assert.equal(await page.isVisible('.print-sheet'), true)
  assert.equal(await page.isVisible('#app'), false, 'only the notice is on the paper')
  await page.emulateMedia({ media: null })
  await page.keyboard.press('Escape')
  await page.waitForSelector('tr:has-text("岗位调整"):has-text("1 件")')
  assert.equal((await town.admin.ticket(number)).proceedings.holder.name, `${town.unit.name} 辛工`)
  assert.deepEqual(page.faults, [])
})

test('the rules of handling are explained, changed and kept', async () => {
  const page = await person('zhou')
  await goTo(page, site, '/admin/workflow')
  await page.click('[data-rule=signing] >> text="要签收"')
  await page.fill('[data-rule=max_extension_workdays] input', '3')
  await page.click('.el-select:has([aria-label="投诉的审核"])')
  await page.click('.el-select-dropdown__item:visible:has-text("领导签发")')
  await page.click('text="保存"')
  await page.waitForSelector('.el-message >> text=已保存')
  const rules = await town.admin.call('GET', '/api/v1/settings/workflow')
  assert.deepEqual([rules.signing, rules.max_extension_workdays, rules.review_of_kind], ['needed', 3, { complaint: 'needed_twice' }])
  assert.deepEqual(page.faults, [])
})
