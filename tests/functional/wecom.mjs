// WeCom's side of an application: its callbacks (the envelope is that of wechat.mjs), and a stand-in of its API. Written from the
// platform's documentation, with nothing of the product's.
import assert from 'node:assert/strict'
import { createHash, randomUUID } from 'node:crypto'
import { kNoAnswer, serveApi } from './platform_api.mjs'
import * as wechat from './wechat.mjs'

const now = () => Math.floor(Date.now() / 1000)
const sha1 = (...pieces) => createHash('sha1').update(pieces.map(String).sort().join('')).digest('hex')
/** What wechat.mjs calls app_id is the corporation's here. */
const sealing = (account) => ({ ...account, app_id: account.corp_id })

/** A text message as the platform writes it. */
export function textXml(account, text, { from = `u${randomUUID()}`, agent = account.agent_id, ...rest } = {}) {
  return wechat.textXml(text, { from, to: account.corp_id, ...rest }).replace('</xml>', `<AgentID>${agent}</AgentID></xml>`)
}

export function eventXml(account, event, { from = 'u1' } = {}) {
  const sender = from ? `<FromUserName><![CDATA[${from}]]></FromUserName>` : ''
  return `<xml><ToUserName><![CDATA[${account.corp_id}]]></ToUserName>${sender}<CreateTime>${now()}</CreateTime><MsgType><![CDATA[event]]></MsgType><Event><![CDATA[${event}]]></Event></xml>`
}

/** Sends a callback; the answer. */
export function deliver(site, account, xml, { timestamp = now(), token = account.token, corp = account.corp_id, plain = false } = {}) {
  const nonce = String(Math.floor(Math.random() * 1e9))
  const encrypted = wechat.encrypt({ ...account, app_id: corp }, xml)
  const query = new URLSearchParams({ msg_signature: sha1(token, timestamp, nonce, encrypted), timestamp, nonce })
  const body = plain ? xml : `<xml><ToUserName><![CDATA[${corp}]]></ToUserName><Encrypt><![CDATA[${encrypted}]]></Encrypt><AgentID><![CDATA[${account.agent_id}]]></AgentID></xml>`
  return site.send('POST', `${account.path}?${query}`, { body, headers: { 'Content-Type': 'text/xml' } })
}

export const say = (site, account, text, options = {}) => deliver(site, account, textXml(account, text, options), options)

/** The platform's check of the address: the echo is encrypted, and its plain text is wanted. */
export function verify(site, account, { echo = '3820475610293847561', token = account.token } = {}) {
  const encrypted = wechat.encrypt(sealing(account), echo)
  const [timestamp, nonce] = [now(), '11']
  const query = new URLSearchParams({ msg_signature: sha1(token, timestamp, nonce, encrypted), timestamp, nonce, echostr: encrypted })
  return site.send('GET', `${account.path}?${query}`)
}

export const passiveText = (account, answer) => wechat.passiveText(sealing(account), answer)

/** The platform's API: tokens, and application messages, kept in `sent`. `answers`: what the next sends hear instead of errcode
 * 0; `kNoAnswer`: taken, but the connection breaks. */
export function startApi() {
  const api = { sent: [], tries: [], tokens: [], answers: [] }
  const takeToken = (url) => {
    assert.ok(url.searchParams.get('corpid') && url.searchParams.get('corpsecret'))
    api.tokens.push(randomUUID())
    return { errcode: 0, errmsg: 'ok', access_token: api.tokens.at(-1), expires_in: 7200 }
  }
  const takeMessage = (url, body) => {
    if (url.searchParams.get('access_token') !== api.tokens.at(-1)) return { errcode: 40014, errmsg: 'invalid access_token' }
    const message = JSON.parse(body.toString('utf8'))
    assert.equal(message.msgtype, 'text')
    assert.equal(typeof message.agentid, 'number')
    assert.ok(Buffer.byteLength(message.text.content) <= 2048)
    api.tries.push(message)
    const answer = api.answers.shift()
    if (!answer || answer === kNoAnswer) api.sent.push(message)
    return answer ?? { errcode: 0, errmsg: 'ok', invaliduser: '', msgid: randomUUID() }
  }
  return serveApi(api, (request, bytes) => {
    const url = new URL(request.url, 'http://api')
    const known = { 'GET /cgi-bin/gettoken': () => takeToken(url), 'POST /cgi-bin/message/send': () => takeMessage(url, bytes) }
    const make = known[`${request.method} ${url.pathname}`]
    const body = make ? make() : { errcode: 43002, errmsg: 'unknown' }
    return body === kNoAnswer ? body : { status: make ? 200 : 404, body }
  })
}
