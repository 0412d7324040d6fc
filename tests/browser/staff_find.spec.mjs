// Finding, keeping and selecting in the list: words and filters in the address, views with undo, many tickets at once.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { goTo, logIn, openPage, overflows, phone, startBrowser } from './browser.mjs'
import { assigned, kPassword, staffedTown, until, write } from './people.mjs'
import { startSite } from './site.mjs'

let site, browser, town, lamp, tree
before(async () => {
  site = await startSite()
  town = await staffedTown(site)
  lamp = await assigned(site, town.admin, town.unit, { subject: '路灯不亮', text: '曙光路的路灯三天没亮了。', kind: 'complaint' })
  tree = await assigned(site, town.admin, town.unit, { subject: '行道树', text: '树枝碰到了窗户。', kind: 'help' })
  browser = await startBrowser()
})
after(async () => {
  await browser?.close()
  await site?.stop()
})

const numbers = (page) => page.locator('.row').evaluateAll((rows) => rows.map((row) => row.dataset.number))
const shows = (page, wanted) => until(`the list ${wanted}`, async () => JSON.stringify(await numbers(page)) === JSON.stringify(wanted))

async function deskOf(login, path, viewport) {
  const page = await openPage(browser, viewport)
  await logIn(page, site, login, kPassword)
  await goTo(page, site, path)
  await page.waitForSelector('.row')
  return page
}

test('“/” searches what notes say, the words stay in the address, through a reload, and Esc takes them away', async () => {
  await town.admin.move(tree.number, 'note', { text: '绿化班组带高枝锯去' })
  const page = await deskOf('zhou', '/desk/all')
  await page.keyboard.press('/')
  await page.keyboard.type('高枝锯')
  await shows(page, [tree.number])
  assert.match(decodeURIComponent(page.url()), /q=高枝锯/)
  await page.reload()
  await shows(page, [tree.number])
  assert.equal(await page.inputValue('.list-search'), '高枝锯')
  await page.focus('.list-search')
  await page.keyboard.press('Escape')
  await until('the whole list', async () => (await numbers(page)).length > 1)
  assert.deepEqual(page.faults, [])
})

test('a filter is set by keyboard and by the drawer, shown as chips that take it away, and kept while tickets are opened', async () => {
  const page = await deskOf('zhou', '/desk/all')
  await page.keyboard.press('f')
  await page.click('.filter-drawer .el-checkbox:has-text("投诉")')
  await page.click('.filter-drawer >> text=查看结果')
  await shows(page, [lamp.number])
  await page.click(`.row[data-number="${lamp.number}"]`)
  await page.waitForSelector('.ticket-title')
  assert.match(page.url(), /kind=complaint/)
  await page.click('.chip:has-text("投诉")')
  await until('all again', async () => (await numbers(page)).length > 1)
  await goTo(page, site, '/desk/all?kind=report')
  await page.waitForSelector('.empty-note >> text=没有符合条件的来信')
  await page.click('.empty-note >> text=清空条件')
  await until('all again', async () => (await numbers(page)).length > 1)
  assert.deepEqual(page.faults, [])
})

test('a search is kept as a view with its count, renamed, deleted and had back', async () => {
  const page = await deskOf('gong', '/desk/all?q=窗户')
  await page.click('text=存为视图')
  assert.equal(await page.inputValue('.el-dialog input[aria-label=名字]'), '窗户')
  await page.fill('.el-dialog input[aria-label=名字]', '窗户的事')
  await page.click('.el-dialog__footer >> text=存为视图')
  const view = page.locator('.views a:has-text("窗户的事")')
  await view.waitFor()
  assert.match(await view.textContent(), /1/)
  await goTo(page, site, '/desk/mine')
  await view.click()
  await shows(page, [tree.number])
  await page.click('.view-more')
  await page.click('.el-dropdown-menu__item:has-text("删除")')
  await page.click('.el-message >> text=撤销')
  await view.waitFor()
  await page.click('.view-more')
  await page.click('.el-dropdown-menu__item:has-text("改名或共享")')
  await page.fill('.el-dialog input[aria-label=名字]', '树')
  await page.click('.el-checkbox:has-text("共享给本单位的同事")')
  await page.click('.el-dialog__footer >> text=保存')
  await page.locator('.views a:has-text("树")').waitFor()
  const colleague = await deskOf('shen', '/desk/all')
  await colleague.locator('.views a:has-text("树")').waitFor()
  assert.deepEqual(page.faults, [])
})

test('many are dispatched at once with a result for each: one that changed meanwhile is refused and told', async () => {
  const some = []
  for (const i of [1, 2, 3]) some.push((await write(site, { subject: `请帮忙${i}`, text: '不知道该找谁，请帮帮忙。' })).number)
  for (const number of some) await town.admin.taken(number)
  const page = await deskOf('zhou', '/desk/to_dispatch')
  await until('three', async () => (await numbers(page)).filter((number) => some.includes(number)).length === 3)
  const order = (await numbers(page)).filter((number) => some.includes(number))
  await page.check(`.row-line:has([data-number="${order[0]}"]) input`, { force: true })
  await page.click(`.row[data-number="${order[2]}"]`, { modifiers: ['Shift'] })
  await page.waitForSelector('.bulk-bar >> text=已选 3 件')
  await page.click('.bulk-moves >> text=分派')
  await page.click('.bulk-dialog .el-select')
  await page.fill('.bulk-dialog .el-select input', town.unit.name)
  await page.click(`.el-select-dropdown__item:has-text("${town.unit.name}")`)
  // Just before: the first becomes another's.
  await page.route(`**/tickets/${order[0]}/assign`, async (route) => {
    await town.admin.move(order[0], 'assign', { unit: town.other.code })
    await route.continue()
  })
  await page.click('.bulk-dialog .el-dialog__footer button:has-text("分派 3 件")')
  await page.waitForSelector('.bulk-sum >> text=已办 2 件，1 件没有办成')
  assert.match(await page.textContent('.bulk-results .refused'), new RegExp(`${order[0]}[^]*刚有变化`))
  assert.equal((await town.admin.ticket(order[1])).ticket.unit, town.unit.code)
  assert.equal((await town.admin.ticket(order[0])).ticket.unit, town.other.code)
  assert.deepEqual(page.faults, [])
})

test('x selects the open ticket, Ctrl+A all in the list, and a reply is never sent to many', async () => {
  const page = await deskOf('zhou', '/desk/all')
  await page.keyboard.press('j')
  await page.waitForSelector('.ticket-title')
  await page.keyboard.press('x')
  await page.waitForSelector('.bulk-bar >> text=已选 1 件')
  assert.deepEqual(await page.locator('.bulk-moves button').allTextContents(), ['分派', '督办'])
  await page.focus('.row')
  await page.keyboard.press('Control+a')
  await page.waitForSelector(`.bulk-bar >> text=已选 ${(await numbers(page)).length} 件`)
  await page.click('.bulk-bar >> text=取消选择')
  assert.equal(await page.locator('.bulk-bar').count(), 0)
  assert.deepEqual(page.faults, [])
})

test('on a phone the filter fits and finds', async () => {
  const page = await deskOf('zhou', '/desk/all', phone)
  await page.click('.list-filter')
  await page.click('.filter-drawer .el-checkbox:has-text("求助")')
  assert.equal(await overflows(page), false)
  await page.click('.filter-drawer >> text=查看结果')
  await shows(page, [tree.number])
  assert.equal(await overflows(page), false)
  assert.deepEqual(page.faults, [])
})
