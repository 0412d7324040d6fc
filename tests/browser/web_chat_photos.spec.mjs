// A photo in the web chat's window on somebody else's page, under a strict policy: picked, seen, taken out again, sent, at the desk;
// what is too large or no photo, and what the server refuses, is said without a loss of what was written.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { crc32, deflateSync } from 'node:zlib'
import { desktop, openPage, overflows, phone, startBrowser } from './browser.mjs'
import { foreignPage, hearsIn, inWindow } from './foreign_page.mjs'
import { staffedTown, until } from './people.mjs'
import { startSite } from './site.mjs'

const kAxe = readFileSync(new URL('node_modules/axe-core/axe.min.js', import.meta.url), 'utf8')
const kShots = process.env.HUIYING_SHOTS
/** A PNG of one colour. */
function png(side, red, green, blue) {
  const u32 = (value) => Buffer.from([value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255])
  const chunk = (type, data) => Buffer.concat([u32(data.length), Buffer.from(type), data, u32(crc32(Buffer.concat([Buffer.from(type), data])))])
  const row = Buffer.concat([Buffer.from([0]), ...Array(side).fill(Buffer.from([red, green, blue]))])
  const rows = deflateSync(Buffer.concat(Array(side).fill(row)))
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), chunk('IHDR', Buffer.concat([u32(side), u32(side), Buffer.from([8, 2, 0, 0, 0])])), chunk('IDAT', rows), chunk('IEND', Buffer.alloc(0))])
}

// One grey pixel.
const kPixel = Buffer.from('/9j/2wBDAP//////////////////////////////////////////////////////////////////////////////////////wgALCAABAAEBAREA/8QAFBABAAAAAAAAAAAAAAAAAAAAAP/aAAgBAQABPxA=', 'base64')
const photo = (name, bytes = kPixel) => ({ name, mimeType: 'image/jpeg', buffer: bytes })
const ofSize = (bytes) => Buffer.concat([kPixel, Buffer.alloc(bytes - kPixel.length)])
let site, browser, town, foreign

before(async () => {
  site = await startSite()
  town = await staffedTown(site)
  foreign = await foreignPage(site)
  await town.admin.call('POST', '/api/v1/channels', { channel: 'webchat', name: 'portal', settings: { origins: foreign.url } })
  browser = await startBrowser()
})
after(async () => {
  await browser?.close()
  await foreign?.close()
  await site?.stop()
})

const shoot = (page, name) => kShots && page.screenshot({ path: `${kShots}/chat-photos-${name}.png` })
const pick = (page, ...files) => inWindow(page, 'input[type=file]').setInputFiles(files)
const names = (page) => inWindow(page, '.staged .name').allTextContents()
const listed = (page, ...wanted) => until(`${wanted} in the list`, async () => String(await names(page)) === String(wanted))
const complaint = (page) => until('a complaint', async () => (await inWindow(page, '.trouble').isVisible()) && inWindow(page, '.trouble').textContent())
const photosOf = async (number) => (await town.admin.taken(number)).messages.flatMap(({ attachments }) => attachments ?? []).map(({ name }) => name)

async function opened(viewport = desktop) {
  const page = await openPage(browser, viewport)
  await page.goto(foreign.url)
  await inWindow(page, '.launch').click()
  await hearsIn(page, 'system', '随时可以转人工')
  return page
}

test('photos that are picked are seen, can be taken out, and go with the next message to the desk', async () => {
  const page = await opened()
  await pick(page, photo('路灯.jpg', png(64, 200, 30, 30)), photo('错的.jpg'), photo('井盖.jpg', png(48, 20, 120, 60)))
  await listed(page, '路灯.jpg', '错的.jpg', '井盖.jpg')
  await inWindow(page, '.staged button').nth(1).click()
  await listed(page, '路灯.jpg', '井盖.jpg')
  await inWindow(page, 'textarea').fill('元江路的路灯不亮')
  const colour = await inWindow(page, '.staged canvas').first().evaluate((canvas) => [...canvas.getContext('2d').getImageData(40, 40, 1, 1).data])
  assert.deepEqual(colour, [200, 30, 30, 255], 'the picture is drawn, whatever the page’s policy says of images')
  await shoot(page, 'picked')
  await page.keyboard.press('Enter')
  const number = (await hearsIn(page, 'system', '受理编号')).match(/受理编号：(\S+)/)[1]
  assert.deepEqual(await photosOf(number), ['路灯.jpg', '井盖.jpg'])
  assert.equal(await inWindow(page, '.item.mine canvas').count(), 2)
  assert.equal(await inWindow(page, '.staged').isVisible(), false)
  await until('all to be received', async () => (await inWindow(page, '.fate').allTextContents()).every((text) => text === '已收到'))
  await shoot(page, 'sent')
  await pick(page, photo('近看.jpg'))
  await listed(page, '近看.jpg')
  await inWindow(page, '.send').click()
  await hearsIn(page, 'system', '补充内容已收到')
  await until('the third', async () => (await photosOf(number)).includes('近看.jpg'))
  assert.deepEqual(page.faults, [])
})

test('what is too large, no photo, or one too many is said, and what was written and picked stays', async () => {
  const page = await opened()
  await inWindow(page, 'textarea').fill('写了很久的话')
  await pick(page, photo('好的.jpg'), photo('太大.jpg', ofSize(10 * 1024 * 1024 + 1)), photo('网页.jpg', Buffer.from('<html>不是照片</html>')))
  const words = await complaint(page)
  assert.match(words, /“太大.jpg”有10.1MB，一张照片最大10MB/)
  assert.match(words, /“网页.jpg”不是可以发送的照片，请选JPG、PNG或WebP格式/)
  await listed(page, '好的.jpg')
  assert.equal(await inWindow(page, 'textarea').inputValue(), '写了很久的话')
  await shoot(page, 'complaint')
  await pick(page, ...[1, 2, 3, 4, 5, 6].map((i) => photo(`${i}.jpg`)))
  await until('one too many', async () => /一次最多发6张照片，“6.jpg”没有加上/.test(await inWindow(page, '.trouble').textContent()))
  await until('six in the list', async () => (await names(page)).length === 6)
})

test('what the server refuses comes back into the window with the words and the other photos', async () => {
  const page = await opened()
  // Begins as a photo does, and is none.
  await pick(page, photo('好的.jpg'), photo('坏的.jpg', kPixel.subarray(0, 40)))
  await listed(page, '好的.jpg', '坏的.jpg')
  await inWindow(page, 'textarea').fill('护栏断了')
  await page.keyboard.press('Enter')
  assert.match(await complaint(page), /照片“坏的.jpg”没有发出：不是可以接收的照片/)
  assert.equal(await inWindow(page, 'textarea').inputValue(), '护栏断了')
  await listed(page, '好的.jpg')
  await inWindow(page, '.send').click()
  const number = (await hearsIn(page, 'system', '受理编号')).match(/受理编号：(\S+)/)[1]
  assert.deepEqual(await photosOf(number), ['好的.jpg'])
})

test('a large photo that was written while the server was away is sent when it is back, once', async () => {
  const page = await opened()
  await site.down()
  await until('the word', async () => /重新连接/.test(await inWindow(page, '.state').textContent()))
  await pick(page, photo('大.jpg', ofSize(3 * 1024 * 1024)))
  await listed(page, '大.jpg')
  await inWindow(page, 'textarea').fill('春申路的垃圾桶满了')
  await page.keyboard.press('Enter')
  await site.up()
  const number = (await hearsIn(page, 'system', '受理编号')).match(/受理编号：(\S+)/)[1]
  assert.deepEqual(await photosOf(number), ['大.jpg'])
  const { messages } = await town.admin.taken(number)
  assert.equal(messages.filter(({ from }) => from === 'citizen').length, 1)
})

test('a page that is left before its photo went keeps the words, and says that the photo is wanted again', async () => {
  const page = await opened()
  await site.down()
  await until('the word', async () => /重新连接/.test(await inWindow(page, '.state').textContent()))
  await pick(page, photo('没发出.jpg'))
  await listed(page, '没发出.jpg')
  await inWindow(page, 'textarea').fill('联青路的路牌歪了')
  await page.keyboard.press('Enter')
  await site.up()
  await page.reload()
  await inWindow(page, '.launch').click()
  assert.match(await complaint(page), /上次的照片没有发出，请重新选择/)
  await hearsIn(page, 'system', '受理编号')
  assert.deepEqual(await inWindow(page, '.item.mine .words').allTextContents(), ['联青路的路牌歪了'])
})

test('the keyboard is enough, a reader hears what was picked, and no rule of accessibility is broken', async () => {
  for (const [name, viewport, scheme] of [['desktop', desktop, 'light'], ['phone', phone, 'dark']]) {
    const context = await browser.newContext({ viewport, colorScheme: scheme, bypassCSP: true, locale: 'zh-CN' })
    const page = await context.newPage()
    // From the beginning: what opens a chooser before the browser was told to hand it out is lost.
    const choosers = []
    page.on('filechooser', (chooser) => choosers.push(chooser))
    await page.goto(foreign.url)
    await inWindow(page, '.launch').click()
    await hearsIn(page, 'system', '随时可以转人工')
    await inWindow(page, '.large').click()
    await inWindow(page, '.attach').focus()
    await page.keyboard.press('Enter')
    await until('the chooser', () => choosers.length === 1)
    assert.ok(choosers[0].isMultiple())
    await choosers[0].setFiles([photo('一.jpg'), photo('二.jpg')])
    await listed(page, '一.jpg', '二.jpg')
    assert.match(await inWindow(page, '.hidden-words[role=status]').textContent(), /已添加2张照片，共2张/)
    const drop = inWindow(page, '.staged button').first()
    assert.equal(await drop.getAttribute('aria-label'), '移除照片“一.jpg”')
    await drop.focus()
    await page.keyboard.press('Enter')
    await listed(page, '二.jpg')
    assert.equal(await page.evaluate(() => document.querySelector('huiying-chat').shadowRoot.activeElement.id), 'words', 'the focus is not lost')
    await pick(page, photo('文字.jpg', Buffer.from('文字')))
    assert.equal(await inWindow(page, '.trouble').getAttribute('role'), 'alert')
    await complaint(page)
    await shoot(page, name)
    await page.addScriptTag({ content: kAxe })
    const { violations } = await page.evaluate(() => window.axe.run({ include: [['huiying-chat']] }))
    assert.deepEqual(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)]), [])
    assert.equal(await overflows(page), false)
    await context.close()
  }
})
