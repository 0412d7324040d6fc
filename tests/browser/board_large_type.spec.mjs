// Large type where a page answers a form, the days of /when on a small screen, and what the status page says and hides.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openPage, overflows, startBrowser } from './browser.mjs'
import { ask, lookUp } from './citizens.mjs'
import { assigned, staffedTown, until } from './people.mjs'
import { startSite } from './site.mjs'

const small = { width: 360, height: 740 }
const screens = process.env.SCREENS
let site, browser, town
before(async () => {
  site = await startSite()
  town = await staffedTown(site, { review: false })
  browser = await startBrowser()
})
after(async () => {
  await browser?.close()
  await site?.stop()
})

const picture = async (page, name) => screens && (await page.screenshot({ path: `${screens}/${name}.png`, fullPage: true }))
const isLarge = (page) => page.evaluate(() => document.documentElement.classList.contains('elder'))
const hasCookie = async (page) => (await page.context().cookies()).some(({ name, value }) => name === 'hy_elder' && value === '1')

for (const size of ['standard', 'elder'])
  test(`the days of /when are rows of a list on a small screen, ${size} type`, async () => {
    const page = await openPage(browser, small)
    if (size === 'elder') await page.context().addCookies([{ name: 'hy_elder', value: '1', url: site.url }])
    await page.goto(`${site.url}/when?date=2026-09-30&time=10:00`)
    await picture(page, `when-${size}`)
    assert.equal(await page.locator('.days td:nth-child(2):visible').count(), 0)
    const heights = await page.$$eval('.days tbody th', (dates) => dates.map((date) => date.getBoundingClientRect().height / parseFloat(getComputedStyle(date).lineHeight)))
    assert.ok(heights.length > 5 && heights.every((lines) => lines < 1.5), 'no date is broken')
    assert.equal(await overflows(page), false)
    const gap = await page.evaluate(() => document.querySelector('.next-step').getBoundingClientRect().top - document.querySelector('.days').getBoundingClientRect().bottom)
    assert.ok(gap >= 16, `${gap} px above the button`)
  })

test('on a wide screen the days are a table with the arrangement', async () => {
  const page = await openPage(browser)
  await page.goto(`${site.url}/when`)
  assert.ok((await page.locator('.days td:nth-child(2):visible').count()) > 1)
})

test('large type on a receipt loses neither the code nor the choice', async () => {
  const page = await openPage(browser, small)
  const receipt = await ask(page, site, { subject: '字太小', text: '看不清楚。' })
  await page.click('text=长辈版')
  assert.equal(await isLarge(page), true)
  assert.equal((await page.textContent('#code')).trim(), receipt.code)
  await until('the cookie', () => hasCookie(page))
  await page.click('text=标准版')
  assert.equal(await isLarge(page), false)
  await until('the cookie to go', async () => !(await hasCookie(page)))
  await page.click('text=长辈版')
  await until('the cookie', () => hasCookie(page))
  await page.goto(`${site.url}/q`)
  assert.equal(await isLarge(page), true)
  assert.deepEqual(page.faults, [])
})

test('large type is offered on the status page and after a wrong code, without scripts too', async () => {
  const receipt = await assigned(site, town.admin, town.unit, { subject: '进度', text: '到哪一步了？' })
  const context = await browser.newContext({ viewport: small, javaScriptEnabled: false })
  const page = await context.newPage()
  for (const code of ['0000-00000', receipt.code]) {
    await context.clearCookies()
    await lookUp(page, site, { ...receipt, code })
    await page.click('text=长辈版')
    assert.equal(page.url(), `${site.url}/q`)
    assert.equal(await page.locator('html.elder').count(), 1)
  }
  await context.close()
})

test('a contact that nobody filled in is not shown, and one that somebody did is', async () => {
  const { items } = await town.admin.call('GET', '/api/v1/units')
  const { contact } = items.find(({ code }) => code === town.unit.code)
  assert.match(contact, /【待填】/)
  const receipt = await assigned(site, town.admin, town.unit, { subject: '电话', text: '找谁？' })
  const page = await openPage(browser, small)
  await lookUp(page, site, receipt)
  assert.match(await page.textContent('.promise-dates'), new RegExp(town.unit.name))
  assert.doesNotMatch(await page.textContent('main'), /【待填】|联系方式/)
  const { items: others } = await town.admin.call('GET', '/api/v1/units')
  const unit = others.find(({ code }) => code === town.unit.code)
  await town.admin.call('PUT', `/api/v1/units/${unit.code}`, { ...unit, contact: '一楼三号窗口' })
  await lookUp(page, site, receipt)
  assert.match(await page.textContent('.promise-dates'), /联系方式：一楼三号窗口/)
})

test('a withdrawn message promises no dates, and says how it may be taken up again', async () => {
  const receipt = await assigned(site, town.admin, town.unit, { subject: '不用了', text: '已经好了。' })
  const page = await openPage(browser, small)
  await lookUp(page, site, receipt)
  await picture(page, 'status')
  assert.match(await page.textContent('.promise-dates'), /承诺答复/)
  await page.click('text=撤回这条留言')
  assert.match(await page.textContent('#withdraw-hint'), /撤回后不再办理；以后补充说明可以重新办理。/)
  await page.click('button:has-text("撤回")')
  await page.waitForSelector('.note-done')
  await picture(page, 'withdrawn')
  assert.doesNotMatch(await page.textContent('.promise-dates'), /承诺回应|承诺答复/)
  assert.match(await page.textContent('main'), /补充以后会重新办理/)
  assert.doesNotMatch(await page.textContent('main'), /不能恢复/)
})

test('who is not satisfied is told at the field that a reason is needed', async () => {
  const receipt = await assigned(site, town.admin, town.unit, { subject: '评价', text: '办得怎样？' })
  await town.admin.move(receipt.number, 'reply', { text: '办好了。' })
  const page = await openPage(browser, small)
  await lookUp(page, site, receipt)
  assert.match(await page.textContent('label[for=reason]'), /不满意时必填/)
  await page.check('input[name=grade][value=dissatisfied]')
  await page.click('text=提交评价')
  await page.waitForSelector('#reason-error >> text=请写一写哪里没有办好')
  await picture(page, 'evaluation')
  assert.equal(await page.getAttribute('#reason', 'aria-invalid'), 'true')
  assert.match(await page.getAttribute('#reason', 'aria-describedby'), /reason-error/)
  assert.deepEqual(page.faults, [])
})
