// Answers offered while one types and before one sends, and what readers say of them: with scripts and without, nothing typed is lost.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openPage, phone, startBrowser } from './browser.mjs'
import { fill, receiptOf, reviewedAnswer } from './citizens.mjs'
import { staffedTown, until } from './people.mjs'
import { startSite } from './site.mjs'

let site, browser, town, answer
before(async () => {
  site = await startSite()
  town = await staffedTown(site)
  answer = await reviewedAnswer(town.admin)
  await until('the town to know', async () => (await (await fetch(`${site.url}/topics`)).text()).includes(answer.topic))
  browser = await startBrowser()
})
after(async () => {
  await browser?.close()
  await site?.stop()
})

async function withoutScripts() {
  const context = await browser.newContext({ viewport: phone, javaScriptEnabled: false })
  const page = await context.newPage()
  page.setDefaultTimeout(10_000)
  return page
}

const kTyped = { subject: '请问', place: '银春路', name: '老马', contact: '13800000000', kind: 'question', publish: true }
const typedIn = (page) =>
  page.evaluate(() => {
    const { subject, text, place, name, contact, kind, publish } = document.querySelector('form.ask').elements
    return [subject, text, place, name, contact, kind, publish].map((field) => field.value)
  })

test('while one types, answers appear below and take nothing away; sending goes straight on', async () => {
  const page = await openPage(browser, phone)
  await page.goto(`${site.url}/ask`)
  assert.equal(await page.locator('#offers').isVisible(), false)
  await page.fill('#text', answer.question)
  await page.waitForSelector('#offers summary')
  assert.match(await page.textContent('#offers-said'), /找到\d条可能有用的答案/)
  assert.ok((await page.textContent('#offers')).includes(answer.question))
  assert.equal(await page.evaluate(() => document.activeElement.id), 'text')
  await page.click('#offers summary')
  assert.ok(await page.locator('#offers .fold-body').first().isVisible())
  await page.fill('#subject', '请问')
  await page.waitForTimeout(1_500)
  assert.ok(await page.locator('#offers .fold-body').first().isVisible(), 'what was opened stays open')
  await page.click('text=提交留言')
  await page.waitForSelector('#number.key-value')
  assert.deepEqual(page.faults, [])
})

test('when the suggestions fail, one types on and sends', async () => {
  const page = await openPage(browser, phone)
  await page.route('**/ask/suggest', (route) => route.abort())
  await page.goto(`${site.url}/ask`)
  await fill(page, { subject: '请问', text: 'zzzz 没有答案的事' })
  await page.waitForTimeout(1_200)
  assert.equal(await page.locator('#offers').isVisible(), false)
  await page.click('text=提交留言')
  assert.ok((await receiptOf(page)).number)
})

test('without scripts the answers are shown once before sending, and everything typed goes on', async () => {
  const page = await withoutScripts()
  await page.goto(`${site.url}/ask`)
  const text = `${answer.question}\n第二行 "引号" <b>`
  await fill(page, { ...kTyped, text })
  await page.click('text=提交留言')
  assert.equal(await page.textContent('h1'), '这些回答能解决您的问题吗？')
  await page.click('text=返回修改')
  assert.deepEqual(await typedIn(page), ['请问', text, '银春路', '老马', '13800000000', 'question', 'yes'])
  await page.click('text=提交留言')
  const { number } = await receiptOf(page)
  const view = await town.admin.taken(number)
  assert.equal(view.messages[0].text, text)
  for (const typed of ['银春路', '老马', '13800000000']) assert.ok(JSON.stringify(view).includes(typed), typed)
})

test('going on from the answers sends it; a solved question is not sent', async () => {
  const page = await withoutScripts()
  await page.goto(`${site.url}/ask`)
  await fill(page, { subject: '解决了', text: answer.question })
  await page.click('text=提交留言')
  await page.click('text=解决了，不用提交')
  assert.match(await page.textContent('main'), /没有提交/)
  const { items } = await town.admin.call('GET', `/api/v1/tickets?queue=all&q=${encodeURIComponent('解决了')}`)
  assert.deepEqual(items, [])
  await page.goto(`${site.url}/ask`)
  await fill(page, { subject: '没解决', text: answer.question })
  await page.click('text=提交留言')
  await page.click('text=继续提交')
  assert.ok((await receiptOf(page)).number)
})

test('a reader says what is missing, without scripts, once a day; staff read it at the desk', async () => {
  const page = await withoutScripts()
  await page.goto(`${site.url}/published/faq-${answer.id}`)
  await page.fill('#remark', '没写<b>周末</b>办不办，我是13912345678')
  await page.click('button:has-text("没用")')
  assert.match(await page.textContent('#feedback'), /谢谢，您的意见已经记下/)
  await page.goto(`${site.url}/published/faq-${answer.id}`)
  await page.click('button:has-text("有用")')
  assert.match(await page.textContent('#feedback'), /今天已经评价过/)
  const { items } = await town.admin.call('GET', '/api/v1/published/feedback')
  const opinion = items.find((one) => one.id === `faq-${answer.id}`)
  assert.equal(opinion.useless, 1)
  assert.match(opinion.remarks[0].text, /没写<b>周末<\/b>/)
})

test('the feed is well-formed, and the pages name it', async () => {
  const page = await openPage(browser)
  await page.goto(`${site.url}/`)
  const address = await page.getAttribute('link[type="application/atom+xml"]', 'href')
  for (const path of [address, '/sitemap.xml']) {
    const text = await (await fetch(new URL(path, site.url))).text()
    const faults = await page.evaluate((xml) => new DOMParser().parseFromString(xml, 'application/xml').querySelectorAll('parsererror').length, text)
    assert.equal(faults, 0, path)
    assert.ok(text.includes(`${site.url}/published/faq-${answer.id}`), path)
  }
})

test('size of text and contrast are set by a plain form and stay', async () => {
  const page = await withoutScripts()
  await page.goto(`${site.url}/about`)
  await page.click('text=显示设置')
  await page.check('input[name=size][value="2"]')
  await page.check('input[name=contrast][value="1"]')
  await page.click('button:has-text("保存")')
  assert.equal(page.url(), `${site.url}/about`)
  assert.equal(await page.getAttribute('html', 'class'), 'text-2 contrast')
  const large = await page.evaluate(() => getComputedStyle(document.querySelector('.prose p')).fontSize)
  assert.equal(large, '24px')
  await page.goto(`${site.url}/ask`)
  assert.equal(await page.getAttribute('html', 'class'), 'text-2 contrast')
  await page.goto(`${site.url}/display`)
  assert.ok(await page.isChecked('input[name=size][value="2"]'))
})
