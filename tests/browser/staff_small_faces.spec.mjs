// Small things that staff see: cards whose buttons stand together, a dialog that can be left, days in Chinese.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { goTo, logIn, openPage, startBrowser } from './browser.mjs'
import { kPassword, staffedTown } from './people.mjs'
import { startSite } from './site.mjs'

const screens = process.env.SCREENS
const kIsoDay = /\d{4}-\d\d-\d\d/
let site, browser, page
before(async () => {
  site = await startSite()
  const { admin, unit } = await staffedTown(site)
  await admin.call('POST', '/api/v1/staff', { login: 'li', name: '李工', unit: unit.code, roles: ['handler'], password: kPassword })
  const day = (days) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)
  await admin.call('PUT', '/api/v1/staff/gong/absence', { deputy: 'li', from: day(1), to: day(3) })
  browser = await startBrowser()
  page = await openPage(browser)
  await logIn(page, site, 'zhou', kPassword)
})
after(async () => {
  await browser?.close()
  await site?.stop()
})

const picture = async (name) => screens && (await page.screenshot({ path: `${screens}/${name}.png`, animations: 'disabled' }))

test('the buttons of a unit stand together at the end of its card, and the robot’s dialog can be left', async () => {
  await goTo(page, site, '/admin/units')
  await page.waitForSelector('.card-head .el-button')
  await picture('units')
  const gaps = await page.$$eval('.card-head', (heads) =>
    heads.map((head) => {
      const [first, second] = [...head.querySelectorAll('.el-button')].map((button) => button.getBoundingClientRect())
      return second.top > first.top ? 0 : second.left - first.right
    }),
  )
  assert.ok(gaps.length > 2 && gaps.every((gap) => gap < 14), gaps.join(' '))
  await page.click('.card >> text=群机器人 >> nth=0')
  await page.waitForSelector('.el-dialog >> text=的群机器人')
  await picture('robot')
  await page.click('.el-dialog__footer >> text=取消')
  await page.waitForSelector('.el-dialog', { state: 'hidden' })
  assert.deepEqual(page.faults, [])
})

test('absences and the roster tell days in Chinese', async () => {
  await goTo(page, site, '/admin/stand-ins')
  await page.waitForSelector('.stand-ins .card >> text=代班')
  await picture('stand_ins')
  const card = await page.textContent('.stand-ins .card')
  assert.match(card, /\d+月\d+日 周. 至/)
  assert.doesNotMatch(card, kIsoDay)
  await goTo(page, site, '/duty')
  await page.waitForSelector('.duty p.muted >> text=至')
  await picture('duty')
  assert.doesNotMatch(await page.textContent('.duty'), kIsoDay)
})

test('what could not be taken in is called so', async () => {
  await goTo(page, site, '/admin/dead-letters')
  await page.waitForSelector('h1 >> text=未能入库的来件')
  await picture('dead_letters')
  assert.doesNotMatch(await page.textContent('body'), /死信/)
})
