// The desk in English: every page and dialog on a desktop's and a phone's width without a Chinese word that is the desk's own, and
// back again. What people wrote, names, and the server's sentences stay Chinese.
import assert from 'node:assert/strict'
import { mkdirSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { desktop, goTo, logIn, openPage, overflows, phone, startBrowser } from './browser.mjs'
import { publishedDocument } from './citizens.mjs'
import { assigned, kPassword, publishedItem, staffedTown, write } from './people.mjs'
import { startSite } from './site.mjs'

const screens = process.env.SCREENS
const letter = { subject: '小区门口路灯坏了三天没人修', text: '银春路门口的路灯坏了三天，晚上很黑，希望尽快修好。', name: '张女士', publish: true }
let site, browser, number, data
before(async () => {
  site = await startSite()
  const town = await staffedTown(site)
  number = (await assigned(site, town.admin, town.unit, letter)).number
  await write(site, { subject: '孩子上小学要准备什么材料', text: '明年九月上小学，要准备什么材料？' })
  await publishedDocument(site, town)
  await publishedItem(site, town, 'monthly')
  const { items: units } = await town.admin.call('GET', '/api/v1/units')
  const { town_name: name, service_name: service } = await town.admin.call('GET', '/api/v1/settings')
  data = [service, name, '回应平台', '中文', '【待填】', '周敏', '王工', '沈审', '村务公开', '财务', '每月收支', '一般事项', '十一月收支表', letter.subject, letter.text, letter.name, '孩子上小学要准备什么材料', '明年九月上小学，要准备什么材料？', ...units.map((unit) => unit.name)].filter(Boolean)
  browser = await startBrowser()
  if (screens) mkdirSync(screens, { recursive: true })
})
after(async () => {
  await browser?.close()
  await site?.stop()
})

/** Where the town's own records and the server's sentences are shown, and nothing else. */
const records = [
  '.history-detail', '.why-short', '.why li', '.sources li', '.reply-checks li', '.template-preview', '.editor-text', '.report-text', '.report-sheet',
  '.card > .card-text', '.card > .small', '.card > .muted', '.card-head h2', '.document-view', '.el-drawer__title', '.digest-list li',
  '.health-says', '.shipped-look',
]

/** Chinese that shows, or is read out, and is neither data nor in a record. */
const chinese = (page) =>
  page.evaluate(
    ([known, places]) => {
      const left = (text) => known.reduce((rest, word) => rest.split(word).join(''), text)
      const isOurs = (text) => /[\p{Script=Han}\u3001-\u303f\uff00-\uffef]/u.test(left(text))
      const found = new Set()
      const look = (text, element) => {
        if (text && isOurs(text) && element.checkVisibility() && !element.closest(places)) found.add(text.trim())
      }
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT)
      for (let node = walker.nextNode(); node; node = walker.nextNode())
        if (node.nodeType === Node.TEXT_NODE) look(node.data, node.parentElement)
        else for (const name of ['aria-label', 'title', 'placeholder', 'alt']) look(node.getAttribute(name), node)
      if (isOurs(document.title)) found.add(document.title)
      return [...found]
    },
    [[...data].sort((one, other) => other.length - one.length), records.join(',')],
  )

const ticket = (...clicks) => [() => `/desk/all/${number}`, '.move-bar', ...clicks]
const pages = {
  desk: ['/desk/all', '.row'],
  filter: ['/desk/all', '.row', 'f'],
  keys: ['/desk/all', '.row', '?'],
  ticket: ticket(),
  publication: ticket('#tab-publication'),
  history: ticket('#tab-history'),
  proceedings: ticket('#tab-proceedings'),
  moves: ticket('.move-bar .el-dropdown button'),
  contact: ticket('c'),
  note: ticket('n'),
  templates: ticket('t'),
  assign: ticket('.ticket-assign'),
  dashboard: ['/dashboard', '.period-figures'],
  selected: ['/dashboard/tickets?what=open&title=Open', '.selected-rows'],
  report: ['/dashboard/report', '.report-text'],
  filing: ['/filing', '.page-head, .filing, .page'],
  digest: ['/digest', '.page'],
  duty: ['/duty', '.page'],
  upstream: ['/upstream', '.page'],
  account: ['/account', '.account-factor'],
  units_setup: ['/setup/units', '.card'],
  hours_setup: ['/setup/hours', '.settings-form'],
  in_doubt: ['/admin/in-doubt', '.page-head'],
  faq: ['/admin/faq', '.card'],
  faq_new: ['/admin/faq', '.card', '.page-head .el-button--primary'],
  catalogue: ['/admin/catalogue', '.page-head'],
  catalogue_new: ['/admin/catalogue', '.page-head', '.page-head .el-button--primary'],
  documents: ['/admin/documents', '.card'],
  document_new: ['/admin/documents', '.card', '.page-head .el-button--primary'],
  units: ['/admin/units', '.card'],
  unit_new: ['/admin/units', '.card', '.page-head .el-button--primary'],
  staff: ['/admin/staff', '.table'],
  person_new: ['/admin/staff', '.table', '.page-head .el-button--primary'],
  import: ['/admin/import', '.card'],
  login: ['/admin/login', '.settings-form'],
  channels: ['/admin/channels', '.page-head'],
  channel_new: ['/admin/channels', '.page-head', '.page-head .el-button--primary'],
  settings: ['/admin/settings', '.settings-form'],
  workflow: ['/admin/workflow', '.rule-groups'],
  rules: ['/admin/routing-rules', '.page-head'],
  routing: ['/admin/routing', '.page-head'],
  answers: ['/admin/answers', '.page-head'],
  quality: ['/admin/quality', '.page-head'],
  stand_ins: ['/admin/stand-ins', '.stand-ins'],
  ladder: ['/admin/ladder', '.page-head'],
  templates_kept: ['/admin/templates', '.page-head'],
  dead_letters: ['/admin/dead-letters', '.page-head'],
  audit: ['/admin/audit', '.audit-table'],
  health: ['/admin/health', '.health-list'],
  lost: ['/nowhere', '.empty-note'],
}

/** Fully written: a part of a word that no longer fits its button or heading. */
const cutOff = (page) =>
  page.evaluate(() =>
    [...document.querySelectorAll('button, .el-button, th, h1, h2, [role=tab]')]
      .filter((element) => element.checkVisibility() && element.clientWidth > 0 && element.scrollWidth > element.clientWidth + 1 && getComputedStyle(element).overflowX === 'hidden')
      .filter((element) => !element.closest('.bar-user'))
      .map((element) => element.textContent.trim()),
  )

/** Beyond the edge of the screen, in nothing that one could scroll aside. */
const beyond = (page) =>
  page.evaluate(() => {
    const scrolls = (element) => element && (/auto|scroll/.test(getComputedStyle(element).overflowX) && element.scrollWidth > element.clientWidth ? !element.matches('.frame-body, body, html, .ticket, .desk-ticket') : scrolls(element.parentElement))
    return [...document.querySelectorAll('button, input, .el-button, h1, h2')]
      .filter((element) => element.checkVisibility() && element.getBoundingClientRect().width > 1 && element.getBoundingClientRect().right > window.innerWidth + 1 && !scrolls(element.parentElement))
      .map((element) => element.textContent.trim() || element.placeholder || element.className)
  })

async function faultsOf(page, [path, sign, ...clicks]) {
  await goTo(page, site, typeof path === 'string' ? path : path())
  await page.reload()
  await page.waitForSelector(sign)
  for (const click of clicks) await (click.length === 1 ? page.keyboard.press(click) : page.click(click))
  await page.waitForTimeout(400)
  const faults = [...(await chinese(page)), ...(await cutOff(page)).map((text) => `cut off: ${text}`), ...(await beyond(page)).map((text) => `beyond the screen: ${text}`)]
  return (await overflows(page)) ? [...faults, 'wider than the screen'] : faults
}

for (const [width, viewport] of [['desktop', desktop], ['phone', phone]])
  test(`every page in English on a ${width}, and back`, async () => {
    const page = await openPage(browser, viewport)
    await page.goto(`${site.url}/desk/`)
    await page.click('.language-switch')
    await page.waitForSelector('html[lang=en] input[name=login]')
    assert.deepEqual([await chinese(page), await overflows(page)], [[], false])
    await logIn(page, site, 'zhou', kPassword)
    const found = {}
    for (const [name, way] of Object.entries(pages)) {
      const faults = await faultsOf(page, way)
      if (screens) await page.screenshot({ path: `${screens}/${width}-english-${name}.png` })
      if (faults.length > 0) found[name] = faults
    }
    assert.deepEqual(found, {})
    await goTo(page, site, '/desk/all')
    await page.reload()
    await page.waitForSelector('.row')
    await page.focus('.bar-user')
    await page.keyboard.press('Enter')
    await page.getByRole('menuitem', { name: '中文' }).focus()
    await page.keyboard.press('Enter')
    await page.waitForSelector('html[lang=zh-CN] .row')
    assert.equal(await page.title(), '工作台 · 回应')
    assert.match(await page.textContent('.bar-links'), /工作台.*数据看板/)
    assert.deepEqual(page.faults, [])
  })

test('the choice is kept, comes with an address too, and is nobody else’s', async () => {
  const page = await openPage(browser)
  await page.goto(`${site.url}/desk/?lang=en#/welcome?token=x`)
  await page.waitForSelector('html[lang=en] .gate')
  assert.equal(new URL(page.url()).search, '')
  await page.goto(`${site.url}/desk/`)
  await page.waitForSelector('html[lang=en] input[name=login]')
  assert.equal(await page.textContent('.language-switch'), '中文')
  const other = await openPage(browser)
  await other.goto(`${site.url}/desk/`)
  await other.waitForSelector('html[lang=zh-CN] input[name=login]')
  assert.equal(await other.textContent('.language-switch'), 'English')
})

test('what is written for citizens and the town is Chinese in English too', async () => {
  const page = await openPage(browser)
  await page.goto(`${site.url}/desk/?lang=en`)
  await logIn(page, site, 'zhou', kPassword)
  await goTo(page, site, '/filing')
  await page.fill('textarea', '楼道里的灯不亮')
  await page.click('button[type=submit], .filing .el-button--primary, .page .el-button--primary')
  await page.getByRole('button', { name: 'Print slip' }).click()
  const slip = await page.textContent('.slip')
  assert.match(slip, /受理凭条/)
  assert.match(slip, /当天回应\d+月\d+日/)
  assert.deepEqual(page.faults, [])
})
