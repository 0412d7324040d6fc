// Debian's Chromium, one for a spec; every page reports script errors and violated policies to the spec that opened it.
import { chromium } from 'playwright-core'

export const desktop = { width: 1280, height: 800 }
export const phone = { width: 390, height: 844 }

export function startBrowser() {
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] })
}

/** A page of a person's own; `faults` gathers what the console of the browser complains about. */
export async function openPage(browser, viewport = desktop) {
  const context = await browser.newContext({ viewport, locale: 'zh-CN', timezoneId: 'America/New_York', hasTouch: viewport === phone })
  const page = await context.newPage()
  page.setDefaultTimeout(10_000)
  const faults = []
  page.on('pageerror', (error) => faults.push(String(error)))
  page.on('console', (message) => {
    // A refused request is a case that specs provoke; the page's own answer to it is what they check.
    if (message.type() === 'error' && !/Failed to load resource/.test(message.text())) faults.push(message.text())
  })
  return Object.assign(page, { faults })
}

export async function logIn(page, site, login, password) {
  await page.goto(`${site.url}/desk/`)
  await page.fill('input[name=login]', login)
  await page.fill('input[name=password]', password)
  await page.click('button[type=submit]')
  await page.waitForSelector('.frame')
}

export const goTo = (page, site, path) => page.goto(`${site.url}/desk/#${path}`)

/** Whether the page is wider than the screen. */
export const overflows = (page) => page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)
