// Citizens' journeys on the public board; see docs/journeys.md.
import assert from 'node:assert/strict'
import { photograph } from '../functional/files.mjs'
import { publishedDocument, receiptOf, reviewedAnswer } from './citizens.mjs'
import { Stage, allGone, journey } from './journeys.mjs'
import { until } from './people.mjs'

let answer
const stage = Stage.forFile([], async () => {
  answer = await reviewedAnswer(stage.admin)
  await publishedDocument(stage.site, stage.town)
  await until('the town to know', async () => (await (await fetch(`${stage.site.url}/topics`)).text()).includes(answer.topic))
})

const home = async (width) => {
  const person = await stage.citizen(width)
  await person.page.goto(`${stage.site.url}/`)
  return person
}

/** From any page by the menu to the progress of a message. */
async function looksUp(person, { number, code }) {
  await person.press('.menu >> text=查询进度')
  await person.write('#number', number)
  await person.write('#code', code)
  await person.press('form.lookup button >> text=查询')
  await person.page.waitForSelector('#state, .alert')
}

async function asks(person, fields) {
  await person.press('.menu >> text=我要提问')
  for (const [name, words] of Object.entries(fields)) await person.write(`#${name}`, words)
  await person.press('text=提交留言')
  return receiptOf(person.page)
}

/** The unit answers and its reviewer sends it. */
async function answered(number, text) {
  const { ticket } = await stage.admin.taken(number)
  if (ticket.unit !== 'cjzx') await stage.admin.move(number, 'assign', { unit: 'cjzx', reason: '属于其职责' })
  await (await stage.colleague('gu')).move(number, 'submit', { text })
  await (await stage.colleague('shi')).move(number, 'reply', { text })
}

journey('citizen 1: asks with two fields, keeps number and code, and reads the reply later', async (width) => {
  const person = await home(width)
  await person.isAt('home')
  await person.press('.gate-ask')
  await person.page.waitForSelector('form.ask')
  await person.isAt('ask')
  assert.equal(await person.page.locator('form.ask [required]').count(), 2)
  await person.write('#subject', '路灯不亮')
  await person.write('#text', '银春路68号门口的路灯三天不亮了，晚上走路看不清。')
  await person.press('text=提交留言')
  const receipt = await receiptOf(person.page)
  person.took(2)
  await person.reads(/最终答复\s*\d+月\d+日/)
  await person.isAt('receipt')
  await answered(receipt.number, '您好：\n银春路68号门口的路灯已于今天修好，恢复照明。')
  await looksUp(person, receipt)
  await person.reads('已于今天修好', '.answer')
  await person.reads('答复', '.is-current')
  await person.isAt('answered')
})

journey('citizen 2: finds the answer while writing, and sends nothing', async (width) => {
  const person = await home(width)
  await person.press('.menu >> text=我要提问')
  const subject = `签注的事${width}`
  await person.write('#subject', subject)
  await person.write('#text', answer.question)
  await person.press('#offers summary')
  await person.reads(answer.source, '#offers .fold-body')
  await person.isAt('offers')
  const [entry] = await Promise.all([person.page.context().waitForEvent('page'), person.press('#offers .fold-body a:has-text("单独打开")')])
  await entry.waitForSelector('h1')
  assert.equal(await entry.textContent('h1'), answer.question)
  await entry.click('button:has-text("有用")')
  await entry.waitForSelector('#feedback >> text=谢谢')
  await entry.close()
  assert.equal(await person.page.inputValue('#text'), answer.question, 'what was written is still there')
  const { items } = await stage.admin.call('GET', `/api/v1/tickets?queue=all&q=${encodeURIComponent(subject)}`)
  assert.deepEqual(items, [])
})

journey('citizen 3: sends two photos, adds what was forgotten, and sees both with the message', async (width) => {
  const person = await home(width)
  await person.press('.menu >> text=我要提问')
  await person.write('#subject', '井盖松动')
  await person.write('#text', '元江路的井盖一踩就响，怕有人摔倒。')
  await person.page.setInputFiles('#files', ['一', '二'].map((name) => ({ name: `井盖${name}.jpg`, mimeType: 'image/jpeg', buffer: photograph(`${name}${width}`) })))
  await person.press('text=提交留言')
  const receipt = await receiptOf(person.page)
  await person.reads('2个，已收到')
  await stage.admin.taken(receipt.number)
  await looksUp(person, receipt)
  await person.write('#add-text', '就在公交站牌下面。')
  await person.press('text=提交补充')
  await person.reads('已收到您的补充', 'h1')
  await person.isAt('added')
  await person.write('#code', receipt.code)
  await person.press('form.lookup button >> text=查询')
  await person.reads('就在公交站牌下面', '.more-word')
  await person.isAt('progress')
  const { messages } = await stage.admin.ticket(receipt.number)
  assert.deepEqual(messages.filter(({ from }) => from === 'citizen').map(({ attachments }) => attachments.length), [2, 0])
})

journey('citizen 4: is not satisfied, says why, and it is handled again', async (width) => {
  const person = await home(width)
  const receipt = await asks(person, { subject: '垃圾没人清', text: '春申路的垃圾桶三天没有清运了。' })
  await answered(receipt.number, '您好：已转相关部门处理。')
  await looksUp(person, receipt)
  await person.press('.choice:has-text("不满意")')
  await person.press('text=提交评价')
  await person.reads('请写一写哪里没有办好', '#reason-error')
  await person.isAt('evaluation')
  await person.write('#reason', '垃圾还在那里，没有人来过。')
  await person.press('text=提交评价')
  await person.reads('谢谢您的评价', '.note-done')
  await person.reads(/重办|重新办理|办理中/, '.promise-dates')
  await person.isAt('again')
  await answered(receipt.number, '您好：今天上午九点已清运，以后每天两次。')
  await looksUp(person, receipt)
  await person.reads('以后每天两次', '.answer')
  await person.press('.choice:has-text("基本满意")')
  await person.press('text=提交评价')
  await person.reads('您的评价：基本满意')
})

journey('citizen 5: withdraws the message, and takes it up again with a word', async (width) => {
  const person = await home(width)
  const receipt = await asks(person, { subject: '树枝挡路', text: '颛兴路人行道上的树枝挡路。' })
  await stage.admin.taken(receipt.number)
  await looksUp(person, receipt)
  await person.press('summary:has-text("撤回这条留言")')
  await person.reads('以后补充说明可以重新办理', '#withdraw-hint')
  await person.write('#withdraw-reason', '已经有人锯掉了')
  await person.press('button:has-text("撤回")')
  await person.reads('已撤回', '.promise-dates')
  await person.isAt('withdrawn')
  assert.equal((await stage.admin.ticket(receipt.number)).ticket.state, 'withdrawn')
  await person.write('#add-text', '只锯了一半，还有一半挡着。')
  await person.press('text=提交补充')
  await person.reads('重新办理', '#what-follows')
  await until('the message at the desk again', async () => (await stage.admin.ticket(receipt.number)).ticket.state !== 'withdrawn')
})

journey('citizen 6: reports the unit’s own people, and only the office gets it', async (width) => {
  const person = await home(width)
  await person.press('.menu >> text=我要提问')
  await person.reads('不会转给被反映的单位和个人', '.ask-aside')
  await person.write('#subject', '有人收红包')
  await person.write('#text', '举报城建中心的工作人员吃拿卡要，办事先收红包。')
  await person.press('.choice:has-text("举报")')
  await person.press('text=提交留言')
  const receipt = await receiptOf(person.page)
  await stage.admin.taken(receipt.number)
  const accused = await stage.at('gu', width, `/t/${receipt.number}`)
  await accused.reads('没有找到这件来信')
  await accused.isAt('hidden')
  const office = await stage.at('zhou', width, `/desk/to_dispatch/${receipt.number}`)
  await office.reads('限办公室办理，来信人已隐去', '.ticket-facts')
  await office.isAt('accusation')
  await looksUp(person, receipt)
  await person.readsNot(/城建中心|城市建设/, '.promise-dates')
  await person.isAt('accused')
})

journey('citizen 7: asks about a policy document from its page, and is answered from it', async (width) => {
  const person = await home(width)
  await person.press('.menu >> text=政策文件')
  await person.reads('政策文件', 'h1')
  await person.isAt('documents')
  await person.press('.entry-link:has-text("养老服务补贴")')
  await person.reads('现行有效', '.document-line')
  await person.isAt('document')
  await person.press('.document-ways >> text=就这份文件提问')
  await person.reads('马桥镇养老服务补贴实施办法', '#asked-document')
  await person.write('#subject', '补贴标准')
  await person.write('#text', '第三条里说的补贴标准，每人每月是多少？')
  await person.press('text=提交留言')
  const receipt = await receiptOf(person.page)
  await stage.admin.taken(receipt.number)
  const clerk = await stage.at('zhou', width, `/t/${receipt.number}`)
  await clerk.reads(/养老服务补贴实施办法》第三条/, '.sources')
  await clerk.isAt('asked_document')
  await answered(receipt.number, '您好：补贴标准为每人每月三百元（实施办法第三条）。')
  await looksUp(person, receipt)
  await person.reads('每人每月三百元', '.answer')
})

/** With the key that leads on, to what is called so. */
async function tabTo(person, words) {
  for (let at = 0; at < 60; ++at) {
    await person.page.keyboard.press('Tab')
    const seen = await person.page.evaluate(() => ({ text: (document.activeElement.innerText || document.activeElement.id).trim(), outline: getComputedStyle(document.activeElement).outlineStyle }))
    assert.notEqual(seen.outline, 'none', `no visible focus on ${seen.text}`)
    if (seen.text.startsWith(words)) return
  }
  assert.fail(`the Tab key does not lead to ${words}`)
}

journey('citizen 8: in large type from the home page to the receipt, by keyboard alone or by touch alone', async (width) => {
  const person = await home(width)
  const choose = async (words, selector) => {
    if (person.isTouching) return person.press(selector)
    await tabTo(person, words)
    await person.key('Enter')
  }
  await choose('大', '.type-switch >> text=长辈版')
  await person.page.waitForSelector('html.elder')
  await person.isAt('elder_home')
  await choose('我要提问', '.gate-ask')
  await person.page.waitForSelector('html.elder form.ask')
  await person.isAt('elder_ask')
  for (const [id, words] of [['subject', '买菜不方便'], ['text', '村里没有菜场，老人买菜要走很远。']]) {
    if (person.isTouching) await person.press(`#${id}`)
    else await tabTo(person, id)
    await person.page.keyboard.type(words)
  }
  await choose('提交留言', 'text=提交留言')
  const { number, code } = await receiptOf(person.page)
  assert.ok(number && code)
  await person.page.waitForSelector('html.elder')
  const [ofCode, ofText] = await person.page.evaluate(() => ['#code', '.receipt-warn'].map((one) => parseFloat(getComputedStyle(document.querySelector(one)).fontSize)))
  assert.ok(ofCode > ofText, `the code is to be copied, and is written in ${ofCode} px where the text has ${ofText}`)
  await person.isAt('elder_receipt')
  await stage.admin.taken(number)
})

allGone({ citizen: 8 })
