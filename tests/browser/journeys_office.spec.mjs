// Journeys of those who dispatch and of those who review; see docs/journeys.md.
import assert from 'node:assert/strict'
import { Stage, allGone, journey, kUnit } from './journeys.mjs'
import { choose, confirms, pickUnit } from './move_hands.mjs'
import { status, until } from './people.mjs'

const stage = Stage.forFile([['feng', '冯派', 'dzb', ['dispatcher']]], () => stage.rules())

let turn = 0
const named = (subject) => `${subject}${(turn += 1)}`
const state = (person, word) => person.page.waitForSelector(`.ticket-facts >> text=${word}`)
const ticket = async (number) => (await stage.admin.ticket(number)).ticket

// Each once: what was given to a unit by a person goes there by itself the next time.
const kDoubtful = [
  '家里老人腿脚不方便，子女又都在外地，想找人上门帮忙', '捡到一个钱包，想交给你们', '想给村里捐一批旧书，不知道交给谁', '能不能在村口放一台自动取款机',
  '楼下快递柜老是占着过道', '对岸的喇叭太响', '想办一场纳凉晚会，需要跟谁说', '谢谢你们，上次的事办得很好，想送面锦旗',
]
async function doubtful(subject) {
  const text = kDoubtful.shift()
  const { number } = await stage.asked({ subject, text })
  assert.equal((await ticket(number)).state, 'to_dispatch', text)
  return number
}

async function opens(person, number, subject) {
  await person.press(`.row[data-number="${number}"]`)
  await person.reads(subject, '.ticket-title')
}

/** In the dialog of the everyday way. */
async function gives(person, name) {
  await person.press('.ticket-assign')
  await pickUnit(person, '.el-dialog:visible .el-select', name)
  await person.isAt('dispatch')
  await person.press('.el-dialog__footer:visible .el-button--primary')
  await person.page.waitForSelector('.el-dialog:visible', { state: 'hidden' })
  await person.reads(name, '.ticket-holder')
}

journey('dispatcher 1: gives a doubtful message to the likeliest unit with one key, or one tap', async (width) => {
  const subject = named('请帮帮忙')
  const number = await doubtful(subject)
  const office = await stage.at('feng', width, '/')
  await office.reads('待分派', 'h1')
  await office.isAt('to_dispatch')
  await opens(office, number, subject)
  await office.reads('需要人工分派', '.why[open]')
  const likeliest = await office.text('.candidate b')
  await office.isAt('doubtful')
  office.actions = 0
  await (office.isTouching ? office.press('.candidate button') : office.key('1'))
  await office.reads(likeliest, '.ticket-holder')
  office.took(1)
  await office.reads('撤销', '.told-undo')
  assert.equal((await ticket(number)).unit_name, likeliest)
})

journey('dispatcher 2: has given it to the wrong unit, takes it back, and gives it to the right one', async (width) => {
  const subject = named('不知道找谁')
  const number = await doubtful(subject)
  const office = await stage.at('feng', width, '/desk/to_dispatch')
  await opens(office, number, subject)
  await gives(office, '财政所')
  await choose(office, 'recall')
  await office.reads('分派错了', '.move-rule')
  await office.isAt('recall')
  await confirms(office)
  await state(office, '待分派')
  await gives(office, '社区建设办公室')
  await office.press('#tab-history')
  await office.reads('收回分派', '.history')
  assert.equal((await ticket(number)).unit_name, '社区建设办公室')
})

journey('dispatcher 3: gives many to a unit at once, and is told which one may not go there and why', async (width) => {
  const numbers = [await doubtful(named('请帮忙')), await doubtful(named('请帮忙'))]
  const accusing = (await stage.asked({ subject: named('有人收红包'), text: '举报财政所的工作人员吃拿卡要，办事先收红包。' })).number
  const office = await stage.at('feng', width, '/desk/to_dispatch')
  for (const number of [...numbers, accusing]) {
    await office.page.waitForSelector(`.row[data-number="${number}"]`)
    await office.press(`.row-line:has([data-number="${number}"]) .row-pick`)
  }
  await office.reads('已选 3 件', '.bulk-bar')
  await office.isAt('selected')
  await office.press('.bulk-moves >> text=分派')
  await pickUnit(office, '.bulk-dialog .el-select', '社区建设办公室')
  await office.press('.bulk-dialog .el-dialog__footer >> text=分派 3 件')
  await office.reads('已办 2 件，1 件没有办成', '.bulk-sum')
  await office.reads(accusing, '.bulk-results .refused')
  await office.isAt('bulk_result')
  assert.ok((await office.text('.bulk-results .refused .bulk-outcome')).length > 4)
  await office.press('.bulk-dialog >> text=知道了')
  await office.reads('已选 1 件', '.bulk-bar')
  for (const number of numbers) assert.equal((await ticket(number)).unit_name, '社区建设办公室')
  assert.equal((await ticket(accusing)).unit, '')
})

/** A reply that waits for a reviewer. */
async function waiting(subject, text) {
  const receipt = await stage.asked({ subject, text: '曙光路的路灯三天不亮了，晚上走路看不清。' }, kUnit)
  await (await stage.colleague('gu')).move(receipt.number, 'submit', { text })
  return receipt
}
const replies = (receipt, count) => until('the reply', async () => ((known) => known.length === count && known)((await status(stage.site, receipt)).replies))

journey('reviewer 1: reads a reply and sends it, by keyboard alone or by touch alone', async (width) => {
  const subject = named('路灯不亮')
  const receipt = await waiting(subject, '您好：城建中心已派人，今晚八点前修好。')
  const reviewer = await stage.at('shi', width, '/')
  await reviewer.reads('待审核', 'h1')
  await reviewer.page.waitForSelector(`.row[data-number="${receipt.number}"]`)
  await reviewer.isAt('to_review')
  const go = (keys, selector) => (reviewer.isTouching ? reviewer.press(selector) : reviewer.key(keys))
  await go('j', `.row[data-number="${receipt.number}"]`)
  await reviewer.page.waitForSelector(`.row.here[data-number="${receipt.number}"]`, { state: 'attached' })
  await reviewer.reads(subject, '.ticket-title')
  await state(reviewer, '待审核')
  await reviewer.isAt('review')
  if (!reviewer.isTouching) await reviewer.key('e')
  await go('Control+Enter', '.editor-bar >> text=发送答复')
  await reviewer.reads('今晚八点前修好', '.send-text')
  await reviewer.isAt('sending')
  await go('Control+Enter', '.el-dialog__footer >> text=确认发送')
  await state(reviewer, '已答复')
  reviewer.took(3, 4)
  assert.equal((await replies(receipt, 1))[0].text, '您好：城建中心已派人，今晚八点前修好。')
})

journey('reviewer 2: sends back what says nothing, with what is missing, and approves the second version', async (width) => {
  const subject = named('路灯不亮')
  const receipt = await waiting(subject, '您好：已转相关部门处理。')
  const reviewer = await stage.at('shi', width, '/desk/to_review')
  await opens(reviewer, receipt.number, subject)
  await reviewer.reads('只说已转有关单位', '.reply-checks')
  await reviewer.press('.editor-bar >> text=退回修改')
  await reviewer.press('.el-dialog__footer >> text=退回')
  await reviewer.reads('请写明要改什么', '.el-form-item__error')
  await reviewer.write('.el-dialog:visible textarea', '请写明谁去修、几时修好')
  await reviewer.isAt('send_back')
  await reviewer.press('.el-dialog__footer >> text=退回')
  await state(reviewer, '退改中')
  await (await stage.colleague('gu')).move(receipt.number, 'submit', { text: '您好：城建中心今天下午更换灯具，今晚八点前恢复照明。' })
  await state(reviewer, '待审核')
  await until('the second version', async () => (await reviewer.page.inputValue('.editor-text')).includes('今晚八点前'))
  assert.deepEqual((await status(stage.site, receipt)).replies, [])
  await reviewer.press('.editor-bar >> text=发送答复')
  await reviewer.press('.el-dialog__footer >> text=确认发送')
  await state(reviewer, '已答复')
  assert.match((await replies(receipt, 1))[0].text, /今晚八点前恢复照明/)
})

allGone({ dispatcher: 3, reviewer: 2 })
