// What the product promises in numbers, counted: fields, keys, taps.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { goTo, logIn, openPage, phone, startBrowser } from './browser.mjs'
import { Colleague, assigned, kPassword, staffedTown, status, until, write } from './people.mjs'
import { startSite } from './site.mjs'

let site, browser, town
before(async () => {
  site = await startSite({ settings: { 'intake.per_address_hourly': 0, 'intake.per_address_daily': 0 } })
  town = await staffedTown(site)
  browser = await startBrowser()
})
after(async () => {
  await browser?.close()
  await site?.stop()
})

test('a citizen asks with two required fields', async () => {
  const page = await openPage(browser)
  await page.goto(`${site.url}/ask`)
  const required = await page.$$eval('form :is(input, textarea, select)[required]', (fields) => fields.map((field) => field.name))
  assert.equal(required.length, 2, required.join())
  for (const name of required) await page.fill(`[name="${name}"]`, '小区门口的路灯不亮了，请修一修。')
  await page.click('form button[type=submit]:visible >> nth=-1')
  await page.waitForSelector('text=查询码')
})

test('a doubtful message is dispatched with one key', async () => {
  const { number } = await write(site, { subject: '请帮帮忙', text: '家里老人腿脚不方便，子女又都在外地，想找人上门帮忙' })
  const { ticket, routing } = await town.admin.taken(number)
  assert.equal(ticket.state, 'to_dispatch')
  assert.ok(routing.candidates.length > 0, 'nothing is proposed for it')
  const page = await openPage(browser)
  await logIn(page, site, 'zhou', kPassword)
  await goTo(page, site, `/desk/to_dispatch/${number}`)
  await page.waitForSelector('.why[open] >> text=需要人工分派')
  await page.keyboard.press('1')
  await page.waitForSelector('.ticket-facts >> text=办理中')
  assert.equal((await town.admin.ticket(number)).ticket.unit, routing.candidates[0].unit)
})

test('forty replies are reviewed and sent in one sitting, by keyboard alone', async () => {
  const handler = await Colleague.loggedIn(site.url, 'gong')
  const receipts = []
  for (let at = 0; at < 40; ++at) {
    const receipt = await assigned(site, town.admin, town.unit, { subject: `第 ${at} 封`, text: `请问第 ${at} 号窗口几点开门？` })
    await handler.move(receipt.number, 'draft', { text: `您好：第 ${at} 号窗口上午九点开门。` })
    await handler.move(receipt.number, 'submit', { text: `您好：第 ${at} 号窗口上午九点开门。` })
    receipts.push(receipt)
  }
  const page = await openPage(browser)
  await logIn(page, site, 'shen', kPassword)
  await goTo(page, site, '/desk/to_review')
  await page.waitForSelector('.row')
  for (let done = 0; done < 40; ++done) {
    await page.keyboard.press('j')
    await page.waitForSelector('.ticket-facts >> text=待审核')
    await page.keyboard.press('e')
    await page.keyboard.press('Control+Enter')
    await page.waitForSelector('.send-text')
    await page.keyboard.press('Control+Enter')
    await page.waitForSelector('.ticket-facts >> text=已答复')
    await page.keyboard.press('Escape')
  }
  for (const [at, receipt] of receipts.entries()) {
    const { replies } = await until('the reply', async () => {
      const now = await status(site, receipt)
      return now.replies.length > 0 && now
    })
    assert.deepEqual(replies.map((reply) => reply.text), [`您好：第 ${at} 号窗口上午九点开门。`])
  }
  assert.deepEqual(page.faults, [])
})

test('a manager sees who is late without a tap on a phone', async () => {
  const page = await openPage(browser, phone)
  await logIn(page, site, 'zhou', kPassword)
  await goTo(page, site, '/dashboard')
  const late = await page.waitForSelector('.late-panel .late-words')
  const box = await late.boundingBox()
  assert.ok(box.y + box.height <= phone.height, `the late ones end at ${box.y + box.height} of ${phone.height} px`)
})
