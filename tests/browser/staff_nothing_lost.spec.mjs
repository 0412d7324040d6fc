import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { goTo, logIn, openPage, startBrowser } from './browser.mjs'
import { Colleague, assigned, kPassword, staffedTown, until } from './people.mjs'
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

const draftOf = async (number) => (await town.admin.ticket(number)).draft.text
const copyOf = async (number) => (await (await Colleague.loggedIn(site.url, 'gong')).ticket(number)).own_copy?.text

async function writing(text) {
  const { number } = await assigned(site, town.admin, town.unit, { subject: '不丢字', text: '请答复。' })
  const page = await openPage(browser)
  await logIn(page, site, 'gong', kPassword)
  await goTo(page, site, `/desk/mine/${number}`)
  await page.fill('.editor-text', text)
  return { number, page }
}

const kept = (page) => page.waitForSelector('.editor-state.kept')

async function saved(page) {
  await page.click('.editor-bar >> text="保存"')
  await page.waitForSelector('.editor-state.saved')
}

/** A colleague saves while somebody is writing, who then wants to save too: the two texts are on the screen. */
async function contested(mine, theirs) {
  const writer = await writing(mine)
  await kept(writer.page)
  await town.admin.move(writer.number, 'draft', { text: theirs })
  await writer.page.click('.editor-bar >> text="保存"')
  await writer.page.waitForSelector('.versus')
  assert.equal(await writer.page.inputValue('.editor-text'), mine, 'what is being typed stays')
  return writer
}

test('what is typed is kept on the server by itself, for its writer alone, and saved on request', async () => {
  const { number, page } = await writing('写到一半')
  const before = await draftOf(number)
  assert.match(await (await kept(page)).textContent(), /已自动保存 \d\d:\d\d/)
  assert.equal(await copyOf(number), '写到一半')
  assert.equal(await draftOf(number), before)
  await page.focus('.editor-text')
  await page.keyboard.press('Control+s')
  await page.waitForSelector('.editor-state.saved')
  assert.equal(await draftOf(number), '写到一半')
  assert.equal(await copyOf(number), undefined)
})

test('on another machine the unsaved text is offered, and goes on where it was left', async () => {
  const { number, page } = await writing('在单位写的')
  await kept(page)
  const elsewhere = await openPage(browser)
  await logIn(elsewhere, site, 'gong', kPassword)
  await goTo(elsewhere, site, `/desk/mine/${number}`)
  await elsewhere.waitForSelector('.draft-offer >> text=您有一份未保存的草稿')
  await elsewhere.click('.draft-offer >> text=恢复')
  assert.equal(await elsewhere.inputValue('.editor-text'), '在单位写的')
  await saved(elsewhere)
  assert.equal(await draftOf(number), '在单位写的')
})

test('an unsaved text that is discarded can be had back at once', async () => {
  const { number, page } = await writing('要还是不要')
  await kept(page)
  await page.reload()
  await page.click('.draft-offer >> text=丢弃')
  await until('no copy', async () => (await copyOf(number)) === undefined)
  await page.click('text=换回来')
  assert.equal(await page.inputValue('.editor-text'), '要还是不要')
  await until('the copy', async () => (await copyOf(number)) === '要还是不要')
})

test('two people write: both texts stand beside each other, and the merged one is saved', async () => {
  const { number, page } = await contested('您好：\n路灯今晚修好。', '您好：\n路灯明早修好。\n请放心。')
  await until('the focus', () => page.evaluate(() => document.activeElement?.closest('.conflict-dialog') !== null))
  await page.keyboard.press('Escape')
  await page.waitForSelector('.versus', { state: 'detached' })
  await page.click('text=对照两份')
  assert.equal(await page.textContent('.versus-theirs del'), '明早')
  assert.equal(await page.textContent('.versus-mine ins'), '今晚')
  assert.equal(await draftOf(number), '您好：\n路灯明早修好。\n请放心。', 'nothing is overwritten before somebody decides')
  await page.click('.versus-row:has-text("请放心") >> text=加到下面')
  assert.equal(await page.inputValue('.conflict-merged textarea'), '您好：\n路灯今晚修好。\n请放心。')
  await page.click('text=保存合成的')
  await until('the merged text', async () => (await draftOf(number)) === '您好：\n路灯今晚修好。\n请放心。')
})

test('two people write: the other text can be taken, and the own one had back', async () => {
  const { page, number } = await contested('我的一稿', '同事写得更好')
  await page.click('.conflict-dialog .el-dialog__footer .el-button:first-child')
  await until('the other text', async () => (await page.inputValue('.editor-text')) === '同事写得更好')
  assert.equal(await draftOf(number), '同事写得更好')
  await page.click('text=换回来')
  assert.equal(await page.inputValue('.editor-text'), '我的一稿')
})

test('two people write: who submits first wins, and the other keeps what was typed', async () => {
  const { number, page } = await writing('我的一稿')
  await kept(page)
  await town.admin.move(number, 'submit', { text: '同事先送审的' })
  await page.waitForSelector('.draft-offer >> text=现在不由您答复')
  await page.click('.draft-offer summary')
  assert.equal(await page.textContent('.draft-offer .send-text'), '我的一稿')
})

test('a change elsewhere on the ticket does not ask anybody', async () => {
  const { number, page } = await writing('第一稿')
  await kept(page)
  await town.admin.move(number, 'contact', { way: 'visit', summary: '上门看过', reached: true })
  await saved(page)
  assert.equal(await draftOf(number), '第一稿')
  assert.equal(await page.locator('.versus').count(), 0)
})

test('a session that ends leaves what was typed, and keeps it after logging in again', async () => {
  const { number, page } = await writing('第一稿')
  await kept(page)
  const changed = 'another right horse'
  await town.admin.call('PATCH', '/api/v1/staff/gong', { password: changed })
  await page.fill('.editor-text', '登录过期时写的')
  await page.waitForSelector('text=登录已过期')
  assert.equal(await page.inputValue('.editor-text'), '登录过期时写的')
  await page.fill('.el-dialog input[name=password]', changed)
  await page.click('.el-dialog button[type=submit]')
  await page.waitForSelector('text=登录已过期', { state: 'hidden' })
  await town.admin.call('PATCH', '/api/v1/staff/gong', { password: kPassword })
  await until('the text', async () => (await copyOf(number)) === '登录过期时写的')
})

test('a text that the server never got is offered after a reload, and kept then', async () => {
  const { number, page } = await writing('第一稿')
  await kept(page)
  await page.route('**/draft/copy', (route) => route.abort())
  await page.fill('.editor-text', '断网时写的')
  await page.waitForSelector('.editor-state.unreachable')
  await page.reload()
  await page.click('.draft-offer >> text=恢复')
  assert.equal(await page.inputValue('.editor-text'), '断网时写的')
  await page.unroute('**/draft/copy')
  await until('the text', async () => (await copyOf(number)) === '断网时写的')
})

test('leaving a ticket at once after typing keeps it', async () => {
  const { number, page } = await writing('写完就走')
  await goTo(page, site, '/dashboard')
  await until('the text', async () => (await copyOf(number)) === '写完就走')
})

test('closing the page at once after typing keeps it', async () => {
  const { number, page } = await writing('写完就关')
  await page.close({ runBeforeUnload: true })
  await until('the text', async () => (await copyOf(number)) === '写完就关')
})

test('going to the next ticket at once after typing keeps the text where it belongs', async () => {
  const other = await assigned(site, town.admin, town.unit, { subject: '下一件', text: '请答复。' })
  const { number, page } = await writing('写完就看下一件')
  await goTo(page, site, `/desk/mine/${other.number}`)
  await until('the text', async () => (await copyOf(number)) === '写完就看下一件')
  assert.equal(await copyOf(other.number), undefined)
})

test('giving the ticket to another unit takes along what was written', async () => {
  const { number, page } = await writing('写了一半就转走')
  await page.close()
  const office = await openPage(browser)
  await logIn(office, site, 'zhou', kPassword)
  await goTo(office, site, `/desk/all/${number}`)
  await office.fill('.editor-text', '办公室补的话')
  await office.click('text=转给其他单位')
  await office.click('.el-dialog .el-select')
  await office.fill('.el-dialog .el-select input', town.other.name)
  await office.click(`.el-select-dropdown__item:has-text("${town.other.name}")`)
  await office.fill('.el-dialog textarea', '属于对方职责')
  await office.click('.el-dialog__footer >> text=转办')
  await office.waitForSelector(`.ticket-facts >> text=${town.other.name}`)
  assert.equal(await draftOf(number), '办公室补的话')
})
