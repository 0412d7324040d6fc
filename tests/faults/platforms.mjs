// The ways in from the outside: signs deliveries as the two platforms do, or writes over the API; reads the answers, checks
// what comes back signed. Formats: docs/channels/webhook.md, docs/channels/wechat_oa.md, board/web/openapi.json.
import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

const kPaddingBlock = 32
const kRandomBytes = 16

const webhookKey = (secret) => Buffer.from(secret.replace(/^whsec_/, ''), 'base64')

function webhookSignature(secret, id, timestamp, body) {
  return `v1,${createHmac('sha256', webhookKey(secret)).update(`${id}.${timestamp}.`).update(body).digest('base64')}`
}

function webhookDelivery(account, { id, person, text }) {
  const body = JSON.stringify({ id, from: { id: person, name: '居民' }, text, kind: 'complaint' })
  const timestamp = String(Math.floor(Date.now() / 1000))
  const headers = {
    'content-type': 'application/json',
    'webhook-id': `${person}-${id}`,
    'webhook-timestamp': timestamp,
    'webhook-signature': webhookSignature(account.secret, `${person}-${id}`, timestamp, body),
  }
  return { path: `/hooks/webhook/${account.name}`, headers, body }
}

/** Whether a pushed reply is signed with the account's secret. */
export function isSignedPush(account, headers, body) {
  const expected = Buffer.from(webhookSignature(account.secret, headers['webhook-id'], headers['webhook-timestamp'], body))
  return String(headers['webhook-signature'])
    .split(' ')
    .map((signature) => Buffer.from(signature))
    .some((signature) => signature.length === expected.length && timingSafeEqual(signature, expected))
}

const wechatKey = (account) => Buffer.from(`${account.aes_key}=`, 'base64')
const sortedSha1 = (...pieces) => createHash('sha1').update(pieces.sort().join('')).digest('hex')

function encrypt(account, xml) {
  const message = Buffer.from(xml)
  const length = Buffer.alloc(4)
  length.writeUInt32BE(message.length)
  const frame = Buffer.concat([randomBytes(kRandomBytes), length, message, Buffer.from(account.app_id)])
  const pad = kPaddingBlock - (frame.length % kPaddingBlock)
  const cipher = createCipheriv('aes-256-cbc', wechatKey(account), wechatKey(account).subarray(0, 16)).setAutoPadding(false)
  return Buffer.concat([cipher.update(Buffer.concat([frame, Buffer.alloc(pad, pad)])), cipher.final()]).toString('base64')
}

function decrypt(account, encrypted) {
  const decipher = createDecipheriv('aes-256-cbc', wechatKey(account), wechatKey(account).subarray(0, 16)).setAutoPadding(false)
  const frame = Buffer.concat([decipher.update(encrypted, 'base64'), decipher.final()])
  const length = frame.readUInt32BE(kRandomBytes)
  return frame.subarray(kRandomBytes + 4, kRandomBytes + 4 + length).toString()
}

/** A text message pushed in safe mode. `id` is WeChat's MsgId, `at` its CreateTime in seconds. */
function wechatDelivery(account, { id, person, text, at }) {
  const xml =
    `<xml><ToUserName><![CDATA[gh_town]]></ToUserName><FromUserName><![CDATA[${person}]]></FromUserName>` +
    `<CreateTime>${at}</CreateTime><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[${text}]]></Content><MsgId>${id}</MsgId></xml>`
  const encrypted = encrypt(account, xml)
  const timestamp = String(Math.floor(Date.now() / 1000))
  const nonce = randomBytes(5).toString('hex')
  const signature = sortedSha1(account.token, timestamp, nonce, encrypted)
  const query = `timestamp=${timestamp}&nonce=${nonce}&encrypt_type=aes&msg_signature=${signature}&openid=${person}`
  const body = `<xml><ToUserName><![CDATA[gh_town]]></ToUserName><Encrypt><![CDATA[${encrypted}]]></Encrypt></xml>`
  return { path: `/hooks/wechat_oa/${account.name}?${query}`, headers: { 'content-type': 'text/xml' }, body }
}

/** A message over the API, from a client that repeats itself under one Idempotency-Key. */
function apiDelivery(_, { id, text }) {
  const headers = { 'content-type': 'application/json', 'idempotency-key': id }
  return { path: '/api/v1/messages', headers, body: JSON.stringify({ subject: '请帮忙看看', text, kind: 'help' }) }
}

const kDeliveryBy = { webhook: webhookDelivery, wechat_oa: wechatDelivery, api: apiDelivery }

/** A delivery of `message` over its channel: {path, headers, body}. Made anew at each try, as a platform does: the time stamp
 * of a signature must be fresh. */
export const deliveryOf = (account, message) => kDeliveryBy[message.channel](account, message)

/** Number and query code in the answer to a delivery; the code is missing where a message continues a talk. */
export function receiptOf(account, channel, body) {
  if (channel !== 'wechat_oa') return JSON.parse(body)
  const words = decrypt(account, body.match(/<Encrypt><!\[CDATA\[(.+?)\]\]>/)[1])
  return {
    number: words.match(/[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/)?.[0],
    code: words.match(/查询码：([0-9A-Z]{4}-[0-9A-Z]{5})/)?.[1],
  }
}
