// The whole way of a message through everybody's hands, in the browser: what the everyday way leaves out.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { desktop, goTo, logIn, openPage, overflows, startBrowser } from './browser.mjs'
import { lookUp } from './citizens.mjs'
import { Colleague, assigned, kPassword, staffedTown, until, write } from './people.mjs'
import { startSite } from './site.mjs'

const narrow = { width: 360, height: 740 }
let site, browser, town

before(async () => {
  site = await startSite()
  town = await staffedTown(site)
  const rules = await town.admin.call('GET', '/api/v1/settings/workflow')
  town.rules = { ...rules, signing: 'needed', max_extension_workdays: 3 }
  await town.admin.call('PUT', '/api/v1/settings/workflow', town.rules)
  await town.admin.call('POST', '/api/v1/staff', { login: 'zhao', name: '赵办', unit: (await leadUnit()).code, roles: ['dispatcher'], password: kPassword })
  await town.admin.call('POST', '/api/v1/staff', { login: 'qian', name: '钱理', unit: town.other.code, roles: ['handler'], password: kPassword })
  await town.admin.call('POST', '/api/v1/staff', { login: 'sun', name: '孙核', unit: town.other.code, roles: ['reviewer'], password: kPassword })
  browser = await startBrowser()
})
after(async () => {
  await browser?.close()
  await site?.stop()
})

const leadUnit = async () => (await town.admin.call('GET', '/api/v1/units')).items.find((unit) => unit.lead)

async function person(login, viewport = desktop) {
  const page = await openPage(browser, viewport)
  await logIn(page, site, login, kPassword)
  return page
}

const dialog = '.move-dialog:visible'
const field = (name) => `${dialog} [data-field=${name}]`

/** Chooses a move in the menu. */
async function choose(page, move) {
  await page.click('.move-bar >> text=办理')
  await page.click(`.move-menu:visible [data-move=${move}]`)
}

async function pick(page, name, label) {
  await page.click(`${field(name)} .el-select`)
  await page.click(`.el-select-dropdown__item:visible:has-text("${label}")`)
}

async function confirm(page) {
  await page.click(`${dialog} .el-dialog__footer .el-button:last-child`)
  await page.waitForSelector('.move-dialog', { state: 'hidden' })
}

const state = (page, word) => page.waitForSelector(`.ticket-facts >> text=${word}`)

/** In the dialog of the everyday way. */
async function assign(page, unit) {
  await page.click('.ticket-assign')
  await page.click('.el-dialog:visible .el-select')
  await page.fill('.el-dialog:visible .el-select input', unit.name)
  await page.click(`.el-select-dropdown__item:visible:has-text("${unit.name}")`)
  await page.click('.el-dialog__footer:visible .el-button--primary')
}

test('a message goes through acceptance, dispatch, return, ruling, extension, contact, review, reply and evaluation', async () => {
  await town.admin.call('PUT', '/api/v1/settings/workflow', { ...town.rules, acceptance: 'by_person' })
  const receipt = await write(site, { subject: '请帮帮忙', text: '不知道该找谁，请帮帮忙。', contact: '13812345678' })
  const { number } = receipt
  await town.admin.taken(number)
  await town.admin.call('PUT', '/api/v1/settings/workflow', town.rules)

  const office = await person('zhao')
  await goTo(office, site, `/desk/all/${number}`)
  await state(office, '待受理')
  await office.click('.move-bar >> text="受理"')
  await office.waitForSelector(`${dialog} .move-rule >> text=确认这是政府的事`)
  await confirm(office)
  await state(office, '待分派')
  await assign(office, town.unit)
  await state(office, '待签收')

  const handler = await person('gong')
  await goTo(handler, site, `/desk/mine/${number}`)
  await state(handler, '待签收')
  await handler.keyboard.press('s')
  await handler.waitForSelector(`${dialog} .move-rule >> text=期限从收到来信起算`)
  await confirm(handler)
  await state(handler, '办理中')

  await choose(handler, 'return_ticket')
  await handler.waitForSelector(`${dialog} .move-rule >> text=第一个工作日`)
  await handler.click(`${dialog} .el-dialog__footer .el-button:last-child`)
  await handler.waitForSelector(`${field('basis')} >> text=请写明书面依据`)
  await pick(handler, 'ground', '应由其他单位主办')
  await handler.fill(`${field('basis')} textarea`, '权责清单第12项')
  await confirm(handler)
  await state(handler, '派单异议审核')

  await office.click('.move-bar >> text=裁定退办')
  await office.waitForSelector(`${dialog} .move-about >> text=权责清单第12项`)
  await office.click(`${field('ruling')} >> text=改派`)
  await office.click(`${field('unit')} .el-select`)
  await office.fill(`${field('unit')} input`, town.other.name)
  await office.click(`.el-select-dropdown__item:visible:has-text("${town.other.name}")`)
  await office.fill(`${field('reason')} textarea`, '属于其职责')
  await confirm(office)
  await office.waitForSelector(`.ticket-holder >> text=${town.other.name}`)

  const other = await person('qian')
  await goTo(other, site, `/desk/mine/${number}`)
  await other.click('.move-bar >> text=签收')
  await confirm(other)
  await other.click('#tab-proceedings')
  await other.waitForSelector('.proceedings >> text=改由')
  await choose(other, 'ask_extension')
  await other.fill(`${field('reason')} textarea`, '等检测报告')
  await confirm(other)
  await other.waitForSelector('.proceedings >> text=等待批准')

  await office.click('.move-bar >> text="同意延期"')
  await office.waitForSelector(`${dialog} .move-about >> text=等检测报告`)
  await confirm(office)
  await other.waitForSelector('.proceedings .record-dates')

  await other.click('#tab-work')
  await other.keyboard.press('c')
  assert.equal(await other.inputValue(`${field('number')} input`), '13812345678')
  await other.fill(`${field('summary')} textarea`, '说明正在检测')
  await confirm(other)
  await other.click('#tab-proceedings')
  await other.waitForSelector('.grades .met >> text=人工联系')

  await other.click('#tab-work')
  await other.fill('.editor-text', '您好：检测合格，请放心。')
  await other.click('.editor-bar >> text=提交审核')
  await state(other, '待审核')

  const reviewer = await person('sun')
  await goTo(reviewer, site, `/desk/to_review/${number}`)
  await reviewer.click('.editor-bar >> text=发送答复')
  await reviewer.click('.el-dialog__footer:visible >> text=确认发送')
  await state(reviewer, '已答复')

  const citizen = await openPage(browser, narrow)
  await lookUp(citizen, site, receipt)
  await citizen.click('text=不满意 >> nth=0')
  await citizen.click('text=提交评价')
  await citizen.waitForSelector('.alert >> text=请写一写哪里没有办好')
  assert.equal(await citizen.isChecked('input[name=grade][value=dissatisfied]'), true, 'what was chosen stays')
  await citizen.fill('#reason', '没有说几时检测')
  await citizen.click('text=提交评价')
  await citizen.waitForSelector('text=谢谢您的评价')
  assert.equal(await overflows(citizen), false)
  await state(office, '重办中')
  await office.click('#tab-proceedings')
  await office.waitForSelector('.proceedings >> text=没有说几时检测')
  const { proceedings } = await town.admin.ticket(number)
  assert.deepEqual(
    [proceedings.returns[0].ruling, proceedings.extensions[0].decision, proceedings.contacts[0].reached, proceedings.evaluations[0].grade],
    ['reassigned', 'granted', true, 'dissatisfied'],
  )
  assert.deepEqual([handler, office, other, reviewer, citizen].flatMap((page) => page.faults), [])
})

test('what the citizen says when called back is written down by the office, and closes the matter', async () => {
  const { number } = await assigned(site, town.admin, town.unit, { subject: '回访', text: '请答复。' })
  const gong = await Colleague.loggedIn(site.url, 'gong')
  await gong.move(number, 'sign')
  await gong.move(number, 'submit', { text: '您好：已办妥。' })
  await (await Colleague.loggedIn(site.url, 'shen')).move(number, 'reply', { text: '您好：已办妥。' })
  const page = await person('zhao')
  await goTo(page, site, `/desk/all/${number}`)
  await choose(page, 'evaluate')
  await page.click(`${field('grade')} >> text="满意"`)
  await page.fill(`${field('summary')} textarea`, '电话回访，来信人说满意')
  await page.keyboard.press('Control+Enter')
  await state(page, '已办结')
})

test('the menu lists exactly what is allowed', async () => {
  const { number } = await assigned(site, town.admin, town.unit, { subject: '菜单', text: '请答复。' })
  const page = await person('gong')
  await goTo(page, site, `/desk/mine/${number}`)
  await page.waitForSelector('.move-bar')
  const gong = await Colleague.loggedIn(site.url, 'gong')
  await page.keyboard.press('m')
  await page.waitForSelector('.move-menu:visible')
  const listed = await page.$$eval('.move-menu [data-move]', (items) => items.map((item) => item.dataset.move))
  assert.deepEqual(listed.sort(), [...(await gong.ticket(number)).allowed_moves].sort())
})

test('on a phone the menu begins with what usually comes next; the rest is behind 更多, in groups', async () => {
  const { number } = await assigned(site, town.admin, town.unit, { subject: '手机上的菜单', text: '请答复。' })
  const page = await person('zhou', narrow)
  await goTo(page, site, `/desk/all/${number}`)
  await page.click('.move-bar >> text=办理')
  await page.waitForSelector('.move-menu:visible')
  const listed = () => page.$$eval('.move-menu [data-move]', (items) => items.map((item) => item.dataset.move))
  assert.ok((await listed()).length <= 6)
  await page.click('.move-more')
  await page.waitForSelector('.move-menu .move-group >> text=催办督办')
  assert.deepEqual((await listed()).sort(), [...(await town.admin.ticket(number)).allowed_moves].sort())
  await page.click('.move-menu:visible [data-move=escalate]')
  await page.waitForSelector(dialog)
  await page.waitForSelector('.move-menu', { state: 'hidden' })
  assert.deepEqual(page.faults, [])
})

test('what the server refuses is said in the dialog, with who may do what instead; Escape closes, the focus comes back', async () => {
  const { number } = await assigned(site, town.admin, town.unit, { subject: '来不及', text: '请答复。' })
  const page = await person('gong', narrow)
  await goTo(page, site, `/desk/mine/${number}`)
  await choose(page, 'return_ticket')
  await pick(page, 'ground', '不属于本单位职责')
  await page.fill(`${field('basis')} textarea`, '权责清单')
  assert.equal(await overflows(page), false)
  await (await Colleague.loggedIn(site.url, 'gong')).move(number, 'sign')
  await page.click(`${dialog} .el-dialog__footer .el-button:last-child`)
  await page.waitForSelector(`${dialog} .form-problem >> text=刚有变化`)
  assert.equal(await page.inputValue(`${field('basis')} textarea`), '权责清单')
  await page.keyboard.press('Escape')
  await page.waitForSelector('.move-dialog', { state: 'hidden' })
  await until('the focus', () => page.evaluate(() => document.activeElement?.textContent?.includes('办理')))

  await choose(page, 'ask_extension')
  await page.fill(`${field('workdays')} input`, '9')
  await page.fill(`${field('reason')} textarea`, '要很久')
  await page.click(`${dialog} .el-dialog__footer .el-button:last-child`)
  await page.waitForSelector(`${dialog} .form-problem >> text=超出本镇规定`)
  await page.waitForSelector(`${dialog} .move-instead >> text=承办人`)
  assert.ok((await page.locator(`${dialog} ul.move-instead li`).count()) <= 6)
  assert.equal(await page.isVisible(`${dialog} details.move-instead h3`), false)
  await page.click(`${dialog} .move-instead summary`)
  await page.waitForSelector(`${dialog} details.move-instead h3 >> text=受理与分派`)
  assert.equal(await overflows(page), false)
  assert.deepEqual(page.faults, [])
})

test('a merged message and the one that carries it lead to each other', async () => {
  const kept = await assigned(site, town.admin, town.unit, { subject: '路灯甲', text: '路灯不亮。' })
  const gone = await assigned(site, town.admin, town.unit, { subject: '路灯乙', text: '路灯不亮，同一盏。' })
  const page = await person('zhao')
  await goTo(page, site, `/desk/all/${gone.number}`)
  await choose(page, 'merge')
  await page.fill(`${field('survivor')} input`, kept.number)
  await confirm(page)
  await state(page, '已并单')
  await page.click('#tab-proceedings')
  await page.click(`.proceedings >> text=${kept.number}`)
  await page.waitForSelector('.ticket-title >> text=路灯甲')
  await page.click('#tab-proceedings')
  await page.click(`.proceedings >> text=${gone.number}`)
  await page.waitForSelector('.ticket-title >> text=路灯乙')
  await choose(page, 'unmerge')
  await confirm(page)
  await until('both alone', async () => (await town.admin.ticket(kept.number)).proceedings.carries.length === 0)
})
