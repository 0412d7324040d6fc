// Many large uploads at once: those under way are taken, further ones are told to come again, and messages go on.
import { after, before, describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { sleep, startSite } from './harness.mjs'
import { firstAdministrator, write } from './people.mjs'
import { exchange, open, parsed } from './raw_http.mjs'

const kUpload = 600_000 // of 1 MiB in all

let site, admin

before(async () => {
  site = await startSite({ settings: { 'server.body_memory_mb': 1, 'server.upload_limit': kUpload + 10_000 } })
  admin = await firstAdministrator(site)
})
after(() => site?.stop())

/** A form of the board with that subject, as large as an upload. */
function upload(subject) {
  const field = (name, value) => `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`
  const head = field('subject', subject) + field('text', '路灯不亮') + field('kind', 'question')
  const filler = '--b\r\nContent-Disposition: form-data; name="unknown"\r\n\r\n'
  const tail = '\r\n--b--\r\n'
  const body = head + filler + 'x'.repeat(kUpload - Buffer.byteLength(head + filler + tail)) + tail
  return `POST /ask HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`
}

describe('uploads that are too much together', () => {
  test('are refused with a time to come again; the one under way and small messages are taken, and later it too', async () => {
    const bytes = Buffer.from(upload('先来的'))
    const first = open(site)
    first.socket.write(bytes.subarray(0, -1))
    await sleep(500)
    const refused = await exchange(site, upload('后来的'))
    assert.equal(refused.status, 503, refused.head)
    assert.match(refused.head, /^Retry-After: [1-9]\d*$/im)
    assert.match(refused.body, /系统正忙/)
    assert.equal(await site.metric('huiying_http_bodies_refused_total'), 1)
    await write(site, { subject: '小的', text: '路灯不亮' })
    first.socket.write(bytes.subarray(-1))
    await first.closed
    assert.equal(parsed(first.said).status, 200, first.said.slice(0, 500))
    assert.equal((await exchange(site, upload('后来的'))).status, 200)
    await site.drained()
    for (const subject of ['先来的', '小的', '后来的']) assert.equal((await admin.queue('all', subject)).length, 1, subject)
  })
})
