// Slack's, GitHub's and Telegram's side of a webhook account, and a stand-in of each one's API. Written from their documentation, with
// nothing of the product's.
import assert from 'node:assert/strict'
import { createHmac, randomInt, randomUUID } from 'node:crypto'
import { kNoAnswer, serveApi } from './platform_api.mjs'

const hex = (secret, text) => createHmac('sha256', secret).update(text).digest('hex')
const now = () => Math.floor(Date.now() / 1000)

/** One signed delivery; the answer. */
export function deliver(site, account, message, { secret = account.secret, timestamp = now(), type } = {}) {
  const body = typeof message === 'string' ? message : JSON.stringify(message)
  const headers = { 'Content-Type': type ?? (body.startsWith('{') ? 'application/json' : 'application/x-www-form-urlencoded') }
  if (account.scheme === 'slack') Object.assign(headers, { 'X-Slack-Request-Timestamp': String(timestamp), 'X-Slack-Signature': `v0=${hex(secret, `v0:${timestamp}:${body}`)}` })
  if (account.scheme === 'github') headers['X-Hub-Signature-256'] = `sha256=${hex(secret, body)}`
  if (account.scheme === 'telegram') headers['X-Telegram-Bot-Api-Secret-Token'] = secret
  return site.send('POST', account.path, { body, headers })
}

/** A delivery of nobody's, which is answered with 200 once the account is live. */
export const knock = (site, account) => deliver(site, account, account.scheme === 'telegram' ? { update_id: 1 } : { type: 'nothing' })

export function telegramUpdate(text, { from = randomInt(1e9, 9e9), chat = from, type = 'private', id = randomInt(1, 1e9), ...rest } = {}) {
  return { update_id: id, message: { message_id: randomInt(1, 1e9), date: now(), chat: { id: chat, type }, from: { id: from, is_bot: false, first_name: '王' }, ...(text ? { text } : {}), ...rest } }
}

export function slackCommand(text, { user = 'U1', trigger = randomUUID() } = {}) {
  return new URLSearchParams({ command: '/huiying', text, user_id: user, user_name: 'wang', channel_id: 'C1', trigger_id: trigger, response_url: 'https://hooks.slack.com/commands/x' }).toString()
}

export function slackMessage(text, { user = 'U1', id = randomUUID(), type = 'im', ...rest } = {}) {
  return { type: 'event_callback', event_id: id, event: { type: 'message', channel: 'D1', channel_type: type, user, text, ts: '1.1', ...rest } }
}

export function githubComment(text, { user = 77, id = randomInt(1, 1e9), issue = 5, action = 'created', type = 'User' } = {}) {
  return { action, issue: { number: issue, id: 9, title: '标题' }, comment: { id, body: text, user: { id: user, login: 'wang', type } }, repository: { full_name: 'town/board' } }
}

/** All three APIs; `sent`: {api, to, text}. `answers`: what the next sends hear instead of success; kNoAnswer: taken, but the
 * connection breaks. */
export function startApi() {
  const api = { sent: [], tries: [], answers: [] }
  const read = (path, headers, body) => {
    if (path === '/api/chat.postMessage') {
      assert.equal(headers.authorization, 'Bearer t0ken')
      return { api: 'slack', to: body.channel, text: body.text, ok: { ok: true } }
    }
    if (path === '/bott0ken/sendMessage') return { api: 'telegram', to: String(body.chat_id), text: body.text, ok: { ok: true, result: {} } }
    const comment = path.match(/^\/repos\/(.+)\/comments$/)
    assert.ok(comment, path)
    assert.equal(headers.authorization, 'Bearer t0ken')
    return { api: 'github', to: comment[1], text: body.body, ok: { id: 1 }, status: 201 }
  }
  return serveApi(api, (request, bytes) => {
    const { ok, status = 200, ...message } = read(request.url, request.headers, JSON.parse(bytes.toString('utf8')))
    api.tries.push(message)
    const answer = api.answers.shift()
    if (!answer || answer === kNoAnswer) api.sent.push(message)
    return answer ?? { status, body: ok }
  })
}
