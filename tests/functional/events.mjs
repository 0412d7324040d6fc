// The console's live events: a client of text/event-stream.
import assert from 'node:assert/strict'
import { until } from './harness.mjs'

/** Opens the stream of that person: `events` grows, `ended` says that the server has closed it, `close` leaves. */
export async function watch(colleague) {
  const controller = new AbortController()
  const response = await fetch(`${colleague.site.url}/api/v1/events`, { headers: { Cookie: colleague.cookie }, signal: controller.signal })
  assert.equal(response.status, 200)
  assert.match(response.headers.get('content-type'), /^text\/event-stream/)
  const watched = { events: [], ended: false, close: () => controller.abort() }
  void read(response.body, watched).catch(() => {}).finally(() => (watched.ended = true))
  await until('the first event', () => watched.events.some((event) => event.name === 'hello'))
  return watched
}

async function read(body, watched) {
  const decoder = new TextDecoder()
  let rest = ''
  for await (const piece of body) {
    rest += decoder.decode(piece, { stream: true })
    const blocks = rest.split('\n\n')
    rest = blocks.pop()
    for (const block of blocks) {
      const field = (name) => block.split('\n').find((line) => line.startsWith(`${name}:`))?.slice(name.length + 1).trim()
      if (field('event')) watched.events.push({ name: field('event'), data: JSON.parse(field('data')) })
    }
  }
}

/** Numbers of the tickets of which it heard. */
export const heardOf = (watched) => watched.events.filter((event) => event.name === 'ticket').map((event) => event.data.number)
