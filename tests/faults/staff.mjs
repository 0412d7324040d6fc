// Staff at work over the JSON API: a dispatcher who assigns and submits, a reviewer who signs off. They go on through kills;
// an answer that was lost is looked up, never assumed.
import { sleep } from './random.mjs'

const kPauseMs = 30
const kTimeoutMs = 10_000
const kPage = 100
const kLookMs = 150
const kMostSteps = 6

/** One logged-in person. */
export class Person {
  constructor(url) {
    this.url = url
  }

  async logIn(login, password) {
    const answer = await fetch(`${this.url}/api/v1/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ login, password }),
    })
    if (!answer.ok) throw new Error(`${login} cannot log in: ${answer.status} ${await answer.text()}`)
    this.cookie = answer.headers.get('set-cookie').split(';')[0]
    this.csrf = (await answer.json()).csrf_token
    return this
  }

  /** {status, body}; status 0 when the connection broke or there was no answer in time. */
  async call(method, path, body) {
    const headers = { cookie: this.cookie, 'x-csrf-token': this.csrf, 'content-type': 'application/json' }
    try {
      const signal = AbortSignal.timeout(kTimeoutMs)
      const answer = await fetch(`${this.url}/api/v1/${path}`, { method, headers, signal, body: body && JSON.stringify(body) })
      const text = await answer.text()
      return { status: answer.status, body: text ? JSON.parse(text) : null }
    } catch {
      return { status: 0, body: null }
    }
  }

  /** The body of a 200, however often it takes. */
  async get(path) {
    for (;;) {
      const { status, body } = await this.call('GET', path)
      if (status === 200) return body
      if (status !== 0 && status !== 503) throw new Error(`GET ${path}: ${status} ${JSON.stringify(body)}`)
      await sleep(kPauseMs)
    }
  }

  /** All tickets of a queue, page by page. */
  async tickets(queue) {
    const items = []
    for (let after = ''; after !== null; ) {
      const page = await this.get(`tickets?queue=${queue}&limit=${kPage}&after=${after}`)
      items.push(...page.items)
      after = page.next
    }
    return items
  }
}

export class Office {
  constructor(dispatcher, reviewer, random) {
    this.dispatcher = dispatcher
    this.reviewer = reviewer
    this.random = random
    this.answered = new Set()
    this.open = { webhook: [], wechat_oa: [], api: [] }
    this.stopping = false
  }

  /** Works until stop(); `desks` tickets at a time, platforms by turns. */
  start(desks) {
    this.working = Promise.all([this.look(), ...Array.from({ length: desks }, () => this.work())])
  }

  async stop() {
    this.stopping = true
    await this.working
  }

  /** Keeps the list of tickets without a reply. */
  async look() {
    while (!this.stopping) {
      const open = { webhook: [], wechat_oa: [], api: [] }
      for (const { number, channel } of await this.dispatcher.tickets('all')) if (!this.answered.has(number)) open[channel].push(number)
      this.open = open
      await sleep(kLookMs)
    }
  }

  async work() {
    const channels = Object.keys(this.open)
    for (let turn = 0; !this.stopping; ++turn) {
      const list = this.open[channels[turn % channels.length]]
      if (list.length === 0) await sleep(kPauseMs)
      else await this.answer(list.splice(this.random.integer(0, list.length), 1)[0])
    }
  }

  /** Leads a ticket to its reply, step by step, from whatever state it is in; gives up at the first step that fails: the
   * ticket is listed again, and whoever takes it goes on from there. */
  async answer(number) {
    for (let step = 0; step < kMostSteps && !this.stopping; ++step) {
      const { status, body } = await this.dispatcher.call('GET', `tickets/${number}`)
      if (status !== 200) return sleep(kPauseMs)
      if (body.messages.some((line) => line.from === 'staff')) return this.answered.add(number)
      await this.move(body.ticket)
    }
  }

  move(ticket) {
    const { number, version, state } = ticket
    const text = `您好，编号${number}的来信已办理，结果如下：已现场处理完毕。`
    if (state === 'in_review') return this.reviewer.call('POST', `tickets/${number}/reply`, { text, version })
    if (ticket.unit === '') return this.dispatcher.call('POST', `tickets/${number}/assign`, { unit: 'dzb', version })
    return this.dispatcher.call('POST', `tickets/${number}/submit`, { text, version })
  }
}
