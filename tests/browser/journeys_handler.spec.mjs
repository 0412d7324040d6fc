// Handlers' journeys at the desk; see docs/journeys.md.
import assert from 'node:assert/strict'
import { photograph } from '../functional/files.mjs'
import { lookUp } from './citizens.mjs'
import { Stage, allGone, journey, kUnit } from './journeys.mjs'
import { choose, confirms, field, pickUnit, pick } from './move_hands.mjs'
import { until } from './people.mjs'

const kEntry = { id: 'lamp', topic: '市政', question: '曙光路的路灯不亮，怎么报修？', variants: ['曙光路路灯报修'], answer: '请拨打64120000报修，城建中心在24小时内派人维修。', unit: kUnit, source: '城市照明管理规定', valid_from: '2026-01-01', valid_to: '', review: 'reviewed', auto_answer: false }
const people = [
  ['lu', '陆办', 'sqsl', ['handler']],
  ['feng', '冯派', 'dzb', ['dispatcher']],
]
const stage = Stage.forFile(people, async () => {
  await stage.rules({ max_extension_workdays: 3 })
  await stage.admin.call('PUT', '/api/v1/faq/lamp', kEntry)
  await stage.admin.call('POST', '/api/v1/reply-templates', { title: '派人维修', wording: '{{称呼}}\n\n已派人，{{维修日期}}前修好。' })
})

let turn = 0
/** A subject that no other journey has. */
const lamp = (more = {}) => {
  turn += 1
  return { subject: `路灯不亮${turn}`, text: `曙光路${turn}号门口的路灯三天不亮了，晚上走路看不清。`, ...more }
}
const state = (person, word) => person.page.waitForSelector(`.ticket-facts >> text=${word}`)
const sent = async (number, text) => (await stage.colleague('shi')).move(number, 'reply', { text })

/** To the ticket from the list of what is the person's own. */
async function opens(person, subject) {
  await person.press(`.row:has-text("${subject}")`)
  await person.reads(subject, '.ticket-title')
}

journey('handler 1: comes by a notice, reads the draft with its sources, and submits it', async (width) => {
  const { subject } = lamp()
  const receipt = await stage.asked({ subject, text: '曙光路的路灯不亮，怎么报修？' }, kUnit)
  const handler = await stage.at('gu', width, '/desk/mine')
  await (await stage.colleague('feng')).move(receipt.number, 'remind', { reason: '来信人又来电' })
  await handler.press('.bar-bell')
  await handler.reads('催办', '.bell-notice')
  await handler.isAt('bell')
  await handler.press(`.bell-notice:has-text("${subject}")`)
  await handler.reads(subject, '.ticket-title')
  await handler.reads(kEntry.question, '.sources')
  await handler.isAt('ticket')
  const draft = await handler.page.inputValue('.editor-text')
  assert.match(draft, /24小时内派人维修/)
  await handler.press('.editor-bar >> text=提交审核')
  await state(handler, '待审核')
  handler.took(3)
  assert.equal((await stage.admin.ticket(receipt.number)).draft.text, draft)
})

journey('handler 2: asks for more days, is told the rule and who decides, and sees the new date', async (width) => {
  const asked = lamp()
  const { number } = await stage.asked(asked, kUnit)
  const handler = await stage.at('gu', width, '/desk/mine')
  await opens(handler, asked.subject)
  await choose(handler, 'ask_extension')
  await handler.reads('须在到期前申请', '.move-rule')
  await handler.write(field('workdays input'), '9')
  await handler.write(field('reason textarea'), '等电缆到货')
  await handler.press('.move-dialog .el-dialog__footer .el-button--primary')
  await handler.reads('超出本镇规定', '.move-dialog .form-problem')
  await handler.isAt('extension')
  await handler.write(field('workdays input'), '2')
  await confirms(handler)
  const office = await stage.at('feng', width, `/t/${number}`)
  await office.press('.move-bar >> text="同意延期"')
  await office.reads('等电缆到货', '.move-about')
  await confirms(office)
  await handler.press('#tab-proceedings')
  await handler.reads('→', '.proceedings .record-dates')
  await handler.isAt('extended')
})

journey('handler 3: returns what is not the unit’s, and it leaves the list for the right one', async (width) => {
  const asked = lamp()
  const { number } = await stage.asked(asked, kUnit)
  const handler = await stage.at('gu', width, '/desk/mine')
  await opens(handler, asked.subject)
  await choose(handler, 'return_ticket')
  await pick(handler, 'ground', '不属于本单位职责')
  await handler.write(field('basis textarea'), '权责清单第12项：小区内的路灯由物业负责')
  await handler.isAt('return')
  await confirms(handler)
  await state(handler, '派单异议审核')
  const office = await stage.at('feng', width, `/t/${number}`)
  await office.press('.move-bar >> text=裁定退办')
  await office.reads('权责清单第12项', '.move-about')
  await office.press(`${field('ruling')} >> text=改派`)
  await pickUnit(office, field('unit .el-select'), '社区建设办公室')
  await office.write(field('reason textarea'), '物业归其管理')
  await office.isAt('ruling')
  await confirms(office)
  await office.reads('社区建设办公室', '.ticket-holder')
  const again = await stage.at('gu', width, '/desk/mine')
  await again.reads('我的', 'h1')
  await until('the list without it', async () => (await again.page.locator(`.row[data-number="${number}"]`).count()) === 0)
})

journey('handler 4: asks another unit for an opinion and answers with it', async (width) => {
  const asked = lamp()
  const { number } = await stage.asked(asked, kUnit)
  const handler = await stage.at('gu', width, '/desk/mine')
  await opens(handler, asked.subject)
  await choose(handler, 'ask_assist')
  await pickUnit(handler, field('unit .el-select'), '社区事务受理服务中心')
  await handler.write(field('question textarea'), '这一盏的报修有没有登记？')
  await handler.isAt('assist')
  await confirms(handler)
  const assistant = await stage.at('lu', width, '/desk/mine')
  await opens(assistant, asked.subject)
  await assistant.press('.move-bar >> text=提交协办意见')
  await assistant.reads('有没有登记', '.move-about')
  await assistant.write(field('text textarea'), '昨天下午已登记，派单号一七三。')
  await confirms(assistant)
  await handler.press('#tab-proceedings')
  await handler.reads('派单号一七三', '.proceedings')
  await handler.isAt('opinion')
  await handler.press('#tab-work')
  const reply = '您好：昨天下午已登记（派单号一七三），今晚修好。'
  await handler.write('.editor-text', reply)
  await handler.press('.editor-bar >> text=提交审核')
  await state(handler, '待审核')
  assert.equal((await stage.admin.ticket(number)).draft.text, reply)
})

journey('handler 5: rings the citizen, writes it down, and calls a colleague by “@”', async (width) => {
  const asked = lamp({ contact: '13812345678' })
  await stage.asked(asked, kUnit)
  const handler = await stage.at('gu', width, '/desk/mine')
  await opens(handler, asked.subject)
  if (handler.isTouching) await choose(handler, 'log_contact')
  else await handler.key('c')
  await handler.page.waitForSelector(field('summary'))
  assert.equal(await handler.page.inputValue(field('number input')), '13812345678')
  await handler.write(field('summary textarea'), '说是门口那一盏，晚上七点以后在家。')
  await handler.isAt('contact')
  await confirms(handler)
  if (handler.isTouching) await choose(handler, 'note')
  else await handler.key('n')
  const note = handler.page.locator(field('text textarea'))
  await note.waitFor()
  await note.pressSequentially('请 @施')
  await handler.page.waitForSelector('.mention-list li.here')
  await handler.isAt('mention')
  await (handler.isTouching ? handler.press('.mention-list li.here') : handler.key('Enter'))
  await note.pressSequentially('审的时候看一下通话记录')
  await confirms(handler)
  await handler.press('#tab-proceedings')
  await handler.reads('晚上七点以后在家', '.proceedings')
  const colleague = await stage.at('shi', width, '/desk/all')
  await colleague.press('.bar-bell')
  await colleague.press(`.bell-notice:has-text("${asked.subject}")`)
  await colleague.press('#tab-history')
  await colleague.reads('看一下通话记录', '.history')
  await colleague.isAt('history')
})

journey('handler 6: finds a message by its words, keeps the search, and answers by a template', async (width) => {
  const asked = lamp({ name: '王女士' })
  const { number } = await stage.asked(asked, kUnit)
  const words = asked.text.slice(0, 10)
  const handler = await stage.at('gu', width, '/desk/all')
  await handler.page.waitForSelector('.row')
  await handler.write('.list-search', words)
  await until('the one', async () => (await handler.page.locator('.row:visible').count()) === 1)
  await handler.press('text=存为视图')
  await handler.write('.el-dialog input[aria-label=名字]', `${width}的路灯`)
  await handler.isAt('view')
  await handler.press('.el-dialog__footer >> text=存为视图')
  await handler.page.goto('about:blank')
  const again = await stage.at('gu', width, '/desk/mine')
  if (again.isTouching) await again.press('button[aria-label=来信分类]')
  await again.press(`.views a:has-text("${width}的路灯")`)
  await opens(again, asked.subject)
  await again.write('.editor-text', '')
  if (again.isTouching) await again.press('.editor-bar >> text=模板')
  else {
    await again.page.locator('.editor-text').press('Escape')
    await again.key('t')
  }
  await again.write('.template-search', '派人维修')
  await again.reads('还要填：维修日期', '.template-dialog')
  await again.isAt('templates')
  await again.press('.template-dialog .el-button--primary')
  await again.reads('还有 1 处', '.open-places')
  await again.page.keyboard.type('周五')
  assert.match(await again.page.inputValue('.editor-text'), /王女士.*\n\n已派人，周五前修好。/)
  await again.press('.editor-bar >> text=提交审核')
  await state(again, '待审核')
  assert.equal((await stage.admin.ticket(number)).ticket.state, 'in_review')
})

journey('handler 7: sends a photo with the reply, and the citizen has it', async (width) => {
  const asked = lamp()
  const receipt = await stage.asked(asked, kUnit)
  const handler = await stage.at('gu', width, '/desk/mine')
  await opens(handler, asked.subject)
  const reply = '您好：灯已换好，见照片。'
  await handler.write('.editor-text', reply)
  await handler.page.setInputFiles('.reply-files input[type=file]', { name: '修好了.jpg', mimeType: 'image/jpeg', buffer: photograph(asked.subject) })
  await handler.reads('修好了.jpg', '.reply-file-list')
  await handler.isAt('reply_photo')
  await handler.press('.editor-bar >> text=提交审核')
  await state(handler, '待审核')
  await sent(receipt.number, reply)
  await state(handler, '已答复')
  const citizen = await stage.citizen(width)
  await lookUp(citizen.page, stage.site, receipt)
  await citizen.reads('修好了.jpg', '.reply-files')
  await citizen.isAt('photo_received')
  const [file] = await Promise.all([citizen.page.waitForEvent('download'), citizen.press('.reply-files >> text=下载')])
  assert.match(file.suggestedFilename(), /\.jpg$/)
})

journey('handler 8: reads why the reviewer sent it back, writes it anew, and it is out', async (width) => {
  const asked = lamp()
  const receipt = await stage.asked(asked, kUnit)
  await (await stage.colleague('gu')).move(receipt.number, 'submit', { text: '您好：已转有关部门。' })
  await (await stage.colleague('shi')).move(receipt.number, 'send-back', { reason: '请写明谁去修、几时修好' })
  const handler = await stage.at('gu', width, '/desk/mine')
  await opens(handler, asked.subject)
  await state(handler, '退改中')
  await handler.reads('请写明谁去修、几时修好', '.ticket')
  await handler.isAt('sent_back')
  const reply = '您好：城建中心今天下午派人更换灯具，今晚八点前恢复照明。'
  await handler.write('.editor-text', reply)
  await handler.press('.editor-bar >> text=提交审核')
  await state(handler, '待审核')
  await sent(receipt.number, reply)
  await state(handler, '已答复')
  await handler.reads('今晚八点前恢复照明', '.message.staff')
  await handler.isAt('replied')
})

allGone({ handler: 8 })
