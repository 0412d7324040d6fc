// Citizens' messages on their way: makes distinct messages whose platform ids repeat across people, delivers each as its
// platform would, again and again until it hears 200, and some once more after that. Writes down every answer.
import { Agent, request } from 'node:http'
import { deliveryOf, receiptOf } from './platforms.mjs'
import { sleep } from './random.mjs'

const kShare = { wechat: 0.2, api: 0.1, secondOfTalk: 0.1, repeated: 0.15 }
const kBackoffMs = [20, 200]
const kAnswerTimeoutMs = 10_000
const kConnections = 224

const kMatters = [
  '银春路的路灯坏了三天了，晚上走路看不清。',
  '小区楼上装修噪声很大，周末一早就开工。',
  '请问居住证续签要带哪些材料？',
  '垃圾房旁边堆满了建筑垃圾，一直没人清运。',
  '楼道里有人给电瓶车充电，很不安全。',
  '想问一下老年综合津贴怎么申请。',
]

/** Distinct messages: two people in a row share their platform id. Some WeChat people write a second time within the talk. */
export function makeMessages(count, random) {
  const messages = []
  const wechat = Math.round(count * kShare.wechat)
  const api = Math.round(count * kShare.api)
  const at = Math.floor(Date.now() / 1000)
  const add = (channel, person, id) => {
    const matter = kMatters[messages.length % kMatters.length]
    messages.push({ key: `${channel}|${person}|${id}`, channel, person, id, at, text: `${matter}（第${messages.length}条）`, answers: [] })
  }
  for (let person = 0; messages.length < wechat; ++person) {
    add('wechat_oa', `o${person}`, 23000000000 + (person >> 1))
    if (messages.length < wechat && random.chance(kShare.secondOfTalk)) add('wechat_oa', `o${person}`, 24000000000 + person)
  }
  for (let person = 0; messages.length < wechat + api; ++person) add('api', `a${person}`, `key-${person >> 1}`)
  for (let person = 0; messages.length < count; ++person) add('webhook', `u${person}`, `m-${person >> 1}`)
  // Shuffled, but a second message of a talk stays right behind the first: sent in the same moment, as people do.
  const talks = new Map()
  for (const message of messages) talks.set(`${message.channel}|${message.person}`, [...(talks.get(`${message.channel}|${message.person}`) ?? []), message])
  return [...talks.values()]
    .map((talk) => ({ talk, place: random.unit() }))
    .sort((left, right) => left.place - right.place)
    .flatMap(({ talk }) => talk)
}

export class Traffic {
  constructor(url, accounts, random) {
    this.url = new URL(url)
    this.accounts = accounts
    this.random = random
    this.agent = new Agent({ keepAlive: true, maxSockets: kConnections })
    this.inFlight = new Set()
    this.tries = { answered: 0, refused: 0, broken: 0 }
    this.accepted = 0
    this.latestAccepted = 0
    this.open = []
    this.onChange = () => {}
  }

  /** Starts to deliver; returns at once. */
  send(message) {
    this.open.push(this.deliver(message))
  }

  /** When all that was sent has been accepted, and repeated where it is to be. */
  async settled() {
    await Promise.all(this.open)
  }

  close() {
    this.agent.destroy()
  }

  async deliver(message) {
    await this.deliverUntilAccepted(message)
    ++this.accepted
    if (!this.random.chance(kShare.repeated)) return
    await sleep(this.random.integer(0, 1000))
    await this.deliverUntilAccepted(message)
  }

  async deliverUntilAccepted(message) {
    for (;;) {
      const body = await this.tryOnce(message)
      if (body !== null) return message.answers.push(this.answerOf(message, body))
      await sleep(this.random.integer(...kBackoffMs))
    }
  }

  answerOf(message, body) {
    const { number, code } = receiptOf(this.accounts[message.channel], message.channel, body)
    // The due times of the API's answer are those of the moment; a platform's answer is the same to the byte.
    return { number, code, body: message.channel === 'api' ? `${number} ${code}` : body }
  }

  /** The body of a 200 or 201, or null. A refusal other than "come again" ends the run: it is nobody's fault but ours. */
  async tryOnce(message) {
    const began = performance.now()
    try {
      const { status, body } = await this.post(message)
      if (status === 200 || status === 201) {
        ++this.tries.answered
        this.latestAccepted = Math.max(this.latestAccepted, began)
        return body
      }
      ++this.tries.refused
      if (status !== 503) throw new Error(`${message.key}: ${status} ${body}`)
    } catch (error) {
      if (!error.code) throw error
      ++this.tries.broken
    }
    return null
  }

  post(message) {
    const delivery = deliveryOf(this.accounts[message.channel], message)
    return new Promise((resolve, reject) => {
      const options = { host: this.url.hostname, port: this.url.port, method: 'POST', agent: this.agent, path: delivery.path, timeout: kAnswerTimeoutMs }
      const sent = request({ ...options, headers: { ...delivery.headers, 'content-length': Buffer.byteLength(delivery.body) } })
      const leave = () => {
        if (this.inFlight.delete(sent)) this.onChange()
      }
      // In flight: written to the socket whole, not yet answered.
      sent.on('finish', () => {
        this.inFlight.add(sent)
        this.onChange()
      })
      sent.on('timeout', () => sent.destroy(Object.assign(new Error('no answer'), { code: 'ETIMEDOUT' })))
      sent.on('error', (error) => (leave(), reject(error)))
      sent.on('close', leave)
      sent.on('response', (response) => {
        const chunks = []
        response.on('data', (chunk) => chunks.push(chunk))
        response.on('error', (error) => (leave(), reject(error)))
        response.on('end', () => (leave(), resolve({ status: response.statusCode, body: Buffer.concat(chunks).toString() })))
      })
      sent.end(delivery.body)
    })
  }
}
