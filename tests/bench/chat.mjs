// Ten thousand open pages of the web chat: what they take of the server's memory, while some of them write and are answered.
//   node chat.mjs SERVER [PAGES]
// Exits with 1 when the server's resident memory is 300 MB or more, or a page that wrote was not answered.
import { execFileSync, spawn } from 'node:child_process'
import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const kBoundMb = 300
const kWave = 200
const kWriters = 500
const [binary, wanted = '10000'] = process.argv.slice(2)
const pages = Number(wanted)
const folder = mkdtempSync(join(tmpdir(), 'huiying-bench-'))
const flags = ['--data.folder', folder, '--chat.max_per_address', String(pages + 100), '--chat.max_connections', String(pages + 100), '--chat.messages_per_minute', '1000000', '--intake.per_address_hourly', '0', '--intake.per_address_daily', '0']

async function start() {
  const child = spawn(binary, ['serve', '--server.port', '0', '--server.address', '127.0.0.1', ...flags], { stdio: ['ignore', 'ignore', 'pipe'] })
  let log = ''
  child.stderr.on('data', (data) => (log += data))
  for (;;) {
    const ready = log.match(/server\.ready port=(\d+)/)
    if (ready) return { child, port: Number(ready[1]) }
    if (child.exitCode !== null) throw new Error(log)
    await sleep(5)
  }
}

const megabytes = (pid, field) => Number(readFileSync(`/proc/${pid}/status`, 'utf8').match(new RegExp(`${field}:\\s+(\\d+)`))[1]) / 1024

function masked(opcode, text) {
  const bytes = Buffer.from(text)
  const mask = randomBytes(4)
  const head = bytes.length < 126 ? Buffer.from([0x80 | opcode, 0x80 | bytes.length]) : Buffer.from([0x80 | opcode, 0x80 | 126, bytes.length >> 8, bytes.length & 255])
  return Buffer.concat([head, mask, bytes.map((byte, i) => byte ^ mask[i % 4])])
}

/** A page that has said hello and been welcomed. Texts are looked for in the stream as they lie: frames of the server are not masked. */
function open(port) {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1')
    const page = { socket, waits: new Map() }
    let isUpgraded = false
    socket.on('error', reject)
    socket.on('data', (bytes) => {
      const text = bytes.toString('utf8')
      if (!isUpgraded) {
        if (!text.startsWith('HTTP/1.1 101')) return reject(new Error(text.slice(0, 100)))
        isUpgraded = true
        socket.write(masked(1, '{"t":"hello","token":"","after":0}'))
        return
      }
      if (text.includes('"t":"welcome"')) resolve(page)
      for (const [id, done] of page.waits) if (text.includes('"t":"received"') && text.includes(id)) done()
      if ((bytes[0] & 15) === 9) socket.write(masked(10, ''))
    })
    socket.write(`GET /chat/bench/socket HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${randomBytes(16).toString('base64')}\r\n\r\n`)
  })
}

async function write(page) {
  const id = randomUUID()
  const began = performance.now()
  const received = new Promise((resolve) => page.waits.set(id, resolve))
  page.socket.write(masked(1, JSON.stringify({ t: 'say', id, text: '元江路的路灯坏了三盏，晚上看不清路' })))
  await Promise.race([received, sleep(20_000).then(() => { throw new Error('a page was not answered') })])
  return performance.now() - began
}

let server
try {
  execFileSync(binary, ['channel', 'add', 'webchat', 'bench', '--data.folder', folder], { stdio: 'ignore' })
  server = await start()
  const before = megabytes(server.child.pid, 'VmRSS')
  const began = performance.now()
  const open_ = []
  while (open_.length < pages) open_.push(...(await Promise.all(Array.from({ length: Math.min(kWave, pages - open_.length) }, () => open(server.port)))))
  const seconds = (performance.now() - began) / 1000
  await sleep(3000)
  const idle = megabytes(server.child.pid, 'VmRSS')
  const times = []
  for (let i = 0; i < Math.min(kWriters, pages); i += 20) times.push(...(await Promise.all(open_.slice(i, i + 20).map(write))))
  times.sort((a, b) => a - b)
  const after = megabytes(server.child.pid, 'VmRSS')
  const peak = megabytes(server.child.pid, 'VmHWM')
  const at = (share) => times[Math.min(times.length - 1, Math.floor(times.length * share))].toFixed(1)
  console.log(`${pages} pages open after ${seconds.toFixed(1)} s; RSS ${before.toFixed(0)} MB before, ${idle.toFixed(0)} MB with them, ${after.toFixed(0)} MB after ${times.length} messages, peak ${peak.toFixed(0)} MB; ${(((idle - before) * 1024) / pages).toFixed(1)} KB a page; on disk after p50 ${at(0.5)} ms, p99 ${at(0.99)} ms`)
  if (peak >= kBoundMb) process.exitCode = 1
  for (const page of open_) page.socket.destroy()
} finally {
  if (server) {
    const ended = new Promise((resolve) => server.child.once('exit', resolve))
    server.child.kill('SIGTERM')
    await ended
  }
  rmSync(folder, { recursive: true, force: true })
}
