// The real server on a free loopback port, with a data folder and a Redis of its own: started for a test file, stopped after
// it. Its end is a check too: a server that does not end by itself with 0 fails the file.
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { send } from './contract.mjs'
import * as dingtalk from './dingtalk.mjs'
import * as feishu from './feishu.mjs'
import * as schemes from './schemes.mjs'
import * as webhooks from './standard_webhooks.mjs'
import * as wechat from './wechat.mjs'
import * as wecom from './wecom.mjs'

// Builds under a sanitizer on a busy machine are slow; a good run needs a fraction of these.
const kStartMs = 60_000
const kStopMs = 40_000
export const kPatienceMs = 30_000

export const kRoot = fileURLToPath(new URL('../../', import.meta.url))

export function binary() {
  if (process.env.HUIYING_BIN) return process.env.HUIYING_BIN
  const release = join(kRoot, 'build/release/app/huiying')
  return existsSync(release) ? release : join(kRoot, 'build/dev/app/huiying')
}

export const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms))

/** The first truthy answer of `check`; throws after a while. */
export async function until(what, check, patienceMs = kPatienceMs) {
  const end = Date.now() + patienceMs
  for (;;) {
    const found = await check()
    if (found) return found
    if (Date.now() > end) throw new Error(`waited in vain for ${what}`)
    await sleep(40)
  }
}

const flagsOf = (settings) => Object.entries(settings).flatMap(([key, value]) => [`--${key}`, String(value)])

/** Settings come from the tests alone, whatever is set around them. */
function cleanEnvironment() {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('HUIYING_')))
}

/** Runs a command of the binary to its end, which must come soon: {status, stdout, stderr}; status null for one that was stopped. */
export function run(args, { input = '', cwd = tmpdir(), env = {} } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(binary(), args, { cwd, env: { ...cleanEnvironment(), ...env }, stdio: ['pipe', 'pipe', 'pipe'] })
    const said = { stdout: '', stderr: '' }
    for (const stream of ['stdout', 'stderr']) child[stream].setEncoding('utf8').on('data', (text) => (said[stream] += text))
    const timer = setTimeout(() => child.kill('SIGTERM'), kPatienceMs)
    child.on('error', reject)
    child.on('close', (status) => {
      clearTimeout(timer)
      resolve({ status, ...said })
    })
    child.stdin.on('error', () => {})
    child.stdin.end(input)
  })
}

export function temporaryFolder() {
  return mkdtempSync(join(tmpdir(), 'huiying-functional-'))
}

/** A file of that text in a folder that the caller removes. */
export function writeIn(folder, name, text) {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}

/** "key=value" lines as an object. */
const pairsOf = (text) => Object.fromEntries(text.split('\n').filter((line) => line.includes('=')).map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]))

/** An unknown account and a bad signature sound the same: only something rightly signed tells that the account is there. */
async function isLive(site, account) {
  if (account.platform === 'webhook' && (account.scheme ?? 'standard') !== 'standard') return (await schemes.knock(site, account)).status === 200
  if (account.platform === 'webhook') return (await webhooks.deliver(site, account, '{}')).status === 400
  if (account.platform === 'upstream') return (await webhooks.deliver(site, account, '[]')).status === 400
  if (account.platform === 'dingtalk') return (await dingtalk.say(site, account, ' ')).status === 200
  if (account.platform === 'feishu') return (await feishu.verify(site, account)).status === 200
  if (account.platform.startsWith('wecom')) return (await wecom.verify(site, account)).status === 200
  return (await wechat.verify(site, account)).status === 200
}

// All that a test writes comes from one address.
const kNoQuota = { 'intake.per_address_hourly': 0, 'intake.per_address_daily': 0 }

class Site {
  constructor(folder, settings, basePath, flags = []) {
    this.flags = flags
    this.folder = folder
    this.settings = settings
    this.basePath = basePath
    this.printed = ''
    this.logs = ''
  }

  async start() {
    this.printed = ''
    const flags = flagsOf({ 'server.address': '127.0.0.1', 'server.port': 0, 'data.folder': this.folder, ...kNoQuota, ...this.settings })
    this.child = spawn(binary(), ['serve', ...this.flags, ...flags], { cwd: this.folder, env: cleanEnvironment(), stdio: ['ignore', 'pipe', 'pipe'] })
    this.child.stdout.setEncoding('utf8').on('data', (text) => (this.printed += text))
    this.child.stderr.setEncoding('utf8').on('data', (text) => (this.logs += text))
    this.ended = new Promise((resolve) => this.child.on('exit', (code, signal) => resolve(code ?? signal)))
    const origin = await until('the first lines', () => {
      if (this.child.exitCode !== null) throw new Error(`the server ended: ${this.printed}${this.logs}`)
      return this.printed.match(/(http:\/\/127\.0\.0\.1:\d+)\S*\/desk\/#\/dashboard[^]*\n\n$/)?.[1]
    }, kStartMs)
    this.origin = origin
    this.port = Number(new URL(origin).port)
    this.url = origin + this.basePath
    this.firstToken = this.printed.match(/#\/welcome\?token=([\w-]+)/)?.[1]
    await until('readiness', async () => (await fetch(`${this.url}/readyz`)).status === 200 && (await this.ready()).status === 'ok', kStartMs)
  }

  get pid() {
    return this.child.pid
  }

  /** One request, its answer checked against openapi.json; see contract.mjs. */
  send(method, path, options) {
    return send(this, method, path, options)
  }

  async ready() {
    return (await this.send('GET', '/readyz')).body
  }

  /** A page as the browser gets it: {status, headers, text}. */
  async page(path, init = {}) {
    const response = await fetch(this.url + path, { redirect: 'manual', ...init })
    return { status: response.status, headers: response.headers, text: await response.text() }
  }

  /** The sum of a metric over all samples that have those labels. */
  async metric(name, labels = {}) {
    const { text } = await this.send('GET', '/metrics')
    const wanted = Object.entries(labels).map(([label, value]) => `${label}="${value}"`)
    const lines = text.split('\n').filter((line) => (line.startsWith(`${name}{`) || line.startsWith(`${name} `)) && wanted.every((pair) => line.includes(pair)))
    if (lines.length === 0) throw new Error(`no sample of ${name} with ${wanted.join(', ') || 'any label'}`)
    return lines.reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' ') + 1)), 0)
  }

  /** Waits until all that was accepted is in the record. */
  drained() {
    return until('the stream to be empty', async () => (await this.metric('huiying_queue_backlog_entries')) === 0)
  }

  command(args, options) {
    return run([...args, '--data.folder', this.folder, ...flagsOf(this.settings)], options)
  }

  /** `huiying user add`; throws when it fails. */
  async addUser(login, { name = login, unit, roles, password }) {
    const roleFlags = roles.flatMap((role) => ['--role', role])
    const done = await this.command(['user', 'add', login, '--name', name, ...(unit ? ['--unit', unit] : []), ...roleFlags, '--password-stdin'], { input: `${password}\n` })
    if (done.status !== 0) throw new Error(`user add ${login}: ${done.status} ${done.stderr}`)
  }

  /** `huiying channel add`: what it printed, as an object, once the account is live. */
  async addChannel(platform, name, flags = []) {
    const done = await this.command(['channel', 'add', platform, name, ...flags])
    if (done.status !== 0) throw new Error(`channel add ${platform} ${name}: ${done.status} ${done.stderr}`)
    const account = { platform, name, path: `/hooks/${platform}/${name}`, ...pairsOf(done.stdout) }
    await until(`${account.path} to be live`, () => isLive(this, account))
    return account
  }

  /** Process ids of the server's children that run that program. */
  children(program) {
    return readdirSync('/proc').filter((entry) => /^\d+$/.test(entry)).map(Number).filter((pid) => {
      try {
        const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
        const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
        return parent === this.pid && readFileSync(`/proc/${pid}/comm`, 'utf8').trim() === program
      } catch {
        return false // gone in the meantime
      }
    })
  }

  /** SIGTERM, and the end: 0, and no child left. */
  async end() {
    const redis = this.children('redis-server')
    if (this.child.exitCode === null) this.child.kill('SIGTERM')
    const timer = setTimeout(() => this.child.kill('SIGKILL'), kStopMs)
    const code = await this.ended
    clearTimeout(timer)
    if (process.env.HUIYING_SHOW_LOGS) process.stderr.write(this.logs)
    if (code !== 0) throw new Error(`the server ended with ${code}:\n${this.logs}`)
    const left = redis.filter((pid) => existsSync(`/proc/${pid}/stat`))
    if (left.length > 0) throw new Error(`redis-server ${left} outlived the server`)
  }

  async stop() {
    try {
      await this.end()
    } finally {
      rmSync(this.folder, { recursive: true, force: true })
    }
  }
}

/** A ready server. `settings`: keys as on the command line; `basePath`: "" or "/huiying"; `demo`: the sample town. */
export async function startSite({ settings = {}, basePath = '', demo = false } = {}) {
  const site = new Site(temporaryFolder(), { ...settings, ...(basePath ? { 'server.base_path': basePath } : {}) }, basePath, demo ? ['--demo'] : [])
  try {
    await site.start()
  } catch (failure) {
    site.child?.kill('SIGKILL')
    rmSync(site.folder, { recursive: true, force: true })
    throw failure
  }
  return site
}
