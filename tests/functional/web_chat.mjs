// The page's side of the web chat: a WebSocket client (RFC 6455) and a citizen who talks on it. Written from
// docs/channels/webchat.md, with nothing of the product's.
import assert from 'node:assert/strict'
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { request } from 'node:http'
import { until } from './harness.mjs'

const kGuid = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11'

/** One masked frame. */
export function frame(opcode, payload) {
  const bytes = Buffer.from(payload)
  const mask = randomBytes(4)
  const head = bytes.length < 126 ? Buffer.from([0x80 | opcode, 0x80 | bytes.length]) : Buffer.from([0x80 | opcode, 0x80 | 126, bytes.length >> 8, bytes.length & 255])
  return Buffer.concat([head, mask, bytes.map((byte, i) => byte ^ mask[i % 4])])
}

/** Opens the connection: {socket}, or {status} of a refusal. `onFrame` hears every text. */
export function connect(site, path, { origin, onFrame = () => {}, onClose = () => {} } = {}) {
  const key = randomBytes(16).toString('base64')
  const headers = { Connection: 'Upgrade', Upgrade: 'websocket', 'Sec-WebSocket-Version': '13', 'Sec-WebSocket-Key': key, ...(origin ? { Origin: origin } : {}) }
  return new Promise((resolve, reject) => {
    const asked = request(site.url + path, { headers })
    asked.on('response', (response) => {
      response.resume()
      resolve({ status: response.statusCode })
    })
    asked.on('error', reject)
    asked.on('upgrade', (response, socket, first) => {
      assert.equal(response.headers['sec-websocket-accept'], createHash('sha1').update(key + kGuid).digest('base64'))
      let unread = first
      const read = () => {
        while (unread.length >= 2) {
          const opcode = unread[0] & 15
          let length = unread[1] & 127
          let at = 2
          if (length === 126) {
            if (unread.length < 4) return
            length = unread.readUInt16BE(2)
            at = 4
          } else if (length === 127) {
            if (unread.length < 10) return
            length = Number(unread.readBigUInt64BE(2))
            at = 10
          }
          if (unread.length < at + length) return
          const payload = unread.subarray(at, at + length)
          unread = unread.subarray(at + length)
          if (opcode === 1) onFrame(payload.toString('utf8'))
          if (opcode === 9) socket.write(frame(10, payload))
          if (opcode === 8) socket.end(frame(8, payload))
        }
      }
      socket.on('data', (bytes) => {
        unread = Buffer.concat([unread, bytes])
        read()
      })
      socket.on('error', () => {})
      socket.on('close', onClose)
      resolve({ socket, send: (text) => socket.write(frame(1, text)), sendBytes: (bytes) => socket.write(frame(2, bytes)), end: () => socket.destroy() })
      read()
    })
    asked.end()
  })
}

/** Waits until an account that was added just now is open. */
export const isLive = (site, account) => until(`the chat ${account} to be live`, async () => {
  const link = await connect(site, `/chat/${account}/socket`)
  link.end?.()
  return Boolean(link.send)
})

/** A citizen with the page open. `lines`: what stands in the window, each line once, in order. */
export class Citizen {
  constructor(site, { account = 'web', origin, token = '' } = {}) {
    Object.assign(this, { site, account, origin, token, after: 0, texts: [], lines: [], keys: new Set(), isOpen: false })
  }

  async open() {
    this.texts = []
    this.link = await connect(this.site, `/chat/${this.account}/socket`, {
      origin: this.origin,
      onFrame: (text) => this.hear(JSON.parse(text)),
      onClose: () => (this.isOpen = false),
    })
    assert.ok(this.link.send, `open, not ${this.link.status}`)
    this.isOpen = true
    this.link.send(JSON.stringify({ t: 'hello', token: this.token, after: this.after }))
    await until('the welcome', () => this.texts.find((text) => text.t === 'welcome'))
    return this
  }

  hear(text) {
    this.texts.push(text)
    if (text.t === 'welcome') {
      this.token = text.token
      text.lines.forEach((line) => this.add(line))
    }
    if (text.t === 'line') this.add(text)
  }

  add(line) {
    this.after = Math.max(this.after, line.id)
    if (this.keys.has(line.key)) return
    this.keys.add(line.key)
    this.lines.push(line)
  }

  close() {
    this.link?.end?.()
  }

  tell(text, id = randomUUID(), photos = []) {
    this.link.send(JSON.stringify({ t: 'say', id, text, ...(photos.length ? { photos } : {}) }))
    return id
  }

  /** Says it, and waits until it is received: {number, answer}; answer '' where nothing is said. */
  async say(text, id = randomUUID(), photos = []) {
    this.tell(text, id, photos)
    const heard = await until(`"${text}" to be received`, () => this.texts.find((each) => (each.t === 'received' || each.t === 'refused') && each.id === id))
    assert.equal(heard.t, 'received', JSON.stringify(heard))
    const key = `|${id}|said`
    const at = this.texts.indexOf(heard)
    await until('what follows', () => this.texts.length > at + 1 || true)
    const said = this.texts.slice(at).find((each) => each.t === 'line' && each.key.endsWith(key))
    return { number: heard.number, answer: said?.text ?? (await this.answerTo(key)) }
  }

  /** The answer goes out right behind the receipt, in the same turn of the server. */
  async answerTo(key) {
    for (let i = 0; i < 5; i += 1) {
      const said = this.lines.find((line) => line.key.endsWith(key))
      if (said) return said.text
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
    return ''
  }

  /** What the server says next about what has that id. */
  wordOf(id, ...kinds) {
    return until(`a word about ${id}`, () => this.texts.find((each) => each.id === id && kinds.includes(each.t)))
  }

  announce(bytes, { id = randomUUID(), name = '现场.jpg' } = {}) {
    this.link.send(JSON.stringify({ t: 'photo', id, name, bytes }))
    return id
  }

  /** Sends a photo; the server's last word about it: {t, id}, t is photo_kept or refused. */
  async photo(bytes, options) {
    const id = this.announce(bytes.length, options)
    const word = await this.wordOf(id, 'photo_wanted', 'photo_kept', 'refused')
    if (word.t !== 'photo_wanted') return word
    for (let at = 0; at < bytes.length; at += 16_000) this.link.sendBytes(bytes.subarray(at, at + 16_000))
    return this.wordOf(id, 'photo_kept', 'refused')
  }

  heard(words) {
    return until(`"${words}" to be heard`, () => this.lines.find((line) => line.by !== 'citizen' && line.text.includes(words)))
  }
}
