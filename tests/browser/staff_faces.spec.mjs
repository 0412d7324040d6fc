// Every page of the console on a desktop's and a phone's width: no serious fault for a screen reader, nothing wider than the
// screen, no violated policy; with SCREENS=folder a picture of each.
import assert from 'node:assert/strict'
import { mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { after, before, test } from 'node:test'
import { desktop, goTo, logIn, openPage, overflows, phone, startBrowser } from './browser.mjs'
import { assigned, kPassword, staffedTown, write } from './people.mjs'
import { publishedDocument } from './citizens.mjs'
import { startSite } from './site.mjs'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const screens = process.env.SCREENS
let site, browser, number
before(async () => {
  site = await startSite()
  const town = await staffedTown(site)
  number = (await assigned(site, town.admin, town.unit, { subject: '小区门口路灯坏了三天没人修', text: '银春路门口的路灯坏了三天，晚上很黑，希望尽快修好。', name: '张女士', publish: true })).number
  await write(site, { subject: '孩子上小学要准备什么材料', text: '明年九月上小学，要准备什么材料？' })
  await publishedDocument(site, town)
  browser = await startBrowser()
  if (screens) mkdirSync(screens, { recursive: true })
})
after(async () => {
  await browser?.close()
  await site?.stop()
})

async function seriousFaults(page) {
  // Evaluated through the protocol, which the page's policy does not concern.
  await page.evaluate(axe)
  const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }))
  return violations
    .filter((violation) => ['serious', 'critical'].includes(violation.impact))
    .map((violation) => `${violation.id}: ${violation.nodes.map((node) => `${node.html.slice(0, 160)} ${node.any[0]?.message ?? ''}`).join(' | ')}`)
}

const pages = [
  ['desk', '/desk/all', '.row'],
  ['ticket', () => `/desk/all/${number}`, '.editor-text'],
  ['publication', () => `/desk/all/${number}`, '.editor-text', '#tab-publication'],
  ['history', () => `/desk/all/${number}`, '.editor-text', '#tab-history'],
  ['proceedings', () => `/desk/all/${number}`, '.editor-text', '#tab-proceedings'],
  ['moves', () => `/desk/all/${number}`, '.move-bar', '.move-bar .el-dropdown button'],
  ['contact', () => `/desk/all/${number}`, '.move-bar', 'c'],
  ['assign', () => `/desk/all/${number}`, '.editor-text', '.ticket-assign'],
  ['dashboard', '/dashboard', '.period-figures'],
  ['selected', '/dashboard/tickets?what=open&title=在办', '.selected-rows'],
  ['report', '/dashboard/report', '.report-text'],
  ['setup', '/setup/units', '.card'],
  ['in-doubt', '/admin/in-doubt', '.page-head'],
  ['faq', '/admin/faq', '.card'],
  ['catalogue', '/admin/catalogue', '.page-head'],
  ['import', '/admin/import', '.card'],
  ['documents', '/admin/documents', '.card'],
  ['document', '/admin/documents', '.card', '.card .el-button'],
  ['units', '/admin/units', '.card'],
  ['staff', '/admin/staff', '.table'],
  ['account', '/account', '.account-factor'],
  ['login-rules', '/admin/login', '.settings-form'],
  ['channels', '/admin/channels', '.page-head'],
  ['settings', '/admin/settings', '.settings-form'],
  ['workflow', '/admin/workflow', '.rule-groups'],
  ['stand-ins', '/admin/stand-ins', '.stand-ins'],
  ['dead-letters', '/admin/dead-letters', '.page-head'],
  ['audit', '/admin/audit', '.audit-table'],
  ['health', '/admin/health', '.health-list'],
  ['lost', '/nowhere', '.empty-note'],
]

for (const [width, viewport] of [['desktop', desktop], ['phone', phone]]) {
  test(`the login page on a ${width}`, async () => {
    const page = await openPage(browser, viewport)
    await page.goto(`${site.url}/desk/`)
    await page.waitForSelector('input[name=login]')
    if (screens) await page.screenshot({ path: `${screens}/${width}-login.png` })
    assert.deepEqual(await seriousFaults(page), [])
    assert.equal(await overflows(page), false)
  })

  test(`every page on a ${width}`, async () => {
    const page = await openPage(browser, viewport)
    await logIn(page, site, 'zhou', kPassword)
    const found = {}
    for (const [name, path, sign, click] of pages) {
      await goTo(page, site, typeof path === 'string' ? path : path())
      await page.reload()
      await page.waitForSelector(sign)
      if (click?.length === 1) await page.keyboard.press(click)
      else if (click) await page.click(click)
      await page.waitForTimeout(400)
      if (screens) await page.screenshot({ path: `${screens}/${width}-${name}.png` })
      const faults = await seriousFaults(page)
      if (await overflows(page)) faults.push('wider than the screen')
      if (faults.length > 0) found[name] = faults
    }
    assert.deepEqual(found, {})
    assert.deepEqual(page.faults, [])
  })
}
