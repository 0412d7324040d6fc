// From nothing to the first reply, as fast as the pages let one: a clone of this folder, script/setup without a compiler's cache,
// script/server, the guided first start, a citizen's question on a phone, the unit's answer, the reviewer's signature, the citizen's
// look by number and code. Exits with 1 when it took ten minutes or more. Packages of the system are there; npm's come from its cache
// where it has them. node first_reply.mjs REPOSITORY
import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { desktop, goTo, logIn, openPage, phone, startBrowser } from '../browser/browser.mjs'
import { ask, lookUp } from '../browser/citizens.mjs'
import { kPassword } from '../browser/people.mjs'

const kBoundSeconds = 600
const kPatienceMs = 60_000
const began = Date.now()
const seconds = () => (Date.now() - began) / 1000
const told = (what) => console.log(`${seconds().toFixed(1).padStart(7)} s  ${what}`)

function run(command, args, options) {
  const { status } = spawnSync(command, args, { stdio: ['ignore', 'ignore', 'inherit'], ...options })
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: exit ${status}`)
}

const freePort = () =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address()
      server.close(() => resolve(port))
    })
  })

/** The server of the clone, ready; {url, token, stop}. */
async function serve(folder, environment) {
  const port = await freePort()
  const server = spawn('script/server', { cwd: folder, env: { ...environment, PORT: String(port) }, stdio: ['ignore', 'pipe', 'pipe'] })
  const ended = new Promise((resolve) => server.once('exit', resolve))
  let printed = ''
  const token = await new Promise((resolve, reject) => {
    const read = (bytes) => {
      printed += bytes
      const found = printed.match(/#\/welcome\?token=([\w-]+)/)
      if (found) resolve(found[1])
    }
    server.stdout.on('data', read)
    server.stderr.on('data', read)
    server.once('exit', (code) => reject(new Error(`the server ended with ${code}: ${printed}`)))
  })
  return { url: `http://127.0.0.1:${port}`, token, stop: () => (server.kill(), ended) }
}

async function person(browser, viewport) {
  const page = await openPage(browser, viewport)
  page.setDefaultTimeout(kPatienceMs)
  return page
}

/** `role` is one of the boxes of the form. */
async function adds(page, name, login, role) {
  const input = (label) => `.el-dialog:visible label:has-text("${label}") + div input`
  await page.click('text=添加人员')
  await page.fill(input('姓名'), name)
  await page.fill(input('登录名'), login)
  await page.click('.el-dialog:visible .el-select')
  await page.click('.el-select-dropdown__item:visible:has-text("城市建设")')
  for (const box of await page.locator('.el-dialog:visible .el-checkbox').all())
    if (((await box.locator('b').textContent()) === role) !== (await box.locator('input').isChecked())) await box.click()
  await page.fill(input('初始密码'), kPassword)
  await page.click('.el-dialog:visible >> text=保存')
  await page.waitForSelector(`td:has-text("${login}")`)
}

async function firstStart(page, site) {
  await goTo(page, site, `/welcome?token=${site.token}`)
  for (const [field, value] of [['name', '周敏'], ['login', 'zhou'], ['password', kPassword], ['again', kPassword]])
    await page.fill(`input[name=${field}]`, value)
  await page.click('button[type=submit]')
  await page.waitForSelector('.card >> nth=3')
  await page.click('.setup-foot >> text=下一步')
  await page.waitForSelector('.setup-steps .here >> text=人员')
  await adds(page, '王工', 'wang', '承办人')
  await adds(page, '沈审', 'shen', '审核人')
  await page.click('.setup-foot >> text=下一步')
  await page.click('text=就用这些')
  await page.waitForSelector('.setup-steps .here >> text=渠道')
  await page.click('.setup-foot >> text=跳过')
  await page.click('.test-message button')
  await page.waitForSelector('.test-steps >> text=已成为工单')
  await page.click('text=完成，去工作台')
  await page.waitForSelector('.desk')
}

/** A new town's routing is not sure of itself: the office gives the ticket to the unit that stands first. */
async function dispatches(page, site, number) {
  await goTo(page, site, `/t/${number}`)
  const candidate = page.locator('.candidate:has-text("城市建设") button')
  await candidate.or(page.locator('.ticket-holder:has-text("城市建设")')).first().waitFor()
  if (await candidate.count()) await candidate.click()
  await page.waitForSelector('.ticket-holder:has-text("城市建设")')
}

/** Somebody else's browser, at the ticket. */
async function at(browser, site, login, number) {
  const page = await person(browser, desktop)
  await logIn(page, site, login, kPassword)
  await goTo(page, site, `/t/${number}`)
  await page.waitForSelector('.editor-text')
  return page
}

const kReply = '您好：曙光路的路灯今天下午已派人检修，今晚恢复照明。'

async function go(browser, site) {
  const office = await person(browser, desktop)
  await firstStart(office, site)
  told('the first start is done: a password, units, two people, hours, a test message')
  const citizen = await person(browser, phone)
  const receipt = await ask(citizen, site, { subject: '曙光路的路灯坏了', text: '曙光路小区门口的路灯三天没亮了，请派人修。' })
  told(`a citizen has asked: ${receipt.number}`)
  await dispatches(office, site, receipt.number)
  told('the office has given it to the unit')
  const handler = await at(browser, site, 'wang', receipt.number)
  await handler.fill('.editor-text', kReply)
  await handler.click('.editor-bar >> text=提交审核')
  await handler.waitForSelector('.ticket-facts >> text=待审核')
  told('the unit has written the answer')
  const reviewer = await at(browser, site, 'shen', receipt.number)
  await reviewer.click('.editor-bar >> text=发送答复')
  await reviewer.click('.el-dialog__footer >> text=确认发送')
  await reviewer.waitForSelector('.ticket-facts >> text=已答复')
  await lookUp(citizen, site, receipt)
  await citizen.waitForSelector(`text=${kReply}`)
  told('the citizen reads the reply')
}

const folder = mkdtempSync(join(tmpdir(), 'huiying-first-reply-'))
// No setting of whoever runs this.
const environment = { ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('HUIYING_'))), CCACHE_DISABLE: '1' }
let site, browser
try {
  const clone = join(folder, 'huiying')
  run('git', ['clone', '--quiet', process.argv[2], clone])
  told('cloned')
  run('script/setup', [], { cwd: clone, env: environment })
  told('script/setup')
  site = await serve(clone, environment)
  told('script/server')
  browser = await startBrowser()
  await go(browser, site)
  if (seconds() >= kBoundSeconds) throw new Error(`it took ${kBoundSeconds} s or more`)
} catch (error) {
  console.error(`first_reply: ${error.message}`)
  process.exitCode = 1
} finally {
  await browser?.close()
  await site?.stop()
  rmSync(folder, { recursive: true, force: true })
}
