// A journey: the whole way of one person from a wish to its end, gone on a phone by touch and on a desktop, every page looked over
// by a screen reader's rules; what the hand did is counted. With SCREENS=folder a picture of each page.
import assert from 'node:assert/strict'
import { mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { after, before, test } from 'node:test'
import { desktop, goTo, logIn, openPage, overflows, phone, startBrowser } from './browser.mjs'
import { ask } from './citizens.mjs'
import { Colleague, kPassword, staffedTown } from './people.mjs'
import { startSite } from './site.mjs'

const viewports = { phone, desktop }
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const screens = process.env.SCREENS
/** The unit of most journeys. */
export const kUnit = 'cjzx'
const kOfUnit = [
  ['gu', '顾工', kUnit, ['handler']],
  ['shi', '施审', kUnit, ['reviewer']],
]
const kGrave = ['serious', 'critical']
const gone = new Map()
if (screens) mkdirSync(screens, { recursive: true })

/** `go` is handed the width by name; it is gone at both. */
export function journey(title, go) {
  gone.set(title, new Set())
  for (const width of Object.keys(viewports))
    test(`${title}, ${width}`, async () => {
      await go(width)
      gone.get(title).add(width)
    })
}

/** The last test of a file: `counts` says how many journeys of whom it holds. */
export function allGone(counts) {
  test(`every journey was gone at both widths: ${Object.entries(counts).map(([who, count]) => `${who} ${count}`).join(', ')}`, () => {
    const wanted = Object.entries(counts).flatMap(([who, count]) => Array.from({ length: count }, (_, at) => `${who} ${at + 1}`))
    assert.deepEqual([...gone.keys()].map((title) => title.split(':')[0]), wanted)
    for (const [title, seen] of gone) assert.deepEqual([...seen], Object.keys(viewports), title)
  })
}

async function seriousFaults(page) {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe)
  const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }))
  return violations
    .filter(({ impact }) => kGrave.includes(impact))
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html, any }) => `${html.slice(0, 160)} ${any[0]?.message ?? ''}`).join(' | ')}`)
}

/** Parts of the page that can be pushed sideways and are not meant to: something in them is out of sight. */
const cutOff = (page) =>
  page.evaluate(() => [...document.querySelectorAll('.frame-body, .page, .admin-body, .list-box, .ticket, .ticket-tabs .el-tab-pane, .el-dialog__body')].filter((box) => box.clientWidth > 0 && box.scrollWidth > box.clientWidth).map((box) => box.className))

/** What fades or slides is at its end; what is only about to begins within two frames. */
const atRest = (page) =>
  page.evaluate(async () => {
    const ending = () => document.getAnimations().filter((one) => one.effect.getComputedTiming().iterations !== Infinity)
    const frame = () => new Promise(requestAnimationFrame)
    do {
      await frame()
      await frame()
      await Promise.allSettled(ending().map((one) => one.finished))
    } while (ending().some(({ playState }) => playState === 'running'))
  })

/** Whole ways are gone beside other tests: a page may be long in coming. */
const kPatienceMs = 30_000

/** Somebody before a screen; the hand's presses and keys are counted. */
export class Person {
  actions = 0

  constructor(page, width, site) {
    Object.assign(this, { page, width, site })
    page.setDefaultTimeout(kPatienceMs)
  }

  get isTouching() {
    return this.width === 'phone'
  }

  /** A tap or a click on what is seen. */
  async press(selector) {
    this.actions += 1
    const target = this.page.locator(selector).locator('visible=true').first()
    await (this.isTouching ? target.tap() : target.click())
  }

  async key(keys) {
    this.actions += 1
    await this.page.keyboard.press(keys)
  }

  /** What was done so far, counted: as many on a phone, as many on a desktop. */
  took(taps, keys = taps) {
    assert.equal(this.actions, this.isTouching ? taps : keys, `actions on a ${this.width}`)
  }

  write(selector, text) {
    return this.page.locator(selector).locator('visible=true').first().fill(text)
  }

  /** Waits until the words stand there. */
  async reads(words, within = 'body') {
    await this.page.locator(within).filter({ hasText: words }).locator('visible=true').first().waitFor()
  }

  async readsNot(words, within = 'main') {
    assert.doesNotMatch(await this.page.locator(within).first().innerText(), words)
  }

  text(selector) {
    return this.page.locator(selector).locator('visible=true').first().innerText()
  }

  /** Is at a page: nothing serious for a screen reader, nothing wider than the screen, no script error. */
  async isAt(name) {
    await atRest(this.page)
    if (screens) await this.page.screenshot({ path: `${screens}/${name}-${this.width}.png`, animations: 'disabled', fullPage: true })
    assert.deepEqual(await seriousFaults(this.page), [], name)
    assert.equal(await overflows(this.page), false, `${name} is wider than the screen`)
    assert.deepEqual(await cutOff(this.page), [], `${name}: something is out of sight`)
    assert.deepEqual(this.page.faults, [], name)
  }
}

/** A town at work: its server, its people before their screens, logged in once each and width. */
export class Stage {
  #screens = new Map()

  /** Stands while the tests of a file run: the unit's handler and reviewer are there, and `people`, each [login, name, unit, roles];
      `readied` sets up what else they need. */
  static forFile(people = [], readied = () => {}) {
    const stage = new Stage()
    before(async () => {
      await stage.#open([...kOfUnit, ...people])
      await readied()
    })
    after(() => stage.close())
    return stage
  }

  async #open(people) {
    this.site = await startSite()
    this.town = await staffedTown(this.site)
    this.admin = this.town.admin
    for (const [login, name, unit, roles] of people) await this.admin.call('POST', '/api/v1/staff', { login, name, unit, roles, password: kPassword })
    this.browser = await startBrowser()
  }

  /** The town's rules of the workflow, with these changed; people are told at any hour, or the bell would be silent at night. */
  async rules(changed = {}) {
    const rules = await this.admin.call('GET', '/api/v1/settings/workflow')
    await this.admin.call('PUT', '/api/v1/settings/workflow', { ...rules, notice_from: '00:00', notice_to: '24:00', ...changed })
  }

  async close() {
    await this.browser?.close()
    await this.site?.stop()
  }

  /** A citizen's own device. */
  async citizen(width) {
    return new Person(await openPage(this.browser, viewports[width]), width, this.site)
  }

  /** Somebody of the staff at `path` of the desk. */
  async at(login, width, path) {
    const key = `${login} ${width}`
    if (!this.#screens.has(key)) {
      const page = await openPage(this.browser, viewports[width])
      page.setDefaultTimeout(kPatienceMs)
      await logIn(page, this.site, login, kPassword)
      this.#screens.set(key, page)
    }
    const page = this.#screens.get(key)
    await page.goto('about:blank')
    await goTo(page, this.site, path)
    await page.waitForSelector('.bar-live.live', { state: 'attached' })
    return new Person(page, width, this.site)
  }

  colleague(login) {
    return Colleague.loggedIn(this.site.url, login)
  }

  /** Asked through the form of the board, and standing at the desk; at `unit` where one is named. */
  async asked(fields, unit) {
    this.asker ??= await this.citizen('desktop')
    const receipt = await ask(this.asker.page, this.site, fields)
    const { ticket } = await this.admin.taken(receipt.number)
    if (unit && ticket.unit !== unit) await this.admin.move(receipt.number, 'assign', { unit, ...(ticket.unit && { reason: '属于其职责' }) })
    return receipt
  }
}
