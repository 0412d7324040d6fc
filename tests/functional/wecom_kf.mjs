// WeCom's customer service (微信客服): its bell (the envelope is that of wecom.mjs) and a stand-in of its API, from which messages are
// pulled. Written from the platform's documentation, with nothing of the product's.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { kNoAnswer, serveApi } from './platform_api.mjs'
import * as wecom from './wecom.mjs'

const now = () => Math.floor(Date.now() / 1000)

/** Rings the bell: nothing of the messages is in it. */
export function ring(site, account, { kf = account.open_kfid, token = 'ENCbell', ...options } = {}) {
  const xml = `<xml><ToUserName><![CDATA[${account.corp_id}]]></ToUserName><CreateTime>${now()}</CreateTime><MsgType><![CDATA[event]]></MsgType><Event><![CDATA[kf_msg_or_event]]></Event><Token><![CDATA[${token}]]></Token><OpenKfId><![CDATA[${kf}]]></OpenKfId></xml>`
  return wecom.deliver(site, account, xml, options)
}

/** The API: `written` is all that was said, oldest first; a cursor is how much of it has been read. `sent`: replies by msgid.
 * `syncs` and `sends`: what the next calls hear instead of success; kNoAnswer: done, but the connection breaks. */
export function startApi({ page = 2 } = {}) {
  const api = { written: [], sent: new Map(), tries: [], tokens: [], asked: [], syncs: [], sends: [] }
  api.write = (text, { from = `wm${randomUUID()}`, origin = 3, ...rest } = {}) => {
    const message = { msgid: randomUUID().replaceAll('-', ''), open_kfid: 'wk1', external_userid: from, send_time: now(), origin, msgtype: 'text', text: { content: text }, ...rest }
    api.written.push(message)
    return message
  }
  const takeToken = () => {
    api.tokens.push(randomUUID())
    return { errcode: 0, errmsg: 'ok', access_token: api.tokens.at(-1), expires_in: 7200 }
  }
  const isOld = (url) => url.searchParams.get('access_token') !== api.tokens.at(-1)
  const sync = (url, bytes) => {
    if (isOld(url)) return { errcode: 42001, errmsg: 'access_token expired' }
    const asked = JSON.parse(bytes.toString('utf8'))
    assert.match(asked.open_kfid, /^wk[12]$/)
    assert.ok(asked.limit <= 1000)
    api.asked.push(asked)
    const answer = api.syncs.shift()
    if (answer) return answer
    const from = Number(asked.cursor ?? 0)
    const written = api.written.filter(({ open_kfid }) => open_kfid === asked.open_kfid)
    const list = written.slice(from, from + page)
    return { errcode: 0, errmsg: 'ok', next_cursor: String(from + list.length), has_more: from + list.length < written.length ? 1 : 0, msg_list: list }
  }
  const send = (url, bytes) => {
    if (isOld(url)) return { errcode: 40014, errmsg: 'invalid access_token' }
    const message = JSON.parse(bytes.toString('utf8'))
    assert.match(message.open_kfid, /^wk[12]$/)
    assert.match(message.msgid, /^[0-9A-Za-z_-]{1,32}$/)
    assert.ok(Buffer.byteLength(message.text.content) <= 2048)
    api.tries.push(message)
    const answer = api.sends.shift()
    if (answer && answer !== kNoAnswer) return answer
    if (api.sent.has(message.msgid)) return { errcode: 95033, errmsg: 'msgid repeated' }
    api.sent.set(message.msgid, message)
    return answer ?? { errcode: 0, errmsg: 'ok', msgid: message.msgid }
  }
  return serveApi(api, (request, bytes) => {
    const url = new URL(request.url, 'http://api')
    const known = { 'GET /cgi-bin/gettoken': takeToken, 'POST /cgi-bin/kf/sync_msg': () => sync(url, bytes), 'POST /cgi-bin/kf/send_msg': () => send(url, bytes) }
    const make = known[`${request.method} ${url.pathname}`]
    const body = make ? make() : { errcode: 43002, errmsg: 'unknown' }
    return body === kNoAnswer ? body : { status: make ? 200 : 404, body }
  })
}
