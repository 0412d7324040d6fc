// The web chat's window on somebody else's page, under a strict policy: ask, be answered, ask for a person, hear the reply, come
// back after the server was away; by keyboard, on a phone, by a screen reader's rules.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { desktop, openPage, overflows, phone, startBrowser } from './browser.mjs'
import { foreignPage, hearsIn, inWindow } from './foreign_page.mjs'
import { Colleague, staffedTown, until } from './people.mjs'
import { startSite } from './site.mjs'

const kAxe = readFileSync(new URL('node_modules/axe-core/axe.min.js', import.meta.url), 'utf8')
const kShots = process.env.HUIYING_SHOTS
let site, browser, town, foreign, shen

before(async () => {
  site = await startSite()
  town = await staffedTown(site)
  shen = await Colleague.loggedIn(site.url, 'shen')
  foreign = await foreignPage(site)
  for (const [name, settings] of [['portal', { origins: foreign.url }], ['closed', {}]]) await town.admin.call('POST', '/api/v1/channels', { channel: 'webchat', name, settings })
  await town.admin.call('PUT', '/api/v1/faq/card-lost', { id: 'card-lost', topic: '社会保障', question: '社保卡丢了怎么补办？', variants: ['社保卡遗失补办'], answer: '请带身份证到社区事务受理服务中心补办。', unit: 'cjzx', source: '测试文件', valid_from: '2020-01-01', valid_to: '', review: 'reviewed', auto_answer: true })
  browser = await startBrowser()
})
after(async () => {
  await browser?.close()
  await foreign?.close()
  await site?.stop()
})

const write = async (page, words) => {
  await inWindow(page, 'textarea').fill(words)
  await page.keyboard.press('Enter')
}
const hears = hearsIn
const shoot = (page, name) => kShots && page.screenshot({ path: `${kShots}/chat-${name}.png` })

async function opened(viewport = desktop) {
  const page = await openPage(browser, viewport)
  await page.goto(foreign.url)
  await inWindow(page, '.launch').click()
  await hears(page, 'system', '随时可以转人工')
  return page
}

test('a citizen asks on a foreign page with a strict policy, is answered, asks for a person and hears the reply', async () => {
  const page = await opened()
  await write(page, '社保卡丢了怎么补办？')
  assert.match(await hears(page, 'system', '受理服务中心补办'), /没有解决，请回复“没解决”/)
  await shoot(page, 'answered')
  await inWindow(page, '.chips button').last().click()
  const number = (await hears(page, 'system', '已经转给工作人员接着办')).match(/受理编号：(\S+)/)[1]
  await inWindow(page, '.person').click()
  await hears(page, 'system', '已为您转人工')
  await until('all to be received', async () => (await inWindow(page, '.fate').allTextContents()).every((text) => text === '已收到'))

  const { ticket } = await town.admin.taken(number)
  if (ticket.unit !== town.unit.code) await town.admin.move(number, 'assign', { unit: town.unit.code, reason: '测试' })
  await town.admin.move(number, 'submit', { text: '您好，补办当天就能取卡。' })
  await shen.move(number, 'reply', { text: '您好，补办当天就能取卡。' })
  await hears(page, 'staff', '补办当天就能取卡')
  await hears(page, 'staff', '请您评价')
  await shoot(page, 'reply')
  assert.equal(await inWindow(page, '.item.staff .words').count(), 2)
  await inWindow(page, '.chips button').first().click()
  await hears(page, 'system', '感谢您的评价')
  await until('the grade', async () => (await town.admin.ticket(number)).ticket.state === 'closed')
  assert.deepEqual(page.faults, [])
})

test('the talk is there again after a reload, each line once', async () => {
  const page = await opened()
  await write(page, '元江路的路灯坏了')
  await hears(page, 'system', '受理编号')
  await until('the record', async () => {
    await page.reload()
    await inWindow(page, '.launch').click()
    await hears(page, 'system', '随时可以转人工')
    return (await inWindow(page, '.item').count()) === 3
  })
  assert.deepEqual(await inWindow(page, '.item.mine .words').allTextContents(), ['元江路的路灯坏了'])
})

test('a page that is not allowed gets no connection', async () => {
  const refused = await fetch(`${site.url}/chat/closed/socket`, { headers: { Origin: foreign.url, Connection: 'Upgrade', Upgrade: 'websocket' } }).catch(() => null)
  assert.ok(!refused || refused.status >= 400)
})

test('the keyboard is enough, Escape gives the focus back, and a reader hears what comes', async () => {
  const page = await openPage(browser)
  await page.goto(foreign.url)
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await page.keyboard.type('你好')
  await page.keyboard.press('Enter')
  await hears(page, 'system', '请直接写下您要咨询或者反映的事情')
  const log = inWindow(page, '.log')
  assert.equal(await log.getAttribute('role'), 'log')
  assert.equal(await log.getAttribute('aria-live'), 'polite')
  await page.keyboard.press('Escape')
  assert.equal(await page.evaluate(() => document.querySelector('huiying-chat').shadowRoot.activeElement.className), 'launch')
})

test('no rule of accessibility is broken, on a phone and in the dark, in large type', async () => {
  for (const [name, viewport, scheme] of [['desktop', desktop, 'light'], ['phone', phone, 'dark']]) {
    const context = await browser.newContext({ viewport, colorScheme: scheme, bypassCSP: true, locale: 'zh-CN' })
    const page = await context.newPage()
    await page.goto(foreign.url)
    await inWindow(page, '.launch').click()
    await hears(page, 'system', '随时可以转人工')
    await write(page, '谢谢')
    await hears(page, 'system', '不客气')
    await shoot(page, name)
    await inWindow(page, '.large').click()
    await shoot(page, `${name}-large`)
    await page.addScriptTag({ content: kAxe })
    const { violations } = await page.evaluate(() => window.axe.run({ include: [['huiying-chat']] }))
    assert.deepEqual(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)]), [])
    assert.equal(await overflows(page), false)
    await context.close()
  }
})

test('when the server is away the page says so, and comes back by itself with what was written meanwhile, once', async () => {
  const page = await opened()
  await write(page, '春申路的垃圾桶满了')
  await hears(page, 'system', '受理编号')
  await site.down()
  await until('the word', async () => /重新连接/.test(await inWindow(page, '.state').textContent()))
  await write(page, '已经三天了')
  await shoot(page, 'away')
  await site.up()
  await until('the welcome', async () => !(await inWindow(page, '.state').isVisible()))
  await until('all to be received', async () => (await inWindow(page, '.fate').allTextContents()).every((text) => text === '已收到'))
  await hears(page, 'system', '补充内容已收到')
  assert.deepEqual(await inWindow(page, '.item.mine .words').allTextContents(), ['春申路的垃圾桶满了', '已经三天了'])
})

test('the board links to its own page of it', async () => {
  const page = await openPage(browser)
  await page.goto(`${site.url}/`)
  await page.getByRole('link', { name: '在线咨询' }).click()
  await hears(page, 'system', '随时可以转人工')
  await shoot(page, 'board')
  assert.deepEqual(page.faults, [])
})
