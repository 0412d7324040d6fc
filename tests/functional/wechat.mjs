// WeChat's side of an official account: its callbacks in plain and safe mode, and a stand-in of its API. Written from the
// platform's documentation, with nothing of the product's.
import assert from 'node:assert/strict'
import { createCipheriv, createDecipheriv, createHash, randomBytes, randomUUID } from 'node:crypto'
import { kNoAnswer, serveApi } from './platform_api.mjs'

const kPadding = 32
const now = () => Math.floor(Date.now() / 1000)
const sha1 = (...pieces) => createHash('sha1').update(pieces.map(String).sort().join('')).digest('hex')
const keyOf = (encodingAesKey) => Buffer.from(`${encodingAesKey}=`, 'base64')

export function encrypt(account, xml) {
  const key = keyOf(account.aes_key)
  const message = Buffer.isBuffer(xml) ? xml : Buffer.from(xml)
  const length = Buffer.alloc(4)
  length.writeUInt32BE(message.length)
  const frame = Buffer.concat([randomBytes(16), length, message, Buffer.from(account.app_id)])
  const pad = kPadding - (frame.length % kPadding)
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false)
  return Buffer.concat([cipher.update(Buffer.concat([frame, Buffer.alloc(pad, pad)])), cipher.final()]).toString('base64')
}

export function decrypt(account, text) {
  const key = keyOf(account.aes_key)
  const cipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false)
  const padded = Buffer.concat([cipher.update(Buffer.from(text, 'base64')), cipher.final()])
  const frame = padded.subarray(0, padded.length - padded.at(-1))
  const length = frame.readUInt32BE(16)
  assert.equal(frame.subarray(20 + length).toString(), account.app_id, 'the receive id')
  return frame.subarray(20, 20 + length).toString('utf8')
}

export const element = (xml, name) => xml.match(new RegExp(`<${name}>(?:<!\\[CDATA\\[)?([^]*?)(?:\\]\\]>)?</${name}>`))?.[1]

let lastId = now() * 1_000_000

/** A text message as the platform writes it. */
export function textXml(text, { from = `o${randomUUID()}`, id = ++lastId, at = now(), to = 'gh_town' } = {}) {
  return `<xml><ToUserName><![CDATA[${to}]]></ToUserName><FromUserName><![CDATA[${from}]]></FromUserName><CreateTime>${at}</CreateTime><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[${text}]]></Content><MsgId>${id}</MsgId></xml>`
}

/** Query and body of a safe-mode callback. */
export function safeDelivery(account, xml, { timestamp = now(), nonce = String(Math.floor(Math.random() * 1e9)), token = account.token } = {}) {
  const encrypted = encrypt(account, xml)
  const query = new URLSearchParams({ signature: sha1(token, timestamp, nonce), timestamp, nonce, encrypt_type: 'aes', msg_signature: sha1(token, timestamp, nonce, encrypted) })
  return { query: String(query), body: `<xml><ToUserName><![CDATA[gh_town]]></ToUserName><Encrypt><![CDATA[${encrypted}]]></Encrypt></xml>` }
}

export function plainDelivery(account, xml, { timestamp = now(), nonce = '42', token = account.token } = {}) {
  return { query: String(new URLSearchParams({ signature: sha1(token, timestamp, nonce), timestamp, nonce })), body: xml }
}

/** The platform's check of the address, when an administrator enters it there. */
export function verify(site, account, { timestamp = now(), nonce = '7', token = account.token, echo = 'echo-4711' } = {}) {
  const query = new URLSearchParams({ signature: sha1(token, timestamp, nonce), timestamp, nonce, echostr: echo })
  return site.send('GET', `${account.path}?${query}`)
}

/** Sends a callback; the answer of the account. */
export function post(site, account, { query, body }) {
  return site.send('POST', `${account.path}?${query}`, { body, headers: { 'Content-Type': 'text/xml' } })
}

export const say = (site, account, text, options) => post(site, account, safeDelivery(account, textXml(text, options)))

/** The passive reply inside the answer to a safe-mode callback; its signature is checked. */
export function passiveText(account, answer) {
  assert.equal(answer.status, 200, answer.text)
  const encrypted = element(answer.text, 'Encrypt')
  assert.ok(encrypted, `a passive reply, not ${answer.text}`)
  assert.equal(element(answer.text, 'MsgSignature'), sha1(account.token, element(answer.text, 'TimeStamp'), element(answer.text, 'Nonce'), encrypted))
  const xml = decrypt(account, encrypted)
  assert.equal(element(xml, 'MsgType'), 'text')
  return element(xml, 'Content')
}

/** Number and query code in a receipt. */
export function receiptIn(text) {
  const number = text.match(/受理编号：(\S+)/)?.[1]
  const code = text.match(/查询码：(\S+)/)?.[1]
  assert.ok(number && code, `number and code in: ${text}`)
  return { number, code }
}

/** The platform's API: tokens, and customer-service messages, kept with their bytes in `sent`. `answers`: what the next sends
 * hear instead of errcode 0. */
export function startApi() {
  const api = { sent: [], tokens: [], answers: [], media: new Map(), notices: [], noticeAnswers: [] }
  const takeToken = (body) => {
    const asked = JSON.parse(body)
    assert.equal(asked.grant_type, 'client_credential')
    api.tokens.push({ ...asked, value: randomUUID() })
    return { access_token: api.tokens.at(-1).value, expires_in: 7200 }
  }
  const takeMessage = (body, token) => {
    if (token !== api.tokens.at(-1)?.value) return { errcode: 40001, errmsg: 'invalid credential' }
    api.sent.push({ bytes: body, message: JSON.parse(body.toString('utf8')) })
    return api.answers.shift() ?? { errcode: 0, errmsg: 'ok' }
  }
  /** One-time messages have no name, the others one by which their end is reported. */
  const takeNotice = (body, token, names = (count) => ({ msgid: 200_000_000 + count })) => {
    if (token !== api.tokens.at(-1)?.value) return { errcode: 40001, errmsg: 'invalid credential' }
    const answer = api.noticeAnswers.shift() ?? { errcode: 0, errmsg: 'ok' }
    if (answer.errcode !== 0) return answer
    api.notices.push(JSON.parse(body.toString('utf8')))
    return { ...answer, ...names(api.notices.length) }
  }
  const giveMedia = (url) => {
    if (url.searchParams.get('access_token') !== api.tokens.at(-1)?.value) return { status: 200, body: { errcode: 42001, errmsg: 'expired' } }
    const bytes = api.media.get(url.searchParams.get('media_id'))
    return bytes ? { status: 200, headers: { 'Content-Type': 'image/jpeg' }, bytes } : { status: 200, body: { errcode: 40007, errmsg: 'invalid media_id' } }
  }
  return serveApi(api, (request, bytes) => {
    const url = new URL(request.url, 'http://api')
    if (request.method === 'GET' && url.pathname === '/cgi-bin/media/get') return giveMedia(url)
    const known = { '/cgi-bin/stable_token': () => takeToken(bytes), '/cgi-bin/message/template/subscribe': () => takeNotice(bytes, url.searchParams.get('access_token'), () => ({})), '/cgi-bin/message/subscribe/bizsend': () => takeNotice(bytes, url.searchParams.get('access_token')), '/cgi-bin/message/template/send': () => takeNotice(bytes, url.searchParams.get('access_token')), '/cgi-bin/message/custom/send': () => takeMessage(bytes, url.searchParams.get('access_token')) }
    const make = request.method === 'POST' ? known[url.pathname] : undefined
    const body = make ? make() : { errcode: 43002, errmsg: 'unknown' }
    return body === kNoAnswer ? body : { status: make ? 200 : 404, body }
  })
}
