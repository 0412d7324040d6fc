// A citizen adds to the own message on a phone of 360 px: with scripts and without, with photos, once by mistake empty, once after the reply.
import assert from 'node:assert/strict'
import { mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { after, before, test } from 'node:test'
import { openPage, overflows, startBrowser } from './browser.mjs'
import { ask, lookUp } from './citizens.mjs'
import { Colleague, staffedTown, until } from './people.mjs'
import { startSite } from './site.mjs'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const small = { width: 360, height: 740 }
const screens = process.env.SCREENS
// One grey pixel.
const kPixel = Buffer.from('/9j/2wBDAP//////////////////////////////////////////////////////////////////////////////////////wgALCAABAAEBAREA/8QAFBABAAAAAAAAAAAAAAAAAAAAAP/aAAgBAQABPxA=', 'base64')
const photo = (name, bytes = Buffer.concat([kPixel, Buffer.from(name)])) => ({ name, mimeType: 'image/jpeg', buffer: bytes })
let site, browser, town
before(async () => {
  site = await startSite()
  town = await staffedTown(site)
  browser = await startBrowser()
  if (screens) mkdirSync(screens, { recursive: true })
})
after(async () => {
  await browser?.close()
  await site?.stop()
})

async function seen(page, name) {
  assert.equal(await overflows(page), false, name)
  await page.evaluate(axe)
  const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }))
  assert.deepEqual(violations.filter(({ impact }) => ['moderate', 'serious', 'critical'].includes(impact)).map(({ id }) => id), [], name)
  if (screens) await page.screenshot({ path: `${screens}/addition_${name}.png`, fullPage: true })
}

const taken = (number, words) => until(`“${words}” at the desk`, async () => (await town.admin.ticket(number)).messages.some(({ text }) => text === words))

test('the form of the status page: filled, confirmed, shown on both sides', async () => {
  const page = await openPage(browser, small)
  const receipt = await ask(page, site, { subject: '门口的路灯', text: '小区门口的路灯不亮，走路看不清。' })
  await town.admin.taken(receipt.number)
  await lookUp(page, site, receipt)
  assert.equal(await page.locator('label[for="add-text"]').textContent(), '要补充的内容')
  assert.match(await page.textContent('#add-follows'), /答复时间不变/)
  await page.fill('#add-text', '在68号门口。\n晚上八点以后更暗，昨天有位老人摔了一跤。')
  await seen(page, 'form')
  await page.click('text=提交补充')
  await page.waitForURL(/\/q\/added\?/)
  assert.equal(await page.textContent('h1'), '已收到您的补充')
  assert.ok(!page.url().includes(receipt.code), 'the code is in no address')
  await seen(page, 'received')
  await page.reload()
  assert.equal(await page.textContent('h1'), '已收到您的补充', 'a reload sends nothing again')
  await taken(receipt.number, '在68号门口。\n晚上八点以后更暗，昨天有位老人摔了一跤。')
  assert.equal(await page.inputValue('#number'), receipt.number)
  await page.fill('#code', receipt.code)
  await page.click('button:has-text("查询")')
  await page.waitForSelector('.more-word')
  assert.match(await page.textContent('.more-word'), /昨天有位老人摔了一跤/)
  await seen(page, 'shown')
  assert.equal((await town.admin.ticket(receipt.number)).messages.length, 2)
  assert.deepEqual(page.faults, [])
})

test('an empty addition comes back with its fault and the focus; without scripts it goes the same way', async () => {
  const page = await openPage(browser, small)
  const receipt = await ask(page, site, { subject: '井盖', text: '井盖响。' })
  await town.admin.taken(receipt.number)
  await lookUp(page, site, receipt)
  await page.click('text=提交补充')
  await page.waitForSelector('#add-text-error')
  assert.equal(await page.textContent('#add-text-error'), '请写下您要补充的内容，或者附上照片、文件。')
  assert.equal(await page.evaluate(() => document.activeElement.id), 'add-text')
  await seen(page, 'fault')

  const plain = await (await browser.newContext({ viewport: small, javaScriptEnabled: false })).newPage()
  await lookUp(plain, site, receipt)
  await plain.fill('#add-text', '不用脚本也能补充。')
  await plain.click('text=提交补充')
  await plain.waitForURL(/\/q\/added\?/)
  assert.equal(await plain.textContent('h1'), '已收到您的补充')
  await taken(receipt.number, '不用脚本也能补充。')
})

test('photos go with an addition, with words and without, with scripts and without', async () => {
  const page = await openPage(browser, small)
  const receipt = await ask(page, site, { subject: '护栏', text: '护栏断了。', files: [photo('第一张.jpg')] })
  await town.admin.taken(receipt.number)
  await lookUp(page, site, receipt)
  await page.fill('#add-text', '又断了一根。')
  await page.setInputFiles('#add-files', [photo('近看.jpg'), photo('名字很长很长很长很长很长很长很长很长很长很长很长很长的一张照片.jpg')])
  await seen(page, 'files_form')
  await page.click('text=提交补充')
  await page.waitForURL(/\/q\/added\?/)
  await taken(receipt.number, '又断了一根。')

  const plain = await (await browser.newContext({ viewport: small, javaScriptEnabled: false })).newPage()
  await lookUp(plain, site, receipt)
  await plain.setInputFiles('#add-files', photo('只有照片.jpg'))
  await plain.click('text=提交补充')
  await plain.waitForURL(/\/q\/added\?/)
  await taken(receipt.number, '[附件]')
  const { messages } = await town.admin.ticket(receipt.number)
  assert.deepEqual(messages.map(({ attachments }) => attachments.length), [1, 2, 1])

  await lookUp(page, site, receipt)
  await page.click('text=您写的内容')
  assert.match(await page.textContent('.own-words'), /第一张\.jpg/)
  assert.match(await page.locator('.more-word').nth(0).textContent(), /近看\.jpg/)
  assert.match(await page.locator('.more-word').nth(1).textContent(), /只有照片\.jpg/)
  await seen(page, 'files_shown')
  const [download] = await Promise.all([page.waitForEvent('download'), page.click('button[aria-label="下载附件 近看.jpg"]')])
  assert.equal(download.suggestedFilename(), 'attachment-2.jpg')
  assert.deepEqual(page.faults, [])
})

test('files that are too many or too large are said at once, others when they came; what was typed stays', async () => {
  const page = await openPage(browser, small)
  const receipt = await ask(page, site, { subject: '垃圾桶', text: '垃圾桶满了。' })
  await town.admin.taken(receipt.number)
  await lookUp(page, site, receipt)
  await page.fill('#add-text', '写了很久的话\n第二行 <b>')
  const said = () => page.evaluate(() => document.getElementById('add-files').validationMessage)
  await page.setInputFiles('#add-files', Array.from({ length: 7 }, (_, i) => photo(`${i}.jpg`)))
  assert.equal(await said(), '最多6个文件，您选了7个。')
  await page.setInputFiles('#add-files', photo('大.jpg', Buffer.concat([kPixel, Buffer.alloc(10 * 1024 * 1024)])))
  assert.equal(await said(), '“大.jpg”超过10MB，请压缩后再选。')
  await page.setInputFiles('#add-files', photo('假的.jpg', Buffer.from('MZ\x90\0 program')))
  assert.equal(await said(), '')
  await page.click('text=提交补充')
  await page.waitForSelector('#add-files-error')
  assert.match(await page.textContent('#add-files-error'), /“假的.jpg”不是可以接收的文件/)
  assert.match(await page.textContent('form.add'), /请再选一次/)
  assert.equal(await page.inputValue('#add-text'), '写了很久的话\n第二行 <b>')
  assert.equal(await page.evaluate(() => document.activeElement.id), 'add-files')
  await seen(page, 'files_fault')
  await page.setInputFiles('#add-files', photo('真的.jpg'))
  await page.click('text=提交补充')
  await page.waitForURL(/\/q\/added\?/)
  await taken(receipt.number, '写了很久的话\n第二行 <b>')
  assert.deepEqual(page.faults, [])
})

test('after the reply the form says that it is handled again', async () => {
  const page = await openPage(browser, small)
  const receipt = await ask(page, site, { subject: '路灯', text: '路灯不亮。' })
  const { ticket } = await town.admin.taken(receipt.number)
  if (ticket.unit !== town.unit.code) await town.admin.move(receipt.number, 'assign', { unit: town.unit.code, reason: '测试' })
  const shen = await Colleague.loggedIn(site.url, 'shen')
  await town.admin.move(receipt.number, 'submit', { text: '已经修好。' })
  await shen.move(receipt.number, 'reply', { text: '已经修好。' })
  await lookUp(page, site, receipt)
  assert.match(await page.textContent('#add-follows'), /补充以后会重新办理，再给您答复。如果说的是另一件事，请重新提问。/)
  await page.fill('#add-text', '只修好了一盏，另一盏还是不亮。')
  await seen(page, 'after_reply')
  await page.click('text=提交补充')
  await page.waitForURL(/\/q\/added\?/)
  assert.match(await page.textContent('#what-follows'), /这条留言会重新办理，再给您答复/)
  await taken(receipt.number, '只修好了一盏，另一盏还是不亮。')
  await lookUp(page, site, receipt)
  assert.match(await page.textContent('.promise-dates'), /办理中/)
  await seen(page, 'again')
})
