// Feishu's side of an application: its events, encrypted and signed, and a stand-in of its API. Written from the platform's
// documentation, with nothing of the product's.
import assert from 'node:assert/strict'
import { createCipheriv, createHash, randomBytes, randomUUID } from 'node:crypto'
import { kNoAnswer, serveApi } from './platform_api.mjs'

const now = () => Math.floor(Date.now() / 1000)
const sha256 = (...pieces) => pieces.reduce((hash, piece) => hash.update(piece), createHash('sha256'))

export function encrypt(account, text) {
  const iv = randomBytes(16)
  const cipher = createCipheriv('aes-256-cbc', sha256(account.encrypt_key).digest(), iv)
  return Buffer.concat([iv, cipher.update(text), cipher.final()]).toString('base64')
}

let last = 0

/** The event of a text message. `id` is the message's; each delivery of it has an event id of its own. */
export function textEvent(account, text, { from = `ou_${randomUUID()}`, id = `om_${now()}_${++last}`, chat = 'p2p', at = Date.now(), sender = 'user', token = account.verification_token } = {}) {
  return {
    schema: '2.0',
    header: { event_id: randomUUID(), event_type: 'im.message.receive_v1', create_time: String(at), token, app_id: account.app_id, tenant_key: 't' },
    event: {
      sender: { sender_id: { open_id: from, union_id: 'on_1', user_id: 'u' }, sender_type: sender, tenant_key: 't' },
      message: { message_id: id, create_time: String(at), chat_id: 'oc_1', chat_type: chat, message_type: 'text', content: JSON.stringify({ text }) },
    },
  }
}

/** Sends an event as the platform does; the answer. */
export function deliver(site, account, event, { timestamp = now(), signature } = {}) {
  const body = JSON.stringify({ encrypt: encrypt(account, JSON.stringify(event)) })
  const nonce = randomBytes(8).toString('hex')
  const right = sha256(String(timestamp), nonce, account.encrypt_key, body).digest('hex')
  const headers = { 'Content-Type': 'application/json; charset=utf-8', 'X-Lark-Request-Timestamp': String(timestamp), 'X-Lark-Request-Nonce': nonce, 'X-Lark-Signature': signature ?? right }
  return site.send('POST', account.path, { body, headers })
}

export const say = (site, account, text, options) => deliver(site, account, textEvent(account, text, options))

/** The platform's check of the address, which is encrypted and not signed. */
export function verify(site, account, challenge = 'c"4711\\') {
  const body = JSON.stringify({ encrypt: encrypt(account, JSON.stringify({ challenge, token: account.verification_token, type: 'url_verification' })) })
  return site.send('POST', account.path, { body, headers: { 'Content-Type': 'application/json' } })
}

/** The platform's API. `sent`: messages that arrived, {to, text, uuid}: `to` is a message_id or an open_id. `answers`: what the
 * next sends hear instead of code 0; `kNoAnswer`: taken, but the connection breaks; `recalled`: message ids that are gone. */
export function startApi(account = {}) {
  const api = { sent: [], tries: [], tokens: [], answers: [], recalled: new Set(), account }
  const takeToken = (asked) => {
    if (api.account.app_secret && asked.app_secret !== api.account.app_secret) return { code: 10014, msg: 'app secret invalid' }
    api.tokens.push(`t-${randomUUID()}`)
    return { code: 0, msg: 'ok', tenant_access_token: api.tokens.at(-1), expire: 7200 }
  }
  const take = (to, asked) => {
    assert.equal(asked.msg_type, 'text')
    assert.ok(asked.uuid.length > 0 && asked.uuid.length <= 50, 'a uuid of at most 50 characters')
    const message = { to, text: JSON.parse(asked.content).text, uuid: asked.uuid }
    api.tries.push(message)
    const answer = api.answers.shift()
    if (answer && answer !== kNoAnswer) return answer
    // The platform drops a uuid that it has had within the hour.
    if (!api.sent.some(({ uuid }) => uuid === asked.uuid)) api.sent.push(message)
    return answer ?? { code: 0, msg: 'success', data: { message_id: `om_${randomUUID()}` } }
  }
  const answerTo = (request, asked) => {
    const url = new URL(request.url, 'http://api')
    if (url.pathname === '/open-apis/auth/v3/tenant_access_token/internal') return takeToken(asked)
    if (request.headers.authorization !== `Bearer ${api.tokens.at(-1)}`) return { code: 99991663, msg: 'Invalid access token for authorization.' }
    const [, id] = url.pathname.match(/^\/open-apis\/im\/v1\/messages\/([^/]+)\/reply$/) ?? []
    if (id && api.recalled.has(id)) return { code: 230011, msg: 'The message is recalled.' }
    if (id) return take(id, asked)
    assert.equal(url.pathname, '/open-apis/im/v1/messages')
    assert.equal(url.searchParams.get('receive_id_type'), 'open_id')
    return take(asked.receive_id, asked)
  }
  return serveApi(api, (request, bytes) => {
    const body = answerTo(request, JSON.parse(bytes.toString('utf8')))
    return body === kNoAnswer ? body : { status: body.code === 0 ? 200 : 400, body }
  })
}
