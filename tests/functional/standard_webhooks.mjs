// A system that pushes messages to the generic webhook, and takes the replies: its own implementation of Standard Webhooks.
import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto'
import { createServer } from 'node:http'

const keyOf = (secret) => Buffer.from(secret.replace(/^whsec_/, ''), 'base64')

export function signature(secret, id, timestamp, body) {
  return `v1,${createHmac('sha256', keyOf(secret)).update(`${id}.${timestamp}.`).update(body).digest('base64')}`
}

export const now = () => Math.floor(Date.now() / 1000)

/** The three headers. */
export function signed(secret, body, { id = randomUUID(), timestamp = now() } = {}) {
  return { 'Content-Type': 'application/json', 'webhook-id': id, 'webhook-timestamp': String(timestamp), 'webhook-signature': signature(secret, id, timestamp, body) }
}

/** One delivery of `message` (object, text or bytes) to the account; the answer. `secret`, `id`, `timestamp` where they differ. */
export function deliver(site, account, message, { secret = account.secret, ...options } = {}) {
  const body = typeof message === 'string' || Buffer.isBuffer(message) ? message : JSON.stringify(message)
  return site.send('POST', account.path, { body, headers: signed(secret, body, options) })
}

/** A message of a citizen, with an id of its own where none is given. */
export function message(text, { id = randomUUID(), from = 'u-1', ...rest } = {}) {
  return { id, from: { id: from }, text, ...rest }
}

/** Takes replies at `url`: keeps {id, headers, body, verified} of each POST in `got`, answers what `answers` says, else 200. */
export function startReceiver() {
  const receiver = { got: [], answers: [], secret: '' }
  const server = createServer((request, response) => {
    const pieces = []
    request.on('data', (piece) => pieces.push(piece))
    request.on('end', () => {
      const bytes = Buffer.concat(pieces)
      const id = request.headers['webhook-id']
      const timestamp = Number(request.headers['webhook-timestamp'])
      const expected = Buffer.from(signature(receiver.secret, id, timestamp, bytes))
      const given = Buffer.from(request.headers['webhook-signature'] ?? '')
      const verified = given.length === expected.length && timingSafeEqual(given, expected) && Math.abs(timestamp - now()) < 300
      receiver.got.push({ id, method: request.method, type: request.headers['content-type'], bytes, body: JSON.parse(bytes.toString('utf8')), verified })
      response.writeHead(receiver.answers.shift() ?? 200).end()
    })
  })
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      receiver.url = `http://127.0.0.1:${server.address().port}/replies`
      receiver.close = () => new Promise((done) => {
        server.close(done)
        server.closeAllConnections()
      })
      resolve(receiver)
    })
  })
}
