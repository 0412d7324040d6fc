import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { goTo, logIn, openPage, startBrowser } from './browser.mjs'
import { assigned, kPassword, staffedTown, until } from './people.mjs'
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

async function writing(text) {
  const { number } = await assigned(site, town.admin, town.unit, { subject: '不丢字', text: '请答复。' })
  const page = await openPage(browser)
  await logIn(page, site, 'gong', kPassword)
  await goTo(page, site, `/desk/mine/${number}`)
  await page.fill('.editor-text', text)
  return { number, page }
}

test('two people write: both texts are shown, and the chosen one is saved', async () => {
  const { number, page } = await writing('第一稿')
  await page.waitForSelector('.editor-state.saved')
  await town.admin.move(number, 'draft', { text: '同事的一稿' })
  await page.fill('.editor-text', '我的第二稿')
  await page.waitForSelector('.conflict')
  assert.equal(await page.textContent('p.conflict-text'), '同事的一稿')
  assert.equal(await page.inputValue('textarea.conflict-text'), '我的第二稿')
  assert.equal(await draftOf(number), '同事的一稿', 'nothing is overwritten before somebody decides')
  await page.fill('textarea.conflict-text', '我的第二稿，并上同事的一稿')
  await page.click('text=用我这一份')
  await until('the merged text', async () => (await draftOf(number)) === '我的第二稿，并上同事的一稿')
})

test('two people write: the other text can be taken', async () => {
  const { number, page } = await writing('第一稿')
  await page.waitForSelector('.editor-state.saved')
  await town.admin.move(number, 'draft', { text: '同事写得更好' })
  await page.fill('.editor-text', '我的第二稿')
  await page.click('text=用这一份')
  await page.waitForFunction(() => document.querySelector('.editor-text')?.value === '同事写得更好')
  assert.equal(await draftOf(number), '同事写得更好')
})

test('a change elsewhere on the ticket does not ask anybody', async () => {
  const { number, page } = await writing('第一稿')
  await page.waitForSelector('.editor-state.saved')
  await town.admin.move(number, 'assign', { unit: town.unit.code, reason: '同一单位' })
  await page.fill('.editor-text', '改过的第一稿')
  await until('the text', async () => (await draftOf(number)) === '改过的第一稿')
  assert.equal(await page.locator('.conflict').count(), 0)
})

test('a session that ends leaves what was typed, and saves it after logging in again', async () => {
  const { number, page } = await writing('第一稿')
  await page.waitForSelector('.editor-state.saved')
  const changed = 'another right horse'
  await town.admin.call('PATCH', '/api/v1/staff/gong', { password: changed })
  await page.fill('.editor-text', '登录过期时写的')
  await page.waitForSelector('text=登录已过期')
  assert.equal(await page.inputValue('.editor-text'), '登录过期时写的')
  await page.fill('.el-dialog input[name=password]', changed)
  await page.click('.el-dialog button[type=submit]')
  await page.waitForSelector('text=登录已过期', { state: 'hidden' })
  await until('the text', async () => (await draftOf(number)) === '登录过期时写的')
  await town.admin.call('PATCH', '/api/v1/staff/gong', { password: kPassword })
})

test('a text that the server never got comes back after a reload, and is saved then', async () => {
  const { number, page } = await writing('第一稿')
  await page.waitForSelector('.editor-state.saved')
  await page.route('**/draft', (route) => route.abort())
  await page.fill('.editor-text', '断网时写的')
  await page.waitForSelector('.editor-state.unreachable')
  await page.reload()
  await page.waitForSelector('text=已恢复上次没有存到服务器的文字')
  assert.equal(await page.inputValue('.editor-text'), '断网时写的')
  await page.unroute('**/draft')
  await until('the text', async () => (await draftOf(number)) === '断网时写的')
})

test('leaving a ticket at once after typing saves it', async () => {
  const { number, page } = await writing('写完就走')
  await goTo(page, site, '/dashboard')
  await until('the text', async () => (await draftOf(number)) === '写完就走')
})

test('going to the next ticket at once after typing saves the text where it belongs', async () => {
  const other = await assigned(site, town.admin, town.unit, { subject: '下一件', text: '请答复。' })
  const untouched = await draftOf(other.number)
  const { number, page } = await writing('写完就看下一件')
  await goTo(page, site, `/desk/mine/${other.number}`)
  await until('the text', async () => (await draftOf(number)) === '写完就看下一件')
  assert.equal(await draftOf(other.number), untouched)
})
