// What citizens do on the public board, and what must stand there before.
import { Colleague, assigned } from './people.mjs'

/** Fills the form of /ask with {subject, text, place, name, contact, kind, publish, files}. */
export async function fill(page, fields) {
  for (const name of ['subject', 'text', 'place', 'name', 'contact']) if (fields[name] !== undefined) await page.fill(`#${name}`, fields[name])
  if (fields.kind) await page.check(`input[name=kind][value=${fields.kind}]`)
  if (fields.publish) await page.check('input[name=publish][value=yes]')
  if (fields.files) await page.setInputFiles('#files', fields.files)
}

/** Asks on the board; {number, code} of the receipt that is then shown. */
export async function ask(page, site, fields) {
  await page.goto(`${site.url}/ask`)
  await fill(page, fields)
  await page.click('text=提交留言')
  return receiptOf(page)
}

/** Goes on past the answers that are offered before sending, where there are any. */
export async function receiptOf(page) {
  await page.waitForSelector('#number.key-value, .before-sending')
  if (await page.locator('.before-sending').count()) await page.click('text=继续提交')
  await page.waitForSelector('#number.key-value')
  return { number: (await page.textContent('#number')).trim(), code: (await page.textContent('#code')).trim() }
}

/** Looks a ticket up by number and code. */
export async function lookUp(page, site, { number, code }) {
  await page.goto(`${site.url}/q`)
  await page.fill('#number', number)
  await page.fill('#code', code)
  await page.click('button:has-text("查询")')
  await page.waitForLoadState()
}

/** An FAQ entry of the town, reviewed, that may answer by itself. */
export async function reviewedAnswer(admin, id = 'residence-permit-endorse') {
  const { items } = await admin.call('GET', '/api/v1/faq')
  const entry = items.find((known) => known.id === id)
  await admin.call('PUT', `/api/v1/faq/${id}`, { ...entry, review: 'reviewed', auto_answer: true })
  return entry
}

/** A question that was asked, answered, masked, reviewed and published; its title. */
export async function publishedCase(site, { admin, unit }) {
  const title = `周六办不办公 ${Date.now()}`
  const shen = await Colleague.loggedIn(site.url, 'shen')
  const { number } = await assigned(site, admin, unit, { subject: title, text: '窗口周六办不办？我的电话 13812345678。', publish: true })
  await admin.move(number, 'submit', { text: '您好：窗口周六上午照常办理。' })
  await shen.move(number, 'reply', { text: '您好：窗口周六上午照常办理。' })
  const { publication } = await admin.ticket(number)
  const proposed = await admin.call('PUT', `/api/v1/tickets/${number}/publication`, {
    title,
    question: '窗口周六办不办？',
    answer: '您好：\n一、窗口周六上午照常办理；\n二、周日休息。',
    version: publication.version,
  })
  await shen.call('POST', `/api/v1/tickets/${number}/publication/review`, {
    text_hash: proposed.text_hash,
    secrecy: true,
    privacy: true,
    wording: true,
    opinion: '可以公开',
  })
  return title
}

/** A policy document with two chapters and its interpretation, reviewed and published; its id. */
export async function publishedDocument(site, { admin, unit }, id = 'elder-care') {
  const shen = await Colleague.loggedIn(site.url, 'shen')
  const path = `/api/v1/policy-documents/${id}`
  const written = await admin.call('PUT', path, {
    title: '马桥镇养老服务补贴实施办法', number: '马府发〔2026〕12号', issuer: '马桥镇人民政府', issued_on: '2026-01-05', in_force_from: '2026-02-01', subject: '养老服务', unit: unit.code,
    text: '第一章 总则\n第一条 为了做好本镇养老服务，制定本办法。\n第二章 申请和审核\n第二条 本镇户籍、年满七十周岁的老年人可以申请养老服务补贴，申请时带：\n（一）身份证；\n（二）社会保障卡。\n第三条 补贴标准为每人每月三百元。',
    interpretation: '七十岁以上的老人每月可以领三百元，到社区事务受理服务中心申请。', version: 0,
  })
  for (const part of ['text', 'interpretation'])
    await shen.call('POST', `${path}/review`, { part, text_hash: written[`${part}_review`].text_hash, secrecy: true, privacy: true, wording: true, opinion: '' })
  await admin.call('POST', `${path}/publish`, { parts: ['text', 'interpretation'] })
  return id
}
