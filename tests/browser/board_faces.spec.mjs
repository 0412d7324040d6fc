// Every page that citizens see, on a desktop's and a phone's width, in standard and in large type: no serious fault for a
// screen reader, nothing wider than the screen down to 320 px, no violated policy, targets large enough for a finger;
// with SCREENS=folder a picture of each.
import assert from 'node:assert/strict'
import { mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { after, before, test } from 'node:test'
import { desktop, openPage, overflows, phone, startBrowser } from './browser.mjs'
import { ask, fill, lookUp, publishedCase, publishedDocument, reviewedAnswer } from './citizens.mjs'
import { publishedItem, staffedTown } from './people.mjs'
import { startSite } from './site.mjs'

const kAllRules = { resultTypes: ['violations'] }
const kHighContrast = { runOnly: { type: 'rule', values: ['color-contrast', 'color-contrast-enhanced'] }, rules: { 'color-contrast-enhanced': { enabled: true } } }
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const screens = process.env.SCREENS
const narrow = { width: 320, height: 568 }
const wide = { width: 1920, height: 1080 }
let site, browser, answer, title, unit, policy
before(async () => {
  site = await startSite()
  const town = await staffedTown(site)
  answer = await reviewedAnswer(town.admin)
  title = await publishedCase(site, town)
  policy = await publishedDocument(site, town)
  unit = town.unit
  await publishedItem(site, town, 'accounts')
  browser = await startBrowser()
  if (screens) mkdirSync(screens, { recursive: true })
})
after(async () => {
  await browser?.close()
  await site?.stop()
})

const visits = {
  home: (page) => page.goto(`${site.url}/`),
  search: (page) => page.goto(`${site.url}/search?q=${encodeURIComponent(answer.question)}`),
  nothing_found: (page) => page.goto(`${site.url}/search?q=zzzz`),
  published: (page) => page.goto(`${site.url}/search`),
  case: async (page) => {
    await page.goto(`${site.url}/search`)
    await page.click(`.entry-link:has-text("${title}")`)
  },
  topics: (page) => page.goto(`${site.url}/topics`),
  topic: async (page) => {
    await page.goto(`${site.url}/topics/${encodeURIComponent(answer.topic)}`)
    await page.click('summary')
  },
  ask: (page) => page.goto(`${site.url}/ask`),
  ask_faults: async (page) => {
    await page.goto(`${site.url}/ask`)
    await page.evaluate(() => document.querySelector('form.ask').setAttribute('novalidate', ''))
    await page.click('text=提交留言')
  },
  receipt: (page) => ask(page, site, { subject: '请问', text: answer.question }),
  status_form: (page) => page.goto(`${site.url}/q`),
  status_wrong: (page) => lookUp(page, site, { number: '7K3M-9Q2X-RT4B', code: '4F7K-9QX2M' }),
  status: async (page) => lookUp(page, site, await ask(page, site, { subject: '请问', text: answer.question })),
  added: async (page) => {
    const receipt = await ask(page, site, { subject: '请问', text: answer.question })
    for (let tries = 0; tries < 50; ++tries) {
      await lookUp(page, site, receipt)
      if (await page.locator('#add-text').count()) break
    }
    await page.fill('#add-text', '补充一句。')
    await page.click('text=提交补充')
    await page.waitForURL(/\/q\/added\?/)
  },
  before_sending: async (page) => {
    await page.goto(`${site.url}/ask`)
    await fill(page, { subject: '请问', text: answer.question })
    await page.evaluate(() => (document.querySelector('form.ask').elements.look.value = 'first'))
    await page.click('text=提交留言')
    await page.waitForSelector('.before-sending')
    await page.click('summary')
  },
  solved: (page) => page.goto(`${site.url}/ask/solved`),
  rated: async (page) => {
    await page.goto(`${site.url}/search`)
    await page.click(`.entry-link:has-text("${title}")`)
    await page.click('button:has-text("没用")')
    await page.waitForURL(/said=/)
  },
  documents: (page) => page.goto(`${site.url}/documents`),
  document: (page) => page.goto(`${site.url}/documents/${policy}`),
  ask_document: (page) => page.goto(`${site.url}/ask?document=${policy}`),
  statistics: (page) => page.goto(`${site.url}/statistics`),
  units: (page) => page.goto(`${site.url}/units`),
  unit: (page) => page.goto(`${site.url}/units/${unit.code}`),
  catalogue: (page) => page.goto(`${site.url}/catalogue`),
  catalogue_item: (page) => page.goto(`${site.url}/catalogue/accounts`),
  display: (page) => page.goto(`${site.url}/display?back=/ask`),
  about: (page) => page.goto(`${site.url}/about`),
  lost: (page) => page.goto(`${site.url}/nowhere`),
}

async function seriousFaults(page, rules = kAllRules) {
  await page.evaluate(axe)
  const { violations } = await page.evaluate((chosen) => window.axe.run(document, chosen), rules)
  return violations
    .filter((violation) => ['moderate', 'serious', 'critical'].includes(violation.impact))
    .map((violation) => `${violation.id}: ${violation.nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`)
}

/** Buttons, fields and links outside running text that are lower than 44 px (large type: measured alike). */
const smallTargets = (page) =>
  page.evaluate(() =>
    [...document.querySelectorAll('button, select, summary, .choice, .menu a, .button, .gate, .topic-grid a, .type-switch a, input[type=text], input[type=search], input[type=file]')]
      .filter((element) => element.offsetParent !== null && element.getBoundingClientRect().height < 43.5)
      .map((element) => `${element.tagName} ${element.className} ${element.textContent.trim().slice(0, 12)} ${element.getBoundingClientRect().height}`),
  )

/** Line height and space between paragraphs against the type size, as the accessibility rules count them. */
const spacing = (page) =>
  page.evaluate(() => {
    const paragraph = document.querySelector('.prose p + p, .prose ul + p, .prose p + ul')
    if (!paragraph) return null
    const style = getComputedStyle(paragraph)
    const line = parseFloat(style.lineHeight)
    return { line: line / parseFloat(style.fontSize), gap: parseFloat(style.marginTop) / line, size: parseFloat(style.fontSize) }
  })

for (const [width, viewport] of [['desktop', desktop], ['phone', phone], ['narrow', narrow]])
  for (const size of ['standard', 'elder'])
    test(`every public page, ${width}, ${size} type`, async () => {
      const page = await openPage(browser, viewport)
      if (size === 'elder') await page.context().addCookies([{ name: 'hy_elder', value: '1', url: site.url }])
      const found = {}
      for (const [name, visit] of Object.entries(visits)) {
        await visit(page)
        if (screens && width !== 'narrow') await page.screenshot({ path: `${screens}/board-${name}-${width}-${size}.png`, fullPage: true })
        const faults = width === 'narrow' ? [] : await seriousFaults(page)
        if (await overflows(page)) faults.push('wider than the screen')
        faults.push(...(await smallTargets(page)))
        if (faults.length > 0) found[name] = faults
      }
      assert.deepEqual(found, {})
      assert.deepEqual(page.faults, [])
    })

for (const [how, prepare] of [
  ['chosen here', (page) => page.context().addCookies([{ name: 'hy_display', value: '01', url: site.url }])],
  ['asked for by the system', async (page) => (await page.context().newCDPSession(page)).send('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-contrast', value: 'more' }] })],
])
  test(`in high contrast, ${how}, every text stands out seven times from its ground`, async () => {
    const page = await openPage(browser, desktop)
    await prepare(page)
    const found = {}
    for (const [name, visit] of Object.entries(visits)) {
      await visit(page)
      if (screens && how === 'chosen here') await page.screenshot({ path: `${screens}/board-${name}-contrast.png`, fullPage: true })
      const faults = await seriousFaults(page, kHighContrast)
      if (faults.length > 0) found[name] = faults
    }
    assert.deepEqual(found, {})
  })

for (const [width, viewport] of [['narrow', narrow], ['phone', phone], ['wide', wide]])
  test(`the largest text in high contrast, ${width}: nothing wider than the screen`, async () => {
    const page = await openPage(browser, viewport)
    await page.context().addCookies([{ name: 'hy_display', value: '21', url: site.url }])
    const found = []
    for (const [name, visit] of Object.entries(visits)) {
      await visit(page)
      if (screens) await page.screenshot({ path: `${screens}/board-${name}-${width}-largest.png`, fullPage: true })
      if (await overflows(page)) found.push(name)
    }
    assert.deepEqual(found, [])
  })

test('with forced colours what is chosen and where one is stay visible', async () => {
  const page = await openPage(browser, phone)
  await page.emulateMedia({ forcedColors: 'active' })
  await visits.display(page)
  const outline = (selector) => page.evaluate((one) => getComputedStyle(document.querySelector(one)).outlineStyle, selector)
  assert.equal(await outline('.choice:has(input:checked)'), 'solid')
  await page.goto(`${site.url}/ask`)
  assert.equal(await outline('.menu a[aria-current]'), 'solid')
})

test('printed, a status page and a published question are documents', async () => {
  const page = await openPage(browser, desktop)
  for (const visit of [visits.case, visits.status]) {
    await visit(page)
    await page.emulateMedia({ media: 'print' })
    const seen = await page.evaluate(() => ({
      shown: ['.print-head', '.print-foot', 'h1'].filter((one) => document.querySelector(one).offsetParent === null),
      hidden: ['.masthead', '.colophon', 'form', '.still', 'button'].filter((one) => [...document.querySelectorAll(one)].some((element) => element.offsetParent !== null)),
    }))
    assert.deepEqual(seen, { shown: [], hidden: [] })
    if (screens) await page.pdf({ path: `${screens}/board-print-${visit.name}.pdf`, format: 'A4' })
    await page.emulateMedia({ media: 'screen' })
  }
})

test('text is spaced as the rules ask, and large type is large', async () => {
  const page = await openPage(browser, phone)
  await visits.topic(page)
  const standard = await spacing(page)
  assert.ok(standard.line >= 1.3 && standard.gap >= 1.29, JSON.stringify(standard))
  await page.click('text=长辈版')
  await page.click('summary')
  const large = await spacing(page)
  assert.ok(large.line >= 1.3 && large.gap >= 1.29 && large.size >= 24, JSON.stringify(large))
})

test('a page is small enough for an old phone', async () => {
  const page = await openPage(browser, phone)
  await page.goto(`${site.url}/`)
  const files = await page.evaluate(() => [location.href, ...[...document.querySelectorAll('link[rel=stylesheet], link[rel=icon], script[src], img[src]')].map((element) => element.href ?? element.src)])
  const sizes = await Promise.all([...new Set(files)].map(async (file) => (await (await fetch(file)).arrayBuffer()).byteLength))
  const bytes = sizes.reduce((sum, size) => sum + size, 0)
  assert.ok(sizes.length >= 4 && bytes < 60 * 1024, `${bytes} bytes in ${sizes.length} files`)
})
