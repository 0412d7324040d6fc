// A citizen asks and looks the answer up: on a phone, by keyboard, without scripts, twice by mistake, with faults and photos.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { deflateSync } from 'node:zlib'
import { desktop, openPage, phone, startBrowser } from './browser.mjs'
import { ask, fill, lookUp, receiptOf, reviewedAnswer } from './citizens.mjs'
import { Colleague, staffedTown, until } from './people.mjs'
import { startSite } from './site.mjs'

let site, browser, town, answer
before(async () => {
  site = await startSite()
  town = await staffedTown(site)
  answer = await reviewedAnswer(town.admin)
  browser = await startBrowser()
})
after(async () => {
  await browser?.close()
  await site?.stop()
})

const bodyText = (page) => page.textContent('main')

/** A grey PNG of 8 by 8 pixels. */
function smallPng() {
  const crcTable = Array.from({ length: 256 }, (_, n) => Array.from({ length: 8 }).reduce((c) => (c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1), n))
  const crc = (bytes) => (bytes.reduce((c, byte) => crcTable[(c ^ byte) & 0xff] ^ (c >>> 8), 0xffffffff) ^ 0xffffffff) >>> 0
  const chunk = (type, data) => {
    const body = Buffer.concat([Buffer.from(type), data])
    const head = Buffer.alloc(4)
    head.writeUInt32BE(data.length)
    const tail = Buffer.alloc(4)
    tail.writeUInt32BE(crc(body))
    return Buffer.concat([head, body, tail])
  }
  const header = Buffer.from([0, 0, 0, 8, 0, 0, 0, 8, 8, 0, 0, 0, 0])
  const rows = Buffer.concat(Array.from({ length: 8 }, () => Buffer.from([0, ...Array(8).fill(128)])))
  return Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), chunk('IHDR', header), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))])
}

test('two fields are enough: number, code, both dates, and later the reply', async () => {
  const page = await openPage(browser, phone)
  const receipt = await ask(page, site, { subject: '门口的路灯', text: '小区门口的路灯不亮，走路看不清。' })
  assert.match(receipt.number, /^[0-9A-Z-]{10,}$/)
  assert.match(receipt.code, /^[0-9A-Z-]{8,}$/)
  assert.match(await bodyText(page), /给您回应\s*今天，\d+月\d+日（周.）24:00前/)
  assert.match(await bodyText(page), /最终答复\s*\d+月\d+日（周.）/)
  assert.ok(!page.url().includes(receipt.code), 'the code is in no address')

  const { ticket } = await town.admin.taken(receipt.number)
  assert.equal(ticket.subject, '门口的路灯')
  if (ticket.unit !== town.unit.code) await town.admin.move(receipt.number, 'assign', { unit: town.unit.code, reason: '测试' })
  await lookUp(page, site, receipt)
  assert.match(await bodyText(page), new RegExp(`承办单位\\s*${town.unit.name}`))
  assert.ok(!page.url().includes('code'))

  const shen = await Colleague.loggedIn(site.url, 'shen')
  await town.admin.move(receipt.number, 'submit', { text: '您好：\n已经修好。' })
  await shen.move(receipt.number, 'reply', { text: '您好：\n已经修好。' })
  await lookUp(page, site, receipt)
  assert.match(await page.textContent('.answer'), /已经修好/)
  assert.equal(await page.getAttribute('.is-current', 'aria-current'), 'step')
  assert.match(await page.textContent('.is-current'), /答复/)
  assert.deepEqual(page.faults, [])
})

test('the whole way works without scripts', async () => {
  const context = await browser.newContext({ viewport: phone, javaScriptEnabled: false })
  const page = await context.newPage()
  const receipt = await ask(page, site, { subject: '不用脚本', text: '老手机也能提交吗？', place: '某路', name: '老马', contact: '13800000000', kind: 'suggestion' })
  await town.admin.taken(receipt.number)
  await lookUp(page, site, receipt)
  assert.match(await page.textContent('main'), /不用脚本/)
  await page.goto(`${site.url}/ask`)
  await page.click('text=长辈版')
  assert.equal(await page.getAttribute('html', 'class'), 'elder')
  assert.equal(new URL(page.url()).pathname, new URL(`${site.url}/ask`).pathname)
  await page.click('text=标准版')
  assert.equal(await page.getAttribute('html', 'class'), null)
})

test('keyboard alone: from the skip link to the receipt', async () => {
  const page = await openPage(browser, desktop)
  await page.goto(`${site.url}/ask`)
  await page.keyboard.press('Tab')
  assert.equal(await page.evaluate(() => document.activeElement.textContent), '跳到正文')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Tab')
  assert.equal(await page.evaluate(() => document.activeElement.getAttribute('href')), '/when')
  await page.keyboard.press('Tab')
  assert.equal(await page.evaluate(() => document.activeElement.id), 'subject')
  await page.keyboard.type('只用键盘')
  await page.keyboard.press('Tab')
  await page.keyboard.type('我不用鼠标也能提交吗？')
  for (let i = 0; i < 20; ++i) {
    await page.keyboard.press('Tab')
    const seen = await page.evaluate(() => ({ text: document.activeElement.textContent, outline: getComputedStyle(document.activeElement).outlineStyle }))
    assert.notEqual(seen.outline, 'none', `no visible focus on ${seen.text}`)
    if (seen.text === '提交留言') break
  }
  await page.keyboard.press('Enter')
  assert.ok((await receiptOf(page)).number)
})

test('the same form sent twice is one ticket; a corrected text is another', async () => {
  const page = await openPage(browser)
  await page.goto(`${site.url}/ask`)
  await fill(page, { subject: '点了两次', text: '第一次写的。' })
  const form = await page.evaluate(() => Object.fromEntries(new FormData(document.querySelector('form.ask'))))
  const send = async (fields) => {
    const body = new FormData()
    for (const [name, value] of Object.entries(fields)) if (name !== 'files') body.append(name, value)
    const html = await (await fetch(`${site.url}/ask`, { method: 'POST', body })).text()
    return html.match(/id="number"[^>]*>([^<]+)</)[1]
  }
  const numbers = await Promise.all([send(form), send(form), send(form)])
  assert.equal(new Set(numbers).size, 1)
  await town.admin.taken(numbers[0])
  assert.equal((await town.admin.call('GET', `/api/v1/tickets?queue=all&q=${encodeURIComponent('点了两次')}`)).items.length, 1)
  assert.notEqual(await send({ ...form, text: '想了想，改一下。' }), numbers[0])
})

test('a form with faults comes back filled, with the fault beside its field and the focus there', async () => {
  const page = await openPage(browser, phone)
  await page.goto(`${site.url}/ask`)
  await page.evaluate(() => document.querySelector('form.ask').setAttribute('novalidate', ''))
  await fill(page, { subject: '标'.repeat(101), text: '正文\n第二行 <b>', place: '"银春路"', name: '王', publish: true, kind: 'help' })
  await page.click('text=提交留言')
  await page.waitForSelector('#faults')
  assert.match(await page.textContent('#subject-error'), /100字以内/)
  assert.equal(await page.evaluate(() => document.activeElement.id), 'subject')
  assert.equal(await page.inputValue('#text'), '正文\n第二行 <b>')
  assert.equal(await page.inputValue('#place'), '"银春路"')
  assert.ok(await page.isChecked('input[name=publish][value=yes]'))
  assert.ok(await page.isChecked('input[name=kind][value=help]'))
  await page.fill('#subject', '短标题')
  await page.click('text=提交留言')
  assert.ok((await receiptOf(page)).code)
})

test('photos are taken, other files are refused by what they are', async () => {
  const page = await openPage(browser)
  const photo = { name: '井盖.png', mimeType: 'image/png', buffer: smallPng() }
  const receipt = await ask(page, site, { subject: '井盖', text: '见照片。', files: [photo, { ...photo, name: '二.png' }] })
  assert.match(await bodyText(page), /附件\s*2个，已收到/)
  const { messages } = await town.admin.taken(receipt.number)
  assert.equal(messages[0].attachments.length, 2)

  await page.goto(`${site.url}/ask`)
  await fill(page, { subject: '不是照片', text: '附件其实是程序。', files: [{ name: '照片.png', mimeType: 'image/png', buffer: Buffer.from('MZ\x90\x00 program') }] })
  await page.click('text=提交留言')
  assert.match(await page.textContent('#files-error'), /“照片.png”不是可以接收的文件/)
  assert.equal(await page.inputValue('#text'), '附件其实是程序。')
  assert.match(await bodyText(page), /请再选一次/)
})

test('what is not text of ours stays text', async () => {
  const page = await openPage(browser)
  const text = '<img src=x onerror="document.title=1"><script>document.title=2</script>{{town}} {{{base}}} 𠮷😀'
  const receipt = await ask(page, site, { subject: '<script>alert(1)</script>', text })
  await town.admin.taken(receipt.number)
  await lookUp(page, site, receipt)
  assert.equal(await page.textContent('#state'), '<script>alert(1)</script>')
  await page.click('text=您写的内容')
  assert.ok((await page.textContent('.own-words')).includes(text))
  assert.match(await page.title(), /办理进度/)
  assert.deepEqual(page.faults, [])
})

test('a question that the town has answered before is answered on the spot', async () => {
  const page = await openPage(browser, phone)
  const receipt = await ask(page, site, { subject: '请问', text: answer.question })
  const told = await page.textContent('.answer')
  assert.ok(told.includes(answer.source), told)
  assert.doesNotMatch(told, /转人工/)
  await until('the answer on the status page', async () => {
    await lookUp(page, site, receipt)
    return (await page.locator('.answer-auto').count()) === 1
  })
})

test('a wrong code says no more than a wrong number, and the number stays typed', async () => {
  const page = await openPage(browser, phone)
  const receipt = await ask(page, site, { subject: '查询码', text: '试一试。' })
  await lookUp(page, site, { ...receipt, code: '0000-00000' })
  const first = await page.textContent('#problem')
  assert.equal(await page.inputValue('#number'), receipt.number)
  assert.equal(await page.inputValue('#code'), '')
  await lookUp(page, site, { ...receipt, number: '0000-0000-0000' })
  assert.equal(await page.textContent('#problem'), first)
  await lookUp(page, site, { number: ` ${receipt.number.toLowerCase()} `, code: receipt.code.replaceAll('-', '').toLowerCase() })
  assert.equal(await page.locator('.state-head').count(), 1)
})
