// Staff at work over the API, as the console does it: session cookie, CSRF token, ticket versions.
import assert from 'node:assert/strict'
import { until } from './harness.mjs'

export const kPassword = 'correct horse battery'

export class Colleague {
  constructor(site, login) {
    this.site = site
    this.login = login
    this.cookie = ''
    this.csrf = ''
  }

  /** Any call; the answer as contract.mjs gives it, whatever its status. */
  call(method, path, json) {
    const headers = { Cookie: this.cookie, ...(method === 'GET' ? {} : { 'X-CSRF-Token': this.csrf }) }
    return this.site.send(method, path, { json, headers })
  }

  /** A call that must succeed: its body. */
  async get(path) {
    const answer = await this.call('GET', path)
    assert.equal(answer.status, 200, `${this.login}: GET ${path}: ${answer.text}`)
    return answer.body
  }

  async enter(path, body) {
    const answer = await this.site.send('POST', path, { json: body })
    assert.equal(answer.status, 200, answer.text)
    this.cookie = answer.headers.get('set-cookie').split(';')[0]
    this.csrf = answer.body.csrf_token
    return this
  }

  logIn(password = kPassword) {
    return this.enter('/api/v1/session', { login: this.login, password })
  }

  ticket(number) {
    return this.get(`/api/v1/tickets/${number}`)
  }

  /** Makes a move with the ticket's present version; the answer. */
  async try(number, move, body = {}) {
    const { ticket } = await this.ticket(number)
    return this.call(move === 'draft' ? 'PUT' : 'POST', `/api/v1/tickets/${number}/${move}`, { version: ticket.version, ...body })
  }

  async move(number, move, body = {}) {
    const answer = await this.try(number, move, body)
    assert.equal(answer.status, 200, `${this.login}: ${move} ${number}: ${answer.text}`)
    return answer.body
  }

  /** Numbers in a queue. */
  async queue(name, words = '') {
    const { items } = await this.get(`/api/v1/tickets?queue=${name}&limit=100&q=${encodeURIComponent(words)}`)
    return items.map((row) => row.number)
  }

  /** Waits until the message stands at the desk. */
  taken(number) {
    return until(`ticket ${number}`, async () => {
      const answer = await this.call('GET', `/api/v1/tickets/${number}`)
      return answer.status === 200 && answer.body
    })
  }
}

/** Uses the one-time link; administrator and dispatcher, of no unit. */
export function firstAdministrator(site, login = 'zhou') {
  return new Colleague(site, login).enter('/api/v1/setup/password', { token: site.firstToken, login, name: '周敏', password: kPassword })
}

/** A person added by the administrator, logged in. */
export async function hired(admin, login, unit, roles) {
  const answer = await admin.call('POST', '/api/v1/staff', { login, name: `${login}同志`, unit, roles, password: kPassword })
  assert.equal(answer.status, 201, answer.text)
  return new Colleague(admin.site, login).logIn()
}

/** A citizen's message over the API: {number, code, response_due, final_due}. */
export async function write(site, message) {
  const answer = await site.send('POST', '/api/v1/messages', { json: message })
  assert.equal(answer.status, 201, answer.text)
  return answer.body
}

/** A message that lies with the unit. */
export async function assigned(admin, unit, message) {
  const receipt = await write(admin.site, message)
  const { ticket } = await admin.taken(receipt.number)
  if (ticket.unit !== unit) await admin.move(receipt.number, 'assign', { unit, reason: '测试' })
  return receipt
}

/** Handler submits, reviewer signs: the citizen has a reply. */
export async function answered(handler, reviewer, number, text) {
  await handler.move(number, 'submit', { text })
  return reviewer.move(number, 'reply', { text })
}

/** A first final reply as a platform where a grade is heard gets it: the letter, and below it the question for the grade. */
export const asFinalReply = (text) => `${text}\n\n请您评价这次办理：回复“满意”“基本满意”或“不满意”。也可以接着留言补充。`

/** What the citizen sees by number and code. */
export async function status(site, { number, code }) {
  const answer = await site.send('GET', `/api/v1/messages/${number}`, { headers: { 'X-Query-Code': code } })
  assert.equal(answer.status, 200, answer.text)
  return answer.body
}

/** Runs with other rules of the workflow, and puts the present ones back. */
export async function withWorkflow(admin, changes, run) {
  const path = '/api/v1/settings/workflow'
  const before = await admin.get(path)
  const put = async (settings) => assert.equal((await admin.call('PUT', path, settings)).status, 200)
  await put({ ...before, ...changes })
  try {
    return await run()
  } finally {
    await put(before)
  }
}
