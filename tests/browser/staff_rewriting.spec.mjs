// A draft smoothed by a language model: shown beside the plain one with what differs, labelled, taken by a person or left;
// sentences without a source cannot be taken; an endpoint that does not answer leaves a quiet line.
import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { startModels } from '../functional/model_api.mjs'
import { goTo, logIn, openPage, overflows, phone, startBrowser } from './browser.mjs'
import { assigned, kPassword, staffedTown, until } from './people.mjs'
import { startSite } from './site.mjs'

const kLabel = '由人工智能辅助润色'
const kPlain = '王女士，您好：\n路灯报修请拨打城建中心电话，写明道路名称和最近的门牌。接报后2个工作日内派人维修。'
const kSmooth = '王女士，您好：\n路灯报修，请您拨打城建中心电话，并写明道路名称和最近的门牌。接报后2个工作日内派人维修。'
const kInvented = '逾期可获赔偿200元。'
let site, browser, town, models, lamp
before(async () => {
  models = await startModels()
  site = await startSite({ environment: { HUIYING_LANGUAGE_MODEL_CHAT_URL: models.chat, HUIYING_LANGUAGE_MODEL_CHAT_MODEL: 'town-chat', HUIYING_LANGUAGE_MODEL_CHAT_TIMEOUT_SECONDS: '1' } })
  town = await staffedTown(site)
  browser = await startBrowser()
})
after(async () => {
  await browser?.close()
  await site?.stop()
  await models?.close()
})
beforeEach(async () => {
  models.good()
  models.writes = () => kSmooth + kInvented
  lamp = await assigned(site, town.admin, town.unit, { subject: '曙光路的路灯不亮', text: '曙光路二十号门口的路灯不亮，晚上看不清路。' })
})

async function written(viewport) {
  const page = await openPage(browser, viewport)
  await logIn(page, site, 'gong', kPassword)
  await goTo(page, site, `/desk/all/${lamp.number}`)
  await page.waitForSelector('.ticket-title')
  await page.fill('.editor-text', kPlain)
  return page
}
const polish = (page) => page.click('.editor-bar >> text=润色草稿')
const textOf = (page) => page.inputValue('.editor-text')

test('the two stand beside each other, what differs is marked, and nothing changes until it is taken', async () => {
  const page = await written()
  await polish(page)
  const dialog = await page.waitForSelector('.rewrite-dialog')
  assert.match(await dialog.textContent(), /由模型改写，须人工核对/)
  const marked = await page.locator('.rewrite-dialog .versus ins').allTextContents()
  assert.ok(marked.some((words) => words.includes('您')), marked.join('|'))
  assert.match(await page.textContent('.rewrite-refused'), /赔偿200元/)
  assert.ok(!(await page.textContent('.rewrite-dialog .versus')).includes('200元'))
  assert.equal(await textOf(page), kPlain)
  await page.click('.rewrite-dialog >> text=采用改写稿')
  await until('the text', async () => (await textOf(page)).includes('请您拨打'))
  const text = await textOf(page)
  assert.ok(!text.includes('200元') && text.includes(kLabel), text)
  await page.waitForSelector('.generated-note >> text=由模型改写，须人工核对')
  const { history } = await town.admin.ticket(lamp.number)
  assert.equal(history.filter(({ event }) => event === 'rewriting_taken').length, 1)
  assert.deepEqual(page.faults, [])
})

test('left, the plain text stands and nobody is told that anything was taken', async () => {
  const page = await written()
  await polish(page)
  await page.waitForSelector('.rewrite-dialog')
  await page.click('.rewrite-dialog >> text=用原稿')
  await page.waitForSelector('.rewrite-dialog', { state: 'hidden' })
  assert.equal(await textOf(page), kPlain)
  assert.equal(await page.locator('.generated-note').count(), 0)
  assert.deepEqual(page.faults, [])
})

test('an endpoint that is slow or writes something else leaves a quiet line and the plain draft', async () => {
  const page = await written()
  for (const spoil of [() => (models.delayMs = 3_000), () => (models.writes = () => '今天天气很好。')]) {
    models.good()
    spoil()
    await polish(page)
    await page.waitForSelector('.rewriting-note >> text=暂时无法改写，请用原稿')
    assert.equal(await textOf(page), kPlain)
    assert.equal(await page.locator('.rewrite-dialog').count(), 0)
  }
  assert.deepEqual(page.faults, [])
})

test('on a phone the dialog fits', async () => {
  const page = await written(phone)
  await polish(page)
  await page.waitForSelector('.rewrite-dialog')
  assert.equal(await overflows(page), false)
  if (process.env.HUIYING_SHOTS) await page.screenshot({ path: `${process.env.HUIYING_SHOTS}/rewrite-phone.png` })
  await page.click('.rewrite-dialog >> text=采用改写稿')
  await until('the text', async () => (await textOf(page)).includes(kLabel))
  assert.deepEqual(page.faults, [])
})
