// What administrators watch (audit, health), taking bulk moves back, and files that go with a reply.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { photograph } from '../functional/files.mjs'
import { desktop, goTo, logIn, openPage, overflows, phone, startBrowser } from './browser.mjs'
import { assigned, Colleague, kPassword, staffedTown, until, write } from './people.mjs'
import { startSite } from './site.mjs'

const screens = process.env.HUIYING_SCREENS
let site, browser, town, lamp
before(async () => {
  site = await startSite()
  town = await staffedTown(site)
  lamp = await assigned(site, town.admin, town.unit, { subject: '路灯不亮', text: '曙光路的路灯三天没亮了。', kind: 'complaint' })
  browser = await startBrowser()
})
after(async () => {
  await browser?.close()
  await site?.stop()
})

const numbers = (page) => page.locator('.row').evaluateAll((rows) => rows.map((row) => row.dataset.number))

async function at(login, path, viewport = desktop) {
  const page = await openPage(browser, viewport)
  await logIn(page, site, login, kPassword)
  await goTo(page, site, path)
  return page
}

async function seen(page, name) {
  if (screens) await page.screenshot({ path: `${screens}/oversight-${name}.png`, fullPage: true })
  assert.equal(await overflows(page), false)
}

for (const [width, viewport] of [['desktop', desktop], ['phone', phone]]) {
  test(`the audit is read, filtered, followed to a ticket and checked, on a ${width}`, async () => {
    const page = await at('zhou', '/admin/audit', viewport)
    await page.waitForSelector('.audit-table tbody tr')
    await seen(page, `audit-${width}`)
    await page.click('.audit-filter .el-select >> nth=1')
    await page.click('.el-select-dropdown__item:visible:has-text("登录")')
    await page.click('.audit-filter >> text=查看')
    await until('log-ins alone', async () => {
      const actions = await page.locator('.audit-table td b').allTextContents()
      return actions.length > 0 && actions.every((action) => /登录/.test(action))
    })
    await page.click('.audit-filter >> text=清空')
    await page.fill('.audit-filter input[aria-label="来信编号或对象"]', lamp.number)
    await page.keyboard.press('Enter')
    await page.waitForSelector(`.audit-table a:has-text("${lamp.number}")`)
    await page.click('text=核对完整性')
    await page.waitForSelector('.audit-verdict >> text=没有被改动')
    await seen(page, `audit-checked-${width}`)
    assert.match(await page.getAttribute('text=导出 CSV', 'href'), new RegExp(`object=${lamp.number}&format=csv`))
    await page.click(`.audit-table a:has-text("${lamp.number}")`)
    await page.waitForSelector('.ticket-title')
    assert.deepEqual(page.faults, [])
  })

  test(`health is told in words and signs, with what to do, on a ${width}`, async () => {
    const page = await at('zhou', '/admin/health', viewport)
    await page.waitForSelector('.health-list li')
    assert.match(await page.textContent('.health-overall'), /一切正常|要注意|故障/)
    for (const row of await page.locator('.health-list li').all()) assert.match(await row.textContent(), /正常|注意|故障|不详/)
    assert.match(await page.textContent('[data-key=redis]'), /自带/)
    await seen(page, `health-${width}`)
    assert.deepEqual(page.faults, [])
  })
}

test('health reads itself anew', async () => {
  const page = await openPage(browser)
  await page.clock.install()
  await logIn(page, site, 'zhou', kPassword)
  await goTo(page, site, '/admin/health')
  await page.waitForSelector('.health-list li')
  const again = page.waitForRequest('**/api/v1/health-report')
  await page.clock.runFor(16_000)
  await again
})

test('handlers find neither', async () => {
  const page = await at('gong', '/admin/audit')
  await page.waitForSelector('.empty-note')
  await goTo(page, site, '/admin/health')
  await page.waitForSelector('.empty-note')
})

test('a bulk dispatch is taken back, each ticket where nobody has gone on with it', async () => {
  const some = []
  for (const i of [1, 2, 3]) some.push((await write(site, { subject: `撤销${i}`, text: '不知道该找谁，请帮帮忙。' })).number)
  for (const number of some) await town.admin.taken(number)
  const page = await at('zhou', '/desk/to_dispatch')
  await until('three', async () => (await numbers(page)).filter((number) => some.includes(number)).length === 3)
  for (const number of some) await page.check(`.row-line:has([data-number="${number}"]) input`, { force: true })
  await page.click('.bulk-moves >> text=分派')
  await page.click('.bulk-dialog .el-select')
  await page.fill('.bulk-dialog .el-select input', town.unit.name)
  await page.click(`.el-select-dropdown__item:has-text("${town.unit.name}")`)
  await page.click('.bulk-dialog .el-dialog__footer button:has-text("分派 3 件")')
  await page.waitForSelector('.bulk-sum >> text=已办 3 件')
  if (screens) await page.screenshot({ path: `${screens}/oversight-undo.png` })
  await town.admin.move(some[0], 'assign', { unit: town.other.code, reason: '另有人转办' })
  await page.click('.bulk-dialog >> text=撤销 3 件')
  await page.waitForSelector('.bulk-sum >> text=已撤销 2 件，1 件没有撤销')
  assert.match(await page.textContent('.bulk-results .refused'), new RegExp(`${some[0]}[^]*接着办`))
  if (screens) await page.screenshot({ path: `${screens}/oversight-undone.png` })
  const units = await Promise.all(some.map(async (number) => (await town.admin.ticket(number)).ticket.unit))
  assert.deepEqual(units, [town.other.code, '', ''])
  assert.match((await town.admin.ticket(some[1])).history.at(-1).detail, /收回分派/)
  assert.deepEqual(page.faults, [])
})

test('a single dispatch is taken back from its notice', async () => {
  const { number } = await write(site, { subject: '派错了', text: '不知道该找谁，请帮帮忙。' })
  await town.admin.taken(number)
  await town.admin.move(number, 'assign', { unit: town.other.code }).catch(() => {})
  const before = (await town.admin.ticket(number)).ticket.unit
  const page = await at('zhou', `/desk/all/${number}`)
  await page.click('.ticket-assign')
  await page.click('.el-dialog:visible .el-select')
  await page.fill('.el-dialog:visible .el-select input', town.unit.name)
  await page.click(`.el-select-dropdown__item:visible:has-text("${town.unit.name}")`)
  await page.fill('.el-dialog:visible textarea', '试一试')
  await page.click('.el-dialog:visible .el-dialog__footer .el-button--primary')
  await page.click('.told-undo >> text=撤销')
  await page.waitForSelector('.el-message >> text=已撤销')
  assert.equal((await town.admin.ticket(number)).ticket.unit, before)
  assert.deepEqual(page.faults, [])
})

test('a photo is added to a reply, taken away, sent, and read by the citizen', async () => {
  const page = await at('gong', `/desk/all/${lamp.number}`)
  await page.waitForSelector('.editor-text')
  await page.fill('.editor-text', '已派人维修，今晚恢复照明。')
  const choose = (name) => page.setInputFiles('.reply-files input[type=file]', { name, mimeType: 'image/jpeg', buffer: photograph(name) })
  await choose('修好了.jpg')
  await page.waitForSelector('.reply-file-list >> text=修好了.jpg')
  await choose('多余的.jpg')
  await page.waitForSelector('.reply-file-list >> text=多余的.jpg')
  assert.equal(await page.inputValue('.editor-text'), '已派人维修，今晚恢复照明。', 'nothing typed is lost')
  await page.setInputFiles('.reply-files input[type=file]', { name: '说明.txt', mimeType: 'text/plain', buffer: Buffer.from('x') })
  await page.waitForSelector('.reply-files .form-problem >> text=不支持')
  if (screens) await page.screenshot({ path: `${screens}/oversight-reply-files.png`, fullPage: true })
  await page.click('[aria-label="去掉附件 多余的.jpg"]')
  await until('one left', async () => (await page.locator('.reply-file-list > li').count()) === 1)
  await page.click('.editor-bar >> text=保存')
  await page.waitForSelector('.editor-state.saved')
  await page.reload()
  await page.waitForSelector('.reply-file-list >> text=修好了.jpg')
  await page.click('.editor-bar >> text=提交审核')
  await until('review', async () => /review/.test((await town.admin.ticket(lamp.number)).ticket.state))
  const { draft } = await town.admin.ticket(lamp.number)
  await (await Colleague.loggedIn(site.url, 'shen')).move(lamp.number, 'reply', { text: draft.text })
  const citizen = await openPage(browser, phone)
  await citizen.goto(`${site.url}/q`)
  await citizen.fill('input[name=number]', lamp.number)
  await citizen.fill('input[name=code]', lamp.code)
  await citizen.click('main button[type=submit]')
  await citizen.waitForSelector('.reply-files >> text=修好了.jpg')
  await seen(citizen, 'citizen-file')
  const [download] = await Promise.all([citizen.waitForEvent('download'), citizen.click('.reply-files >> text=下载')])
  assert.equal(download.suggestedFilename(), 'reply-1.jpg')
  assert.deepEqual(page.faults, [])
})
