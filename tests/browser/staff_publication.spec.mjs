import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { goTo, logIn, openPage, startBrowser } from './browser.mjs'
import { assigned, Colleague, kPassword, staffedTown, until } from './people.mjs'
import { startSite } from './site.mjs'

let site, browser, town, shen
before(async () => {
  site = await startSite()
  town = await staffedTown(site)
  shen = await Colleague.loggedIn(site.url, 'shen')
  browser = await startBrowser()
})
after(async () => {
  await browser?.close()
  await site?.stop()
})

async function answered(message) {
  const { number } = await assigned(site, town.admin, town.unit, message)
  await town.admin.move(number, 'submit', { text: '您好：窗口周六上午照常办理。' })
  await shen.move(number, 'reply', { text: '您好：窗口周六上午照常办理。' })
  return number
}

const published = async () => (await (await fetch(`${site.url}/api/v1/published`)).json()).items

test('a masked copy is proposed, read by a second person, published and withdrawn', async () => {
  const title = `周六办理吗 ${Date.now()}`
  const number = await answered({ subject: title, text: '窗口周六办不办？我的电话 13812345678。', publish: true })

  const handler = await openPage(browser)
  await logIn(handler, site, 'gong', kPassword)
  await goTo(handler, site, `/desk/answered/${number}`)
  await handler.click('#tab-publication')
  const question = await handler.inputValue('label:has-text("问题") textarea')
  assert.doesNotMatch(question, /13812345678/)
  await handler.fill('label:has-text("标题") input', title)
  await handler.fill('label:has-text("问题") textarea', '窗口周六办不办？')
  await handler.fill('label:has-text("答复") textarea', '张建国先生：窗口周六上午照常办理。')
  await handler.click('text=提交公开审查')
  await handler.waitForSelector('.publication-state >> text=等待审查')
  assert.equal(await handler.locator('.review-form').count(), 0, 'the one who proposes does not review')
  assert.ok(!(await published()).some((entry) => entry.title === title), 'consent alone publishes nothing')

  const reviewer = await openPage(browser)
  await logIn(reviewer, site, 'shen', kPassword)
  await goTo(reviewer, site, `/desk/all/${number}`)
  await reviewer.click('#tab-publication')
  await reviewer.waitForSelector('.review-form .note-line >> text=文中可能还有：姓名')
  const pass = reviewer.locator('button:has-text("通过并公开")')
  assert.equal(await pass.isDisabled(), true)
  for (const check of ['保密审查', '隐私审查', '文字审查']) await reviewer.click(`.el-checkbox:has-text("${check}")`)
  await pass.click()
  await reviewer.waitForSelector('.publication-state >> text=已公开')
  await until('publication', async () => (await published()).some((entry) => entry.title === title))

  await handler.reload()
  await handler.click('#tab-publication')
  await handler.click('text=从留言板撤回')
  await handler.click('.review-form button:has-text("撤回")')
  await handler.waitForSelector('.form-problem >> text=请写明撤回的原因')
  await handler.fill('label:has-text("撤回的原因") textarea', '来信人改了主意')
  await handler.click('.review-form button:has-text("撤回")')
  await handler.waitForSelector('.publication-state >> text=已撤回')
  assert.ok(!(await published()).some((entry) => entry.title === title))
  assert.deepEqual([...handler.faults, ...reviewer.faults], [])
})

test('a text that changed under the reviewer is not published', async () => {
  const title = `改过的稿子 ${Date.now()}`
  const number = await answered({ subject: title, text: '请问周日呢？', publish: true })
  const propose = async (answer) => {
    const { publication } = await town.admin.ticket(number)
    await town.admin.call('PUT', `/api/v1/tickets/${number}/publication`, { title, question: '周日呢？', answer, version: publication.version })
  }
  await propose('周日休息。')
  const reviewer = await openPage(browser)
  await logIn(reviewer, site, 'shen', kPassword)
  await goTo(reviewer, site, `/desk/all/${number}`)
  await reviewer.click('#tab-publication')
  for (const check of ['保密审查', '隐私审查', '文字审查']) await reviewer.click(`.el-checkbox:has-text("${check}")`)
  // Live updates would show the new text at once; the reviewer's click is faster.
  await reviewer.route('**/api/v1/tickets/*', (route) => (route.request().method() === 'GET' ? route.abort() : route.continue()))
  await propose('周日上午办理。')
  await reviewer.click('text=通过并公开')
  await reviewer.waitForSelector('.form-problem >> text=公开稿刚被改过')
  assert.ok(!(await published()).some((entry) => entry.title === title))
})

test('without consent there is nothing to propose', async () => {
  const number = await answered({ subject: '不要公开', text: '这是私事。' })
  const page = await openPage(browser)
  await logIn(page, site, 'gong', kPassword)
  await goTo(page, site, `/desk/answered/${number}`)
  await page.click('#tab-publication')
  await page.waitForSelector('text=来信人没有同意，这件来信不能公开')
  assert.equal(await page.locator('text=提交公开审查').count(), 0)
})
