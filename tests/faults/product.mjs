// The real server with a data folder of its own: started, killed, started again on the same port. Its own Redis is a child
// (or, after a kill, an orphan that the next start adopts); its pid is read from the data folder.
import { spawn, spawnSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { sleep } from './random.mjs'

const kReadyMs = 20_000
const kPollMs = 10
const root = fileURLToPath(new URL('../../', import.meta.url))

function binary() {
  if (process.env.HUIYING_BIN) return process.env.HUIYING_BIN
  const built = ['release', 'dev'].map((preset) => join(root, 'build', preset, 'app/huiying')).filter(existsSync)
  if (built.length === 0) throw new Error('no binary: build it, or name it by HUIYING_BIN')
  return built.sort((left, right) => statSync(right).mtimeMs - statSync(left).mtimeMs)[0]
}

const freePort = () =>
  new Promise((resolve, reject) => {
    const probe = createServer()
    probe.on('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address()
      probe.close(() => resolve(port))
    })
  })

/** Whether a process runs; a zombie does not. */
export function isAlive(pid) {
  try {
    return !/^State:\s*[ZX]/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return false
  }
}

export class Product {
  /** `settings`: "sender.threads" and so on, as flags of serve. `data`: the data folder, else one of its own. */
  static async create(settings = {}, data = '') {
    const product = new Product()
    product.folder = mkdtempSync(join(tmpdir(), 'huiying-faults-'))
    // A copy, so that a build that goes on at the same time does not change the program between two starts.
    product.program = join(product.folder, 'huiying')
    copyFileSync(binary(), product.program)
    product.data = data || join(product.folder, 'data')
    product.port = await freePort()
    product.settings = { 'server.address': '127.0.0.1', 'intake.per_address_hourly': 0, 'intake.per_address_daily': 0, 'server.port': product.port, ...settings }
    product.log = join(product.folder, 'server.log')
    return product
  }

  get url() {
    return `http://127.0.0.1:${this.port}`
  }

  /** Settings come from the test alone, whatever is set around it. */
  environment() {
    const others = Object.entries(process.env).filter(([name]) => !name.startsWith('HUIYING_'))
    return { ...Object.fromEntries(others), HUIYING_DATA_FOLDER: this.data }
  }

  /** A command of the product; returns its standard output. Throws when it fails. */
  command(parameters, input = '') {
    const done = spawnSync(this.program, parameters, { env: this.environment(), cwd: this.folder, input, encoding: 'utf8' })
    if (done.status !== 0) throw new Error(`huiying ${parameters.join(' ')}: ${done.status} ${done.stderr}`)
    return done.stdout
  }

  /** Adds an account and returns its settings and secrets as the command prints them, with its name. */
  addChannel(platform, name, ...flags) {
    const lines = this.command(['channel', 'add', platform, name, ...flags]).trim().split('\n')
    return { name, ...Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)])) }
  }

  addPerson(login, password, unit, ...roles) {
    this.command(['user', 'add', login, '--unit', unit, ...roles.flatMap((role) => ['--role', role]), '--password-stdin'], `${password}\n`)
  }

  /** Starts the server and waits until it is ready, appends included. Returns how long that took, in ms. */
  async start() {
    const began = performance.now()
    this.spawn()
    await this.waitUntilReady()
    return performance.now() - began
  }

  /** Starts the server and kills it so soon that it is likely not ready yet. */
  async startAndKill(milliseconds) {
    this.spawn()
    await sleep(milliseconds)
    this.killServer()
    await this.ended
  }

  spawn() {
    const log = openSync(this.log, 'a')
    const flags = Object.entries(this.settings).flatMap(([key, value]) => [`--${key}`, String(value)])
    this.server = spawn(this.program, [...flags, 'serve'], { env: this.environment(), cwd: this.folder, stdio: ['ignore', log, log] })
    this.ended = new Promise((resolve) => this.server.on('exit', (code, signal) => resolve({ code, signal })))
  }

  async waitUntilReady() {
    const end = performance.now() + kReadyMs
    while (performance.now() < end) {
      if (this.server.exitCode !== null || this.server.signalCode !== null) break
      if (await this.isReady()) return
      await sleep(kPollMs)
    }
    throw new Error(`the server is not ready; see ${this.log}`)
  }

  async isReady() {
    try {
      const ready = await fetch(`${this.url}/readyz`)
      return ready.ok && (await ready.json()).checks.redis.ok
    } catch {
      return false
    }
  }

  /** Pid of the server's own Redis. */
  redisPid() {
    return Number(readFileSync(join(this.data, 'redis/redis.pid'), 'utf8'))
  }

  /** SIGKILL at once; returns without waiting. */
  killServer() {
    process.kill(this.server.pid, 'SIGKILL')
  }

  killRedis() {
    process.kill(this.redisPid(), 'SIGKILL')
  }

  /** SIGTERM, and waits; returns {code, signal, ms}. */
  async stop() {
    const began = performance.now()
    process.kill(this.server.pid, 'SIGTERM')
    return { ...(await this.ended), ms: performance.now() - began }
  }

  /** Rows of a query on the record, or what the statements print; by the sqlite3 shell, null where that is not installed. */
  query(sql, database = join(this.data, 'huiying.db')) {
    const done = spawnSync('sqlite3', ['-json', '-cmd', '.timeout 10000', database, sql], { encoding: 'utf8' })
    if (done.error) return null
    if (done.status !== 0) throw new Error(`sqlite3: ${done.stderr}`)
    return done.stdout.trim() ? JSON.parse(done.stdout) : []
  }

  /** The same on a copy, so that a dead server's log stays as the crash left it. REQUIRES: the server does not run. */
  queryRemains(sql) {
    const copy = mkdtempSync(join(this.folder, 'remains-'))
    for (const file of ['huiying.db', 'huiying.db-wal'])
      if (existsSync(join(this.data, file))) copyFileSync(join(this.data, file), join(copy, file))
    const rows = this.query(sql, join(copy, 'huiying.db'))
    rmSync(copy, { recursive: true })
    return rows
  }

  /** Ends what still runs of it. `keep`: leaves the folder for whoever looks for the cause. */
  async end({ keep = false } = {}) {
    if (this.server && this.server.exitCode === null && this.server.signalCode === null) await this.stop()
    if (!keep) rmSync(this.folder, { recursive: true, force: true })
  }
}
