// A sure FAQ answer inside WeChat's passive window: encrypted questions of an official account at a steady rate, open loop, against
// the real server with its own Redis (appendfsync always) and a reviewed entry that answers by itself. Each question's time runs from
// when it was due, whatever the server does, and its answer is decrypted and must be the entry's.
//   node faq_answer.mjs SERVER [RATE [SECONDS]]
// Exits with 1 when the p99 is 50 ms or more, or a question was not answered so.
import { execFileSync, spawn } from 'node:child_process'
import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const kBoundMs = 50
const kWarmUpSeconds = 2
const kAccount = { app_id: 'wx1234567890abcdef', token: 'TOKEN123', aes_key: 'a'.repeat(43) }
const kEntry = { id: 'card-lost', topic: '社会保障', question: '社保卡丢了怎么补办？', variants: ['社保卡遗失补办', '医保卡掉了咋办'], answer: '请带身份证到社区事务受理服务中心补办。', unit: 'cjzx', source: '测量用', valid_from: '2020-01-01', valid_to: '', review: 'reviewed', auto_answer: true }
const kAsked = [kEntry.question, ...kEntry.variants]
const [binary, rate = '500', seconds = '10'] = process.argv.slice(2)
const folder = mkdtempSync(join(tmpdir(), 'huiying-bench-'))
const key = Buffer.from(`${kAccount.aes_key}=`, 'base64')
const sha1 = (...pieces) => createHash('sha1').update(pieces.map(String).sort().join('')).digest('hex')

function encrypted(xml) {
  const message = Buffer.from(xml)
  const length = Buffer.alloc(4)
  length.writeUInt32BE(message.length)
  const frame = Buffer.concat([randomBytes(16), length, message, Buffer.from(kAccount.app_id)])
  const pad = 32 - (frame.length % 32)
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false)
  return Buffer.concat([cipher.update(Buffer.concat([frame, Buffer.alloc(pad, pad)])), cipher.final()]).toString('base64')
}

function decrypted(text) {
  const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false)
  const frame = Buffer.concat([decipher.update(text, 'base64'), decipher.final()])
  return frame.subarray(20, 20 + frame.readUInt32BE(16)).toString('utf8')
}

/** The bytes of one citizen's question, made before the clock starts. */
function question(i, at) {
  const xml = `<xml><ToUserName><![CDATA[gh_town]]></ToUserName><FromUserName><![CDATA[o${i}_${randomBytes(8).toString('hex')}]]></FromUserName><CreateTime>${at}</CreateTime><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[${kAsked[i % kAsked.length]}]]></Content><MsgId>${at * 1000000 + i}</MsgId></xml>`
  const sealed = encrypted(xml)
  const nonce = String(i)
  const query = new URLSearchParams({ signature: sha1(kAccount.token, at, nonce), timestamp: at, nonce, encrypt_type: 'aes', msg_signature: sha1(kAccount.token, at, nonce, sealed) })
  const body = `<xml><ToUserName><![CDATA[gh_town]]></ToUserName><Encrypt><![CDATA[${sealed}]]></Encrypt></xml>`
  return `POST /hooks/wechat_oa/town?${query} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: text/xml\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`
}

async function start() {
  const child = spawn(binary, ['serve', '--data.folder', folder, '--server.port', '0', '--server.address', '127.0.0.1'], { stdio: ['ignore', 'pipe', 'pipe'] })
  const said = { stdout: '', stderr: '' }
  for (const stream of ['stdout', 'stderr']) child[stream].setEncoding('utf8').on('data', (text) => (said[stream] += text))
  for (;;) {
    const port = said.stderr.match(/server\.ready port=(\d+)/)?.[1]
    const token = said.stdout.match(/#\/welcome\?token=([\w-]+)/)?.[1]
    if (port && token) return { child, port: Number(port), token }
    if (child.exitCode !== null) throw new Error(said.stderr)
    await sleep(5)
  }
}

async function writeEntry({ port, token }) {
  const call = (method, path, body, headers = {}) => fetch(`http://127.0.0.1:${port}${path}`, { method, headers: { 'Content-Type': 'application/json', ...headers }, body: JSON.stringify(body) })
  const entered = await call('POST', '/api/v1/setup/password', { token, login: 'bench', name: '测量', password: randomBytes(12).toString('hex') })
  const headers = { Cookie: entered.headers.get('set-cookie').split(';')[0], 'X-CSRF-Token': (await entered.json()).csrf_token }
  const written = await call('PUT', `/api/v1/faq/${kEntry.id}`, kEntry, headers)
  if (!written.ok) throw new Error(await written.text())
}

/** A connection of the platform's: one question at a time. */
class Line {
  constructor(port, idle) {
    this.socket = connect(port, '127.0.0.1').setNoDelay(true)
    this.heard = ''
    this.socket.setEncoding('utf8').on('data', (text) => {
      this.heard += text
      const head = this.heard.indexOf('\r\n\r\n')
      const length = Number(this.heard.match(/content-length: (\d+)/i)?.[1] ?? NaN)
      if (head < 0 || Buffer.byteLength(this.heard) < head + 4 + length) return
      const answer = this.heard
      this.heard = ''
      this.done(answer)
      idle.push(this)
    })
    this.socket.on('error', (failure) => this.done?.(String(failure)))
  }

  ask(bytes, done) {
    this.done = done
    this.socket.write(bytes)
  }
}

/** Asks them all, each when it is due: [{ms, answer}]. */
function askAll(port, questions) {
  const idle = []
  const answers = []
  const began = performance.now() + 50
  let next = 0
  return new Promise((resolve) => {
    const tick = () => {
      const now = performance.now()
      for (; next < questions.length && began + (next * 1000) / Number(rate) <= now; next += 1) {
        const due = began + (next * 1000) / Number(rate)
        const line = idle.pop() ?? new Line(port, idle)
        line.ask(questions[next], (answer) => {
          answers.push({ ms: performance.now() - due, answer })
          if (answers.length === questions.length) {
            for (const each of idle) each.socket.destroy()
            line.socket.destroy()
            resolve(answers)
          }
        })
      }
      if (next < questions.length) setTimeout(tick, 1)
    }
    tick()
  })
}

const isRight = ({ answer }) => {
  const sealed = answer.match(/<Encrypt><!\[CDATA\[([^\]]+)\]\]><\/Encrypt>/)?.[1]
  return answer.startsWith('HTTP/1.1 200') && Boolean(sealed) && decrypted(sealed).includes(kEntry.answer)
}

/** Jiffies of all cores: spent by anybody, and idle ones. */
const jiffies = () => readFileSync('/proc/stat', 'utf8').split('\n')[0].trim().split(/\s+/).slice(1).map(Number)

let server
try {
  execFileSync(binary, ['channel', 'add', 'wechat_oa', 'town', '--app-id', kAccount.app_id, '--app-secret', 's', '--token', kAccount.token, '--aes-key', kAccount.aes_key, '--data.folder', folder], { stdio: 'ignore' })
  server = await start()
  await writeEntry(server)
  const at = Math.floor(Date.now() / 1000)
  const count = (over) => Math.round(Number(rate) * over)
  const questions = Array.from({ length: count(kWarmUpSeconds) + count(Number(seconds)) }, (_, i) => question(i, at))
  const load = loadavg()[0]
  await askAll(server.port, questions.splice(0, count(kWarmUpSeconds)))
  const before = jiffies()
  const answers = await askAll(server.port, questions)
  const spent = jiffies().map((value, i) => value - before[i])
  const idle = (spent[3] + spent[4]) / spent.reduce((sum, value) => sum + value, 0)
  const wrong = answers.filter((each) => !isRight(each)).length
  const times = answers.map(({ ms }) => ms).sort((a, b) => a - b)
  const part = (share) => times[Math.min(times.length - 1, Math.floor(times.length * share))]
  console.log(`sure FAQ answers over wechat_oa, ${rate} a second for ${seconds} s, open loop, all roles: ${answers.length - wrong} answered, ${wrong} not; p50 ${part(0.5).toFixed(1)} ms, p99 ${part(0.99).toFixed(1)} ms, longest ${part(1).toFixed(1)} ms; load ${load.toFixed(1)} before, ${cpus().length} cores ${Math.round(100 * idle)} % idle during it`)
  if (wrong > 0 || part(0.99) >= kBoundMs) process.exitCode = 1
} finally {
  if (server) {
    const ended = new Promise((resolve) => server.child.once('exit', resolve))
    server.child.kill('SIGTERM')
    await ended
  }
  rmSync(folder, { recursive: true, force: true })
}
