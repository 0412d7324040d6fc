// How the town steers what the program decides: routing rules, a wrong route, what accuses, sure answers, the quality of replies.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { desktop, goTo, logIn, openPage, overflows, startBrowser } from './browser.mjs'
import { assigned, kPassword, staffedTown, write } from './people.mjs'
import { startSite } from './site.mjs'

const phone = { width: 390, height: 800 }
let site, browser, town

before(async () => {
  site = await startSite()
  town = await staffedTown(site, { review: false })
  browser = await startBrowser()
})
after(async () => {
  await browser?.close()
  await site?.stop()
})

async function person(login, viewport = desktop) {
  const page = await openPage(browser, viewport)
  await logIn(page, site, login, kPassword)
  return page
}
const shot = async (page, name) => process.env.SCREENS && page.screenshot({ path: `${process.env.SCREENS}/${name}.png`, animations: 'disabled', fullPage: true })
const inDialog = '.el-dialog:visible'

test('a rule is written, tried on past messages, saved, and holds; an older list is brought back', async () => {
  const past = await write(site, { subject: '放生', text: '有人往河里放生，鱼死了一片。' })
  await town.admin.taken(past.number)
  const page = await person('zhou')
  await goTo(page, site, '/admin/routing-rules')
  await page.waitForSelector('text=还没有规则')
  await page.click('.page-actions >> text=添加规则')
  await page.click(`${inDialog} .el-button--primary`)
  await page.waitForSelector(`${inDialog} >> text=请写规则的名称`)
  await page.fill(`${inDialog} input >> nth=0`, '放生归口')
  await page.fill(`${inDialog} textarea >> nth=0`, '放生、放鱼')
  await page.click(`${inDialog} .el-form-item:has-text("交给") .el-select`)
  await page.click(`.el-select-dropdown__item:visible:has-text("${town.other.name}")`)
  await page.waitForSelector(`${inDialog} >> text=提到“放生”或“放鱼”`)
  await page.click(`${inDialog} .el-button--primary`)
  await page.waitForSelector('text=有改动还没有保存')
  await page.click('.page-actions >> text=试算')
  await page.waitForSelector('.trial >> text=改变去向的 1 件')
  await shot(page, 'routing-rules')
  await page.click('.page-actions >> text=保存')
  await page.waitForSelector('text=已保存，新来信按这些规则分派')
  const next = await write(site, { subject: '又来了', text: '桥上又有人放鱼。' })
  assert.equal((await town.admin.taken(next.number)).ticket.unit, town.other.code)

  await page.click('.card >> text=删除')
  await page.click('.page-actions >> text=保存')
  await page.waitForSelector('text=还没有规则')
  await page.click('.versions summary')
  await page.click('.versions >> text=取回这一版')
  await page.waitForSelector('.card >> text=放生归口')
  assert.deepEqual(page.faults, [])
})

test('leaving with a rule that is not saved is asked about, and can be taken back', async () => {
  const page = await person('zhou')
  await goTo(page, site, '/admin/routing-rules')
  await page.click('.page-actions >> text=添加规则')
  await page.fill(`${inDialog} input >> nth=0`, '半途')
  await page.fill(`${inDialog} textarea >> nth=0`, '半途而废')
  await page.click(`${inDialog} .el-button--primary`)
  await page.waitForSelector('.card >> text=半途')
  await goTo(page, site, '/admin/units')
  await page.click('.el-message-box >> text=留下')
  await page.waitForSelector('.card >> text=半途')
  await page.click('text=放弃改动')
  await page.waitForSelector('.card >> text=半途', { state: 'hidden' })
})

test('a message that accuses is kept to the office in two steps, and the handler’s list lets go of it', async () => {
  const { number } = await assigned(site, town.admin, town.unit, { subject: '上次来的那位', text: '上次来的那位同志和摊主是亲戚，夜里照样摆摊。' })
  const office = await person('zhou')
  await goTo(office, site, `/t/${number}`)
  await office.click('.move-bar >> text=办理')
  await office.click('.move-menu:visible [data-move=restrict]')
  const dialog = '.move-dialog:visible'
  await office.waitForSelector(`${dialog} >> text=信访工作条例第三十条`)
  await office.click(`${dialog} [data-field=accused_units] .el-select`)
  await office.click(`.el-select-dropdown__item:visible:has-text("${town.unit.name}")`)
  await office.keyboard.press('Escape')
  await office.fill(`${dialog} [data-field=reason] textarea`, '说的是经办人')
  await shot(office, 'restrict-dialog')
  await office.click(`${dialog} .el-dialog__footer .el-button:last-child`)
  await office.waitForSelector('.ticket-facts >> text=待分派')
  assert.equal((await town.admin.ticket(number)).ticket.restricted, true)
  const handler = await person('gong')
  await goTo(handler, site, `/t/${number}`)
  await handler.waitForSelector('text=没有找到')
})

test('what is missing in a reply is said while it is written', async () => {
  const { number } = await assigned(site, town.admin, town.unit, { subject: '路灯', text: '银春路的路灯三天不亮了，什么时候能修好？' })
  const page = await person('gong', phone)
  await goTo(page, site, `/t/${number}`)
  await page.fill('.editor-text', '已转相关部门处理。')
  await page.waitForSelector('.reply-checks >> text=只说已转有关单位')
  await shot(page, 'reply-checks')
  assert.equal(await overflows(page), false)
  await page.fill('.editor-text', '您好！您反映的银春路路灯不亮，11月24日已到现场核查，经核实是电缆老化，已于11月25日更换电缆120米，8盏路灯全部恢复照明。根据《城市照明管理规定》，今后每月巡查一次，如再发现不亮，请拨打64120000，我们在24小时内派人维修。感谢您的监督。')
  await page.waitForSelector('.reply-checks >> text=没有发现问题')
})

test('bounds, synonyms and the monthly sample have pages that fit a phone', async () => {
  const page = await person('zhou', phone)
  await goTo(page, site, '/admin/answers')
  await page.waitForSelector('text=仅供参考')
  assert.equal(await overflows(page), false)
  await shot(page, 'answers')
  await goTo(page, site, '/admin/quality')
  await page.waitForSelector('h1 >> text=答复质量')
  assert.equal(await overflows(page), false)
  await goTo(page, site, '/admin/faq')
  await page.click('.page-actions >> text=同义词')
  await page.fill(`${inDialog} textarea`, '敬老卡、老年证\n孤单')
  await page.click(`${inDialog} >> text=保存`)
  await page.waitForSelector(`${inDialog} >> text=“孤单”没有写同义的词`)
  await page.fill(`${inDialog} textarea`, '敬老卡、老年证')
  await page.click(`${inDialog} >> text=保存`)
  await page.waitForSelector('text=已保存，提问立即按新的同义词查找')
  assert.deepEqual((await town.admin.call('GET', '/api/v1/synonyms')).groups, [['敬老卡', '老年证']])
  assert.deepEqual(page.faults, [])
})
