// Every page of the board and the desk over the sample town, photographed into docs/screens (script/screens): wide, and as a phone shows
// the ones that are used there.
import { mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { desktop, goTo, logIn, openPage, phone, startBrowser } from './browser.mjs'
import { Colleague, kPassword, write } from './people.mjs'
import { startSite } from './site.mjs'

const folder = fileURLToPath(new URL('../../docs/screens/', import.meta.url))
const kSettleMs = 1_500

async function photograph(page, name, fullPage = false) {
  await page.waitForTimeout(kSettleMs)
  await page.screenshot({ path: `${folder}${name}.jpg`, type: 'jpeg', quality: 72, fullPage })
  console.log(name)
}

async function photographBoard(browser, site, receipt) {
  const entry = (await (await fetch(`${site.url}/api/v1/published`)).json()).items[0]
  const pages = { board: '/', 'board-ask': '/ask', 'board-search': '/search?q=路灯', 'board-status-form': '/q', 'board-when': '/when', 'board-about': '/about', 'board-entry': `/published/${entry.id}` }
  for (const [viewport, suffix] of [[desktop, ''], [phone, '-phone']]) {
    const page = await openPage(browser, viewport)
    for (const [name, path] of Object.entries(pages)) {
      await page.goto(site.url + path)
      await photograph(page, name + suffix)
    }
    await page.goto(`${site.url}/q`)
    await page.fill('input[name=number]', receipt.number)
    await page.fill('input[name=code]', receipt.code)
    await page.keyboard.press('Enter')
    await photograph(page, `board-status${suffix}`)
    await page.context().close()
  }
}

/** The figures and charts below what is late. */
async function photographPeriod(page, suffix) {
  await page.locator('#period-title').evaluate((title) => title.scrollIntoView())
  await photograph(page, `dashboard-period${suffix}`)
}

async function photographDesk(browser, site, number) {
  const adminPages = ['in-doubt', 'faq', 'units', 'staff', 'channels', 'settings', 'workflow', 'routing', 'stand-ins', 'ladder', 'dead-letters']
  for (const [viewport, suffix] of [[desktop, ''], [phone, '-phone']]) {
    const page = await openPage(browser, viewport)
    await page.goto(`${site.url}/desk/`)
    await photograph(page, `desk-login${suffix}`)
    await logIn(page, site, 'zhou', kPassword)
    await goTo(page, site, `/desk/all/${number}`)
    await page.waitForSelector('.ticket-title')
    await photograph(page, `desk${suffix}`)
    await page.click('#tab-proceedings')
    await photograph(page, `desk-proceedings${suffix}`)
    for (const [name, path] of [['dashboard'], ['dashboard-tickets', 'dashboard/tickets?what=received&title=收到'], ['dashboard-report', 'dashboard/report'], ['digest'], ['duty'], ['filing'], ['upstream']]) {
      await goTo(page, site, `/${path ?? name}`)
      await photograph(page, `${name}${suffix}`)
      if (name === 'dashboard') await photographPeriod(page, suffix)
    }
    const known = viewport === phone ? [] : adminPages
    for (const name of known) {
      await goTo(page, site, `/admin/${name}`)
      await photograph(page, `admin-${name}`)
    }
    await page.context().close()
  }
}

mkdirSync(folder, { recursive: true })
const site = await startSite({ demo: true })
const browser = await startBrowser()
try {
  const admin = await Colleague.first(site)
  const receipt = await write(site, { subject: '银春路的路灯不亮', text: '银春路68号门口的路灯三天不亮了，晚上走路看不清，请尽快修一修。', name: '王女士', contact: '13800000000' })
  await admin.taken(receipt.number)
  await photographBoard(browser, site, receipt)
  await photographDesk(browser, site, receipt.number)
} finally {
  await browser.close()
  await site.stop()
}
