// A policy document at the desk: pasted, reviewed by a second person, published with its interpretation; and when it ends, what
// rests on it is flagged, and who was answered from it is told again.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { goTo, logIn, openPage, startBrowser } from './browser.mjs'
import { assigned, Colleague, kPassword, staffedTown } from './people.mjs'
import { startSite } from './site.mjs'

const kTitle = '马桥镇养老服务补贴实施办法'
const kText = '第一条 本镇户籍、年满七十周岁的老年人可以申请养老服务补贴。\n第二条 养老服务补贴标准为每人每月三百元。'
const kAnswer = '每人每月三百元，由社区事务受理服务中心按月发放到社保卡。'
let site, browser, town, writer, second

before(async () => {
  site = await startSite()
  town = await staffedTown(site)
  await town.admin.call('POST', '/api/v1/staff', { login: 'qiu', name: '邱审', unit: town.unit.code, roles: ['reviewer'], password: kPassword })
  browser = await startBrowser()
  writer = await openPage(browser)
  await logIn(writer, site, 'zhou', kPassword)
  second = await openPage(browser)
  await logIn(second, site, 'qiu', kPassword)
})
after(async () => {
  await browser?.close()
  await site?.stop()
})

const drawer = '.el-drawer:visible'
const dialog = '.el-dialog:visible'
const card = (page, title) => page.locator(`.card:has-text("${title}")`)

async function show(page, title) {
  await goTo(page, site, '/admin/units')
  await goTo(page, site, '/admin/documents')
  await card(page, title).locator('text=查看与办理').click()
  await page.waitForSelector(`${drawer} .document-passage`)
}

async function pass(page, part) {
  const review = page.locator(`${drawer} .document-review:has(b:text-is("${part}"))`)
  for (const check of ['不涉密', '没有个人隐私', '表述无误']) await review.locator(`.el-checkbox:has-text("${check}")`).click()
  await review.locator(`button:has-text("${part}审查通过")`).click()
  await page.waitForSelector(`${drawer} .mark.fine:has-text("${part}已审查通过")`)
}

test('a pasted text becomes articles, and is not reviewed by who wrote it', async () => {
  await goTo(writer, site, '/admin/documents')
  await writer.click('text=添加文件')
  const field = (label) => writer.locator(`${dialog} .el-form-item:has(label:text-is("${label}")) input`)
  await field('标题').fill(kTitle)
  await field('文号').fill('马府发〔2026〕12号')
  await field('发文机关').fill('马桥镇人民政府')
  await field('施行日期').fill('2026-02-01')
  await writer.fill(`${dialog} textarea[aria-label=正文]`, kText)
  await writer.waitForSelector(`${dialog} >> text=分成 2 条`)
  await writer.fill(`${dialog} textarea[aria-label=解读]`, '七十岁以上的老人每月可以领三百元。')
  await writer.click(`${dialog} .el-dialog__footer .el-button--primary`)
  await writer.waitForSelector(`${drawer} .document-passage:has-text("第二条")`)
  const review = writer.locator(`${drawer} .document-review`).first()
  for (const check of ['不涉密', '没有个人隐私', '表述无误']) await review.locator(`.el-checkbox:has-text("${check}")`).click()
  await review.locator('button:has-text("正文审查通过")').click()
  await writer.waitForSelector(`${drawer} .document-review .form-problem`)
  assert.equal(await writer.locator(`${drawer} button:has-text("公开正文")`).count(), 0)
})

test('published without its interpretation it is flagged; the flag goes when that comes', async () => {
  await show(second, kTitle)
  await pass(second, '正文')
  await second.click(`${drawer} button:has-text("公开正文")`)
  await second.waitForSelector(`${drawer} .document-flags:has-text("还没有同步公开解读")`)
  await pass(second, '解读')
  await second.click(`${drawer} button:has-text("公开解读")`)
  await second.waitForSelector(`${drawer} .document-flags`, { state: 'detached' })
  const board = await (await browser.newContext()).newPage()
  await board.goto(`${site.url}/documents`)
  await board.click(`.entry-link:has-text("${kTitle}")`)
  await board.click('.document-heading >> text=第二条')
  assert.match(board.url(), /#p2$/)
  await board.click('main >> text=就这份文件提问 >> nth=0')
  await board.waitForSelector(`#asked-document:has-text("${kTitle}")`)
  await board.close()
})

test('an expired document flags its answers, and lists who got one', async () => {
  const id = (await town.admin.call('GET', '/api/v1/policy-documents')).items[0].id
  await town.admin.call('PUT', '/api/v1/faq/subsidy', { topic: '养老', question: '养老服务补贴每月多少钱？', variants: [], answer: kAnswer, unit: town.unit.code, source: '马府发〔2026〕12号', valid_from: '2026-02-01', valid_to: '', review: 'reviewed', auto_answer: true, documents: [{ document: id, article: '第二条' }] })
  const { number } = await assigned(site, town.admin, town.unit, { subject: '养老服务补贴每月多少钱？', text: '请问养老服务补贴每月多少钱？' })
  const shen = await Colleague.loggedIn(site.url, 'shen')
  const text = `您好，${kAnswer}依据马府发〔2026〕12号第二条。`
  await town.admin.move(number, 'submit', { text })
  await shen.move(number, 'reply', { text })

  await show(writer, kTitle)
  await writer.waitForSelector(`${drawer} >> text=依据它的常见问题（1）`)
  await writer.click(`${drawer} button:has-text("失效、替代或废止")`)
  await writer.click(`${dialog} .el-radio:has-text("到期失效")`)
  await writer.click(`${dialog} .el-dialog__footer .el-button--primary`)
  await writer.waitForSelector(`${drawer} .mark.urgent:has-text("待核对")`)
  await writer.waitForSelector(`${drawer} .document-retell:has-text("${number}")`)
  await writer.click(`${drawer} .document-retell button:has-text("已重新告知")`)
  await writer.waitForSelector(`${drawer} .document-retell:has-text("已告知")`)

  await goTo(writer, site, '/admin/faq')
  await writer.fill('input[placeholder=查找问题或答案]', '养老服务补贴')
  const entry = card(writer, '养老服务补贴每月多少钱')
  await entry.locator('.mark:has-text("依据变了，待核对")').waitFor()
  assert.match(await entry.textContent(), new RegExp(`《${kTitle}》已失效`))
  assert.equal(await entry.locator('.mark:has-text("可自动答复")').count(), 0)
  await entry.locator('button:has-text("核对过，答案仍然有效")').click()
  await entry.locator('.mark:has-text("可自动答复")').waitFor()
  assert.deepEqual(writer.faults, [])
})
