// What needs a person outside the queues: replies that could not be delivered, and dead letters.
import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import { after, before, test } from 'node:test'
import { command } from '../functional/redis.mjs'
import { goTo, logIn, openPage, startBrowser } from './browser.mjs'
import { kPassword, staffedTown, until } from './people.mjs'
import { startSite } from './site.mjs'

let site, browser, town, receiver
before(async () => {
  site = await startSite()
  town = await staffedTown(site, { review: false })
  browser = await startBrowser()
  // A partner that wants no replies any more.
  receiver = createServer((_, response) => response.writeHead(410).end()).listen(0, '127.0.0.1')
  await new Promise((resolve) => receiver.once('listening', resolve))
  await town.admin.call('POST', '/api/v1/channels', { channel: 'webhook', name: 'hotline', settings: { reply_url: `http://127.0.0.1:${receiver.address().port}/` } })
})
after(async () => {
  receiver?.close()
  await browser?.close()
  await site?.stop()
})

/** A message of the partner's, as docs/stream_contract.md has it. */
const append = (fields) =>
  command(site, 'XADD', '{hy:0}:inbound', '*', ...Object.entries({ v: 1, type: 'message', channel: 'webhook', account: 'hotline', received_at: Date.now(), arrived_at: Date.now(), ...fields }).flat())

async function openDesk() {
  const page = await openPage(browser)
  await logIn(page, site, 'zhou', kPassword)
  return page
}

test('the badge leads to the reply that was not delivered, which a person tells by telephone', async () => {
  const number = 'AAAA-1111-BBBB'
  await append({ key: 'failing', sender: 'u1', number, text: '路灯不亮' })
  await town.admin.taken(number)
  await town.admin.move(number, 'assign', { unit: town.unit.code, reason: '测试' })
  await town.admin.move(number, 'reply', { text: '已修好。' })
  await until('the failure', async () => (await town.admin.call('GET', '/api/v1/ticket-counts')).failed === 1)
  const page = await openDesk()
  await goTo(page, site, '/desk/all')
  await page.waitForSelector('.queues a[href*="in-doubt"] .count >> text=1')
  await page.click('.queues a[href*="in-doubt"]')
  await page.waitForSelector('.filters .here >> text=未送达')
  await page.waitForSelector(`.card >> text=${number}`)
  await page.click('.card >> text=已电话告知')
  await page.waitForSelector('.empty-note')
  await goTo(page, site, `/t/${number}`)
  await page.waitForSelector('.message-state.told >> text=已电话告知')
  assert.deepEqual(page.faults, [])
})

test('a message whose number is taken becomes a ticket of its own at a click, and the new number is told', async () => {
  const number = 'CCCC-1111-DDDD'
  await append({ key: 'first', sender: 'u2', number, text: '护栏倒了' })
  await town.admin.taken(number)
  await append({ key: 'second', sender: 'u3', number, text: '井盖松动' })
  const page = await openDesk()
  await until('the dead letter', async () => (await town.admin.call('GET', '/api/v1/ticket-counts')).dead_letters === 1)
  await goTo(page, site, '/admin/dead-letters')
  const card = page.locator('.card', { hasText: '编号与另一件重复' })
  await card.locator('text=看文字').click()
  assert.match(await card.locator('.bytes').textContent(), /text：井盖松动/)
  await card.locator('button:has-text("重放")').click()
  await page.waitForSelector(`.el-message >> text=原编号${number}是另一件的`)
  await card.locator('.mark >> text=已重放').waitFor()
  const { items } = await until('the ticket', async () => {
    const found = await town.admin.call('GET', `/api/v1/tickets?queue=all&q=${encodeURIComponent('井盖松动')}`)
    return found.items.length === 1 && found
  })
  assert.notEqual(items[0].number, number)
  assert.deepEqual(page.faults, [])
})

test('an entry that cannot be read says so when it is replayed, and is given up by a person', async () => {
  await command(site, 'XADD', '{hy:1}:inbound', '*', 'v', '9', 'type', 'message', 'text', '来自未来')
  await until('the dead letter', async () => (await town.admin.call('GET', '/api/v1/ticket-counts')).dead_letters === 1)
  const page = await openDesk()
  await goTo(page, site, '/admin/dead-letters')
  const card = page.locator('.card', { hasText: '队列里的记录解不开' })
  await card.locator('button:has-text("重放")').click()
  await page.waitForSelector('.el-message--error >> text=version 9')
  await card.locator('button:has-text("放弃")').click()
  await page.click('.el-message-box__btns >> text=放弃')
  await card.locator('.mark >> text=已放弃').waitFor()
  assert.equal((await town.admin.call('GET', '/api/v1/ticket-counts')).dead_letters, 0)
})
