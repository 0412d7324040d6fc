// Every page of the board and the desk over the sample town, photographed into docs/screens (script/screens): wide, and as a phone shows
// the ones that are used there: node screens.mjs [NAME...], where NAME is a picture's.
import { mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { desktop, goTo, logIn, openPage, phone, startBrowser } from './browser.mjs'
import { Colleague, kPassword, write } from './people.mjs'
import { startSite } from './site.mjs'

const folder = fileURLToPath(new URL('../../docs/screens/', import.meta.url))
const kSettleMs = 1_500

const wanted = process.argv.slice(2)

async function photograph(page, name, fullPage = false) {
  if (wanted.length > 0 && !wanted.includes(name)) return
  await page.waitForTimeout(kSettleMs)
  await page.screenshot({ path: `${folder}${name}.jpg`, type: 'jpeg', quality: 72, fullPage })
  console.log(name)
}

async function photographBoard(browser, site, receipt) {
  const entry = (await (await fetch(`${site.url}/api/v1/published`)).json()).items[0]
  const pages = { board: '/', 'board-ask': '/ask', 'board-search': '/search?q=路灯', 'board-status-form': '/q', 'board-when': '/when', 'board-about': '/about', 'board-statistics': '/statistics', 'board-units': '/units', 'board-unit': '/units/cjzx', 'board-display': '/display', 'board-entry': `/published/${entry.id}` }
  for (const [viewport, suffix] of [[desktop, ''], [phone, '-phone']]) {
    const page = await openPage(browser, viewport)
    for (const [name, path] of Object.entries(pages)) {
      await page.goto(site.url + path)
      await photograph(page, name + suffix)
    }
    await page.goto(`${site.url}/ask`)
    await page.fill('#text', entry.title)
    await page.waitForSelector('#offers summary')
    await photograph(page, `board-offers${suffix}`)
    await page.evaluate(() => (document.querySelector('form.ask').elements.look.value = 'first'))
    await page.fill('#subject', '请问')
    await page.click('text=提交留言')
    await page.waitForSelector('.before-sending')
    await photograph(page, `board-before-sending${suffix}`)
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
  const adminPages = ['in-doubt', 'faq', 'templates', 'units', 'staff', 'login', 'channels', 'settings', 'workflow', 'routing-rules', 'routing', 'answers', 'quality', 'stand-ins', 'ladder', 'dead-letters', 'audit', 'health']
  for (const [viewport, suffix] of [[desktop, ''], [phone, '-phone']]) {
    const page = await openPage(browser, viewport)
    await page.goto(`${site.url}/desk/`)
    await photograph(page, `desk-login${suffix}`)
    await logIn(page, site, 'zhou', kPassword)
    await goTo(page, site, `/desk/all/${number}`)
    await page.waitForSelector('.ticket-title')
    await photograph(page, `desk${suffix}`)
    if ((await page.locator('.editor-bar >> text=模板').count()) > 0) {
      await page.click('.editor-bar >> text=模板')
      await page.waitForSelector('.template-list li')
      await photograph(page, `desk-templates${suffix}`)
      await page.click('.template-dialog .el-dialog__footer >> text=取消')
    }
    await page.click('#tab-proceedings')
    await photograph(page, `desk-proceedings${suffix}`)
    await goTo(page, site, '/desk/all?q=路灯&kind=question,complaint')
    await page.waitForSelector('.chip')
    await photograph(page, `desk-find${suffix}`)
    for (const [name, path] of [['dashboard'], ['dashboard-tickets', 'dashboard/tickets?what=received&title=收到'], ['dashboard-report', 'dashboard/report'], ['digest'], ['duty'], ['account'], ['filing'], ['upstream']]) {
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
  const wording = '{{称呼}}\n\n您反映的“{{标题}}”（受理编号 {{编号}}）已交由{{承办单位}}办理，预计{{完成日期}}前完成。'
  await admin.call('POST', '/api/v1/reply-templates', { title: '已派人处理的告知', wording })
  await admin.call('POST', '/api/v1/reply-templates', { title: '不在本镇职责内的说明', wording: '{{称呼}}\n\n这件事由{{主管机关}}负责，电话{{联系电话}}。' })
  await photographBoard(browser, site, receipt)
  await photographDesk(browser, site, receipt.number)
} finally {
  await browser.close()
  await site.stop()
}
