// The knowledge base at the desk: brought as a file, taken out as one.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { goTo, logIn, openPage, startBrowser } from './browser.mjs'
import { kPassword, staffedTown } from './people.mjs'
import { startSite } from './site.mjs'

let site, browser, town, page
before(async () => {
  site = await startSite()
  town = await staffedTown(site)
  browser = await startBrowser()
  page = await openPage(browser)
  await logIn(page, site, 'zhou', kPassword)
})
after(async () => {
  await browser?.close()
  await site?.stop()
})

const dialog = '.el-dialog:visible'
const entries = async () => (await town.admin.call('GET', '/api/v1/faq')).items
const file = (text) => ({ name: '常见问题.csv', mimeType: 'text/csv', buffer: Buffer.from(text) })

test('a file is tried line by line, then taken without the lines that are refused', async () => {
  await goTo(page, site, '/admin/faq')
  await page.click('text=导入与导出')
  await page.setInputFiles(`${dialog} input[type=file]`, file('编号,问题,答案,负责单位\nkite,风筝在哪里放？,郊野公园。,wtzx\nlost,没有答案的,,wtzx\n'))
  await page.waitForSelector(`${dialog} .batch-sum >> text=新增 1 条`)
  assert.match(await page.textContent(`${dialog} tbody tr:first-child`), /3\s*不能导入.*没有答案/)
  assert.ok(!(await entries()).some(({ id }) => id === 'kite'))
  await page.click(`${dialog} >> text=有一行不能导入就全不导入`)
  await page.waitForSelector(`${dialog} .el-dialog__footer .el-button--primary.is-disabled`)
  await page.click(`${dialog} >> text=有一行不能导入就全不导入`)
  await page.click(`${dialog} .el-dialog__footer .el-button--primary:not(.is-disabled)`)
  await page.waitForSelector(`${dialog} .batch-sum >> text=已写入：新增 1 条`)
  await page.click(`${dialog} >> text=完成`)
  await page.fill('[aria-label=查找]', '风筝在哪里放')
  await page.waitForSelector('.card:has-text("风筝在哪里放"):has-text("草稿")')
})

test('what is taken out has every entry', async () => {
  await goTo(page, site, '/admin/faq')
  await page.click('text=导入与导出')
  const [download] = await Promise.all([page.waitForEvent('download'), page.click(`${dialog} a:text-is("JSON")`)])
  const chunks = []
  for await (const chunk of await download.createReadStream()) chunks.push(chunk)
  assert.deepEqual(JSON.parse(Buffer.concat(chunks)).items.map(({ id }) => id), (await entries()).map(({ id }) => id))
  assert.deepEqual(page.faults, [])
})

test('what has expired is marked and found by the filter, with its uses beside it', async () => {
  const entry = { topic: '测试', variants: [], answer: '到窗口办理。', unit: 'wtzx', source: '测试文件', valid_from: '2020-01-01', review: 'reviewed', auto_answer: true }
  await town.admin.call('PUT', '/api/v1/faq/gone', { ...entry, question: '已经过期的问题？', valid_to: '2020-12-31' })
  await town.admin.call('PUT', '/api/v1/faq/still', { ...entry, question: '仍然有效的问题？', valid_to: '' })
  await goTo(page, site, '/admin/units')
  await goTo(page, site, '/admin/faq')
  await page.fill('[aria-label=查找]', '的问题？')
  await page.waitForSelector('.card:has-text("仍然有效的问题")')
  const gone = page.locator('.card:has-text("已经过期的问题")')
  assert.match(await gone.textContent(), /已过期[^]*2020-01-01 至 2020-12-31[^]*自动答复 0 次/)
  assert.ok(!/可自动答复/.test(await gone.textContent()))
  await page.click('[aria-label=有效期] >> text=已过期')
  await page.waitForSelector('.card:has-text("仍然有效的问题")', { state: 'detached' })
  assert.equal(await gone.count(), 1)
  assert.deepEqual(page.faults, [])
})

test('an entry is changed, its versions are read, and an old one is restored', async () => {
  const entry = { topic: '测试', question: '修改记录的问题？', variants: [], answer: '第一版的答案。', unit: 'wtzx', source: '测试文件', valid_from: '2020-01-01', valid_to: '', review: 'draft', auto_answer: false }
  await town.admin.call('PUT', '/api/v1/faq/versions', entry)
  await goTo(page, site, '/admin/units')
  await goTo(page, site, '/admin/faq')
  await page.fill('[aria-label=查找]', '修改记录的问题')
  const card = page.locator('.card:has-text("修改记录的问题")')
  await card.locator('text=修改 >> nth=-1').click()
  // Somebody else is first.
  await town.admin.call('PUT', '/api/v1/faq/versions', { ...entry, answer: '别人的答案。' })
  await page.fill(`${dialog} textarea >> nth=1`, '我的答案。')
  await page.click(`${dialog} .el-dialog__footer >> text=保存`)
  await page.waitForSelector(`${dialog} [role=alert] >> text=第 2 版`)
  await page.click(`${dialog} >> text=仍用我的保存`)
  await page.waitForSelector('.card:has-text("我的答案。")')
  await card.locator('text=修改记录 >> nth=-1').click()
  await page.waitForSelector(`${dialog} li:has-text("第 3 版"):has-text("改了：答案")`)
  await page.waitForSelector(`${dialog} del:has-text("别人")`)
  await page.click(`${dialog} li:has-text("第 1 版") >> text=恢复这一版`)
  await page.waitForSelector(`${dialog} li:has-text("第 4 版"):has-text("恢复第 1 版")`)
  await page.click(`${dialog} >> text=关闭`)
  await page.waitForSelector('.card:has-text("第一版的答案。")')
  assert.deepEqual(page.faults, [])
})

test('what readers say of an answer is read at the desk as text', async () => {
  const title = '读者评价的问题？'
  await town.admin.call('PUT', '/api/v1/faq/rated', { topic: '测试', variants: [], question: title, answer: '到窗口办理。', unit: 'wtzx', source: '测试文件', valid_from: '2020-01-01', valid_to: '', review: 'reviewed', auto_answer: false })
  const said = { useful: 'no', remark: '<img src=x onerror=alert(1)>没写地址' }
  const say = () => fetch(`${site.url}/published/faq-rated/feedback`, { method: 'POST', redirect: 'manual', body: new URLSearchParams(said) })
  for (let tries = 0; tries < 50 && (await say()).status !== 303; ++tries) await page.waitForTimeout(100)
  await goTo(page, site, '/admin/faq')
  await page.click('text=读者意见')
  const card = page.locator(`${dialog} .reader-opinion:has-text("${title}")`)
  await card.waitFor()
  assert.match(await card.textContent(), /有用 0\s*没用 1/)
  assert.match(await card.textContent(), /<img src=x onerror=alert\(1\)>没写地址/)
  assert.equal(await card.locator('img').count(), 0)
  assert.deepEqual(page.faults, [])
})
