// DingTalk's side of a robot in HTTP mode: its callbacks, and a stand-in of its session webhooks and API. Written from the
// platform's documentation, with nothing of the product's.
import assert from 'node:assert/strict'
import { createHmac, randomUUID } from 'node:crypto'
import { kNoAnswer, serveApi } from './platform_api.mjs'

let last = 0

export const sessionOf = (name) => `https://oapi.dingtalk.com/robot/sendBySession?session=${name}`

/** The callback of a text message. `staff` null: not of the organisation; `group`: said in a group. */
export function textCallback(text, { from = `$:LWCP_v1:$${randomUUID()}`, staff = null, id = `msg${Date.now()}${++last}==`, group = null, session = sessionOf(id), until = Date.now() + 5_400_000 } = {}) {
  return {
    conversationId: group ?? `cid-${from}`,
    conversationType: group ? '2' : '1',
    msgId: id,
    createAt: Date.now(),
    senderId: from,
    ...(staff ? { senderStaffId: staff } : {}),
    senderNick: '杨女士',
    isInAtList: true,
    robotCode: 'robot',
    sessionWebhook: session,
    sessionWebhookExpiredTime: until,
    msgtype: 'text',
    text: { content: ` ${text}` },
  }
}

const signOf = (secret, timestamp) => createHmac('sha256', secret).update(`${timestamp}\n${secret}`).digest('base64')

/** Sends a callback as the platform does; the answer. */
export function deliver(site, account, callback, { timestamp = Date.now(), sign = signOf(account.app_secret, timestamp) } = {}) {
  const headers = { 'Content-Type': 'application/json; charset=utf-8', timestamp: String(timestamp), sign }
  return site.send('POST', account.path, { body: JSON.stringify(callback), headers })
}

export const say = (site, account, text, options) => deliver(site, account, textCallback(text, options))

/** The platform's side of replies. `sent`: what arrived, {to, text}: `to` is a session's name, "staff:<id>" or "group:<id>".
 * `answers`: what the next sends hear instead of success; `kNoAnswer`: taken, but the connection breaks. `over`: sessions that
 * are no more. */
export function startApi() {
  const api = { sent: [], tries: [], tokens: [], answers: [], over: new Set() }
  const taken = (to, text, good) => {
    api.tries.push({ to, text })
    const answer = api.answers.shift()
    if (!answer || answer === kNoAnswer) api.sent.push({ to, text })
    return answer ?? good
  }
  const robot = (request, asked, to) => {
    if (request.headers['x-acs-dingtalk-access-token'] !== api.tokens.at(-1)) return { code: 'InvalidAuthentication', message: '不合法的access_token' }
    assert.equal(asked.msgKey, 'sampleText')
    assert.ok(Buffer.byteLength(asked.msgParam) <= 15_000)
    return taken(to, JSON.parse(asked.msgParam).content, { processQueryKey: randomUUID(), invalidStaffIdList: [], flowControlledStaffIdList: [] })
  }
  const answerTo = (request, asked) => {
    const url = new URL(request.url, 'http://api')
    if (url.pathname === '/v1.0/oauth2/accessToken') {
      assert.ok(asked.appKey && asked.appSecret)
      api.tokens.push(randomUUID())
      return { accessToken: api.tokens.at(-1), expireIn: 7200 }
    }
    if (url.pathname === '/v1.0/robot/oToMessages/batchSend') return robot(request, asked, `staff:${asked.userIds}`)
    if (url.pathname === '/v1.0/robot/groupMessages/send') return robot(request, asked, `group:${asked.openConversationId}`)
    assert.equal(url.pathname, '/robot/sendBySession')
    const session = url.searchParams.get('session')
    if (api.over.has(session)) return { errcode: 300001, errmsg: 'session 不存在' }
    assert.equal(asked.msgtype, 'text')
    assert.equal(asked.at, undefined, 'nobody is mentioned')
    return taken(session, asked.text.content, { errcode: 0, errmsg: 'ok' })
  }
  return serveApi(api, (request, bytes) => {
    const body = answerTo(request, JSON.parse(bytes.toString('utf8')))
    return body === kNoAnswer ? body : { status: body.code === 'InvalidAuthentication' ? 400 : body.code ? 403 : 200, body }
  })
}
