// Managers' journeys; see docs/journeys.md.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Stage, allGone, journey, kUnit } from './journeys.mjs'
import { until } from './people.mjs'

const kMonthMs = 30 * 86_400_000
const stage = Stage.forFile([['luo', '罗镇', 'dzb', ['manager']]], () => stage.rules())

let turn = 0
async function asked(more = {}) {
  turn += 1
  const fields = { subject: `路灯不亮${turn}`, text: `曙光路${turn}号门口的路灯三天不亮了，晚上走路看不清。`, ...more }
  return { ...fields, ...(await stage.asked(fields, kUnit)) }
}

/** Time cannot be waited for: the ticket's dates lie a month back. */
const late = (number) =>
  execFileSync('sqlite3', ['-cmd', '.timeout 20000', join(stage.site.folder, 'huiying.db'), `update ticket set final_due = final_due - ${kMonthMs}, due_key = due_key - ${kMonthMs} where number = '${number}'`])

async function onDashboard(width) {
  const manager = await stage.at('luo', width, '/')
  await manager.reads('数据看板', 'h1')
  await manager.page.waitForSelector('.period-figures')
  return manager
}

journey('manager 1: sees who is late without a tap, and presses the unit for an answer', async (width) => {
  const { number, subject } = await asked()
  late(number)
  const manager = await onDashboard(width)
  const row = manager.page.locator('.late-units li:has-text("城市建设管理事务中心")')
  await row.locator('text=超期').first().waitFor()
  const box = await row.boundingBox()
  assert.ok(box.y + box.height <= manager.page.viewportSize().height, `the late unit ends at ${box.y + box.height} px`)
  manager.took(0)
  await manager.isAt('dashboard')
  await manager.press('.late-units li:has-text("城市建设管理事务中心") .supervise')
  await manager.reads(/秒后督办 城市建设管理事务中心 超期的 \d+ 件：“超期未答复/, '.grace-notice')
  await manager.isAt('supervise')
  await manager.reads('已督办', '.late-units li:has-text("城市建设管理事务中心") .supervised')
  await manager.reads(number, '.bulk-results')
  await manager.isAt('supervised')
  manager.took(1)
  const { history } = await stage.admin.ticket(number)
  assert.equal(history.filter(({ event }) => event === 'supervised').length, 1)
  await manager.press('.late-units li:has-text("城市建设管理事务中心") .late-count.overdue')
  await manager.reads('已督办', `.selected-rows li:has-text("${subject}")`)
  await manager.isAt('late')
})

journey('manager 2: compares a period with the last one, and goes from a figure to its messages', async (width) => {
  const subject = `公交站牌看不清${width}`
  turn += 1
  await stage.asked({ subject, text: '公交站牌褪色了，请换一块。', kind: 'suggestion' }, kUnit)
  const manager = await onDashboard(width)
  await manager.press('.period-picker .presets >> text=近7天')
  await manager.press('.period-picker .el-select:has([aria-label=对比])')
  await manager.press('.el-select-dropdown__item:visible:has-text("与去年同期比")')
  await manager.reads(/与20\d\d年.*相比/, '.period-panel')
  await manager.isAt('compared')
  await manager.press('#parts-kind + .table-box tr:has-text("建议") .figure-link')
  await manager.reads('建议：收到', 'h1')
  await manager.reads(subject, '.selected-rows')
  await manager.isAt('behind_figure')
  await manager.press(`.selected-rows .row:has-text("${subject}")`)
  await manager.reads(subject, '.ticket-title')
  await manager.page.goBack()
  await manager.press('text=← 数据看板')
  await manager.reads(/与20\d\d年.*相比/, '.period-panel')
})

journey('manager 3: goes over the monthly report, saves it, and takes its figures along', async (width) => {
  const manager = await onDashboard(width)
  await manager.press('.page-actions >> text=月度通报')
  await manager.page.waitForSelector('.report-text')
  await manager.isAt('report')
  const made = await manager.page.inputValue('.report-text')
  const words = `下月重点：路灯巡查（${width}）。`
  await manager.write('.report-text', `${made}\n\n${words}`)
  await manager.press('.report-actions >> text=保存')
  await manager.reads(/第 \d+ 版，罗镇保存/, '.page-head')
  await manager.page.reload()
  await manager.page.waitForSelector('.report-text')
  assert.ok((await manager.page.inputValue('.report-text')).endsWith(words))
  const [sheet] = await Promise.all([manager.page.waitForEvent('download'), manager.press('text=数字表 XLSX')])
  assert.match(sheet.suggestedFilename(), /^tongbao-\d{4}-\d\d\.xlsx$/)
  assert.equal(readFileSync(await sheet.path()).subarray(0, 2).toString(), 'PK')
})

journey('manager 4: reads the sample of the month’s replies and scores one', async (width) => {
  const { number, subject } = await asked()
  const text = '您好：已转相关部门处理。'
  await (await stage.colleague('gu')).move(number, 'submit', { text })
  await (await stage.colleague('shi')).move(number, 'reply', { text })
  const manager = await onDashboard(width)
  await manager.press('.bar-links >> text=管理')
  await manager.press('.admin-links >> text=答复质量')
  await manager.reads('答复质量', 'h1')
  const card = `.card:has-text("${subject}")`
  await manager.reads('空泛', card)
  await manager.isAt('quality')
  await manager.write(`${card} input`, '没有写明谁去修、几时修好')
  await manager.press(`${card} button:has-text("2 分")`)
  await manager.reads('罗镇 评', card)
  await manager.isAt('scored')
  await until('the score', async () => (await stage.admin.call('GET', '/api/v1/reply-quality')).sample.find((reply) => reply.number === number)?.score === 2)
})

allGone({ manager: 4 })
