// The bell: reminders say when they came, leave the list one by one, and the list closes as lists do.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { goTo, logIn, openPage, startBrowser } from './browser.mjs'
import { assigned, kPassword, staffedTown } from './people.mjs'
import { startSite } from './site.mjs'

let site, browser, town, number
before(async () => {
  site = await startSite()
  town = await staffedTown(site)
  ;({ number } = await assigned(site, town.admin, town.unit, { subject: '路灯不亮', text: '三天不亮了。' }))
  browser = await startBrowser()
})
after(async () => {
  await browser?.close()
  await site?.stop()
})

const kHourMs = 3_600_000
const inHours = (hours) => new Date(Date.now() + hours * kHourMs).toISOString()

/** The desk with two reminders, newest first, as the server would list them: when they are sent depends on the hour of the day. */
async function withReminders() {
  const page = await openPage(browser)
  const reminder = { number, subject: '路灯不亮', title: '今天到期', rung: 'due_today', at: inHours(-2), window: inHours(5) }
  let items = [{ ...reminder, id: 8 }, { ...reminder, id: 5, title: '临近到期', at: inHours(-3) }]
  const marked = []
  await page.route('**/api/v1/notices', (route) => route.fulfill({ json: { items } }))
  await page.route('**/api/v1/notices/read', (route) => {
    const read = route.request().postDataJSON()
    marked.push(read)
    items = items.filter(({ id }) => ('id' in read ? id !== read.id : id > read.up_to))
    return route.fulfill({ status: 204 })
  })
  await logIn(page, site, 'gong', kPassword)
  await page.waitForSelector('.bell-count >> text=2')
  return { page, marked }
}

test('a reminder says when it came, not when its window ends', async () => {
  const { page } = await withReminders()
  await page.click('.bar-bell')
  await page.waitForSelector('.bell-notice')
  if (process.env.SCREENS) await page.screenshot({ path: `${process.env.SCREENS}/bell.png`, animations: 'disabled' })
  const times = await page.$$eval('.bell-list time', (found) => found.map((time) => time.dateTime))
  assert.equal(times.length, 2)
  for (const time of times) assert.ok(Date.parse(time) < Date.now(), time)
})

test('the list of reminders closes by Escape and with a change of the page', async () => {
  const { page } = await withReminders()
  await page.click('.bar-bell')
  await page.waitForSelector('.bell-notice')
  await page.keyboard.press('Escape')
  await page.waitForSelector('.bell-notice', { state: 'hidden' })
  assert.equal(await page.evaluate(() => document.activeElement.matches('.bar-bell')), true, 'the focus is back at the bell')
  await page.click('.bar-bell')
  await page.waitForSelector('.bell-notice')
  await goTo(page, site, '/digest')
  await page.waitForSelector('.bell-notice', { state: 'hidden' })
  assert.deepEqual(page.faults, [])
})

test('an opened reminder is read, an older one beside it is not', async () => {
  const { page, marked } = await withReminders()
  await page.click('.bar-bell')
  await page.click('.bell-notice:has-text("今天到期")')
  await page.waitForSelector('.ticket-title >> text=路灯不亮')
  await page.waitForSelector('.bell-count >> text=1')
  assert.deepEqual(marked, [{ id: 8 }])
  await page.reload()
  await page.waitForSelector('.bell-count >> text=1')
  await page.click('.bar-bell')
  await page.click('.bell-notice:has-text("临近到期")')
  await page.waitForSelector('.bell-count', { state: 'hidden' })
  assert.deepEqual(marked, [{ id: 8 }, { id: 5 }])
  assert.deepEqual(page.faults, [])
})

test('the list that was opened while the desk was still on its way stays open when it arrives', async () => {
  const { page } = await withReminders()
  let letIn
  const held = new Promise((resolve) => (letIn = resolve))
  await page.route('**/DeskPage*.js', async (route) => {
    await held
    await route.continue()
  })
  await page.goto('about:blank')
  await page.goto(`${site.url}/desk/`)
  await page.click('.bar-bell')
  await page.waitForSelector('.bell-notice')
  letIn()
  await page.waitForSelector('.desk')
  await page.waitForTimeout(400)
  assert.equal(await page.isVisible('.bell-notice'), true)
})

test('all reminders are read at once', async () => {
  const { page, marked } = await withReminders()
  await page.click('.bar-bell')
  await page.click('.bell-read')
  await page.waitForSelector('.bell-count', { state: 'hidden' })
  assert.deepEqual(marked, [{ up_to: 8 }])
})
