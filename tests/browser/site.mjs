// The product on a free loopback port with a data folder of its own: started for a spec, stopped after it. With HUIYING_URL
// (and HUIYING_FIRST_TOKEN) a server that already runs is used instead.
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const kStartMs = 60_000
const kStopMs = 15_000
const root = fileURLToPath(new URL('../../', import.meta.url))
const binary = () => process.env.HUIYING_BIN ?? join(root, 'build/release/app/huiying')

// The server refuses HUIYING_ variables that it does not know, those of the tests among them.
const inherited = () => Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('HUIYING_')))

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.on('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address()
      probe.close(() => resolve(port))
    })
  })
}

async function waitFor(what, check) {
  const end = Date.now() + kStartMs
  while (Date.now() < end) {
    const found = await check()
    if (found) return found
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error(`waited in vain for ${what}`)
}

const answers = async (url) => {
  try {
    return (await fetch(url)).ok
  } catch {
    return false
  }
}

/** `basePath`: below which everything lies, "" or "/huiying"; `demo`: the sample town; `environment`: settings besides. Returns {url, folder (its data), firstToken, stop, and
 * down and up: ended and started again on the same data}; url ends without a slash. */
export async function startSite({ basePath = '', demo = false, environment = {} } = {}) {
  if (process.env.HUIYING_URL) return { url: process.env.HUIYING_URL.replace(/\/$/, ''), firstToken: process.env.HUIYING_FIRST_TOKEN ?? '', stop: async () => {} }
  const folder = mkdtempSync(join(tmpdir(), 'huiying-browser-'))
  const port = await freePort()
  let printed = ''
  let child = null
  let ended = null
  let failure = null
  const start = () => {
    child = spawn(binary(), ['serve', ...(demo ? ['--demo'] : [])], {
      cwd: folder,
      env: { ...inherited(), HUIYING_SERVER_ADDRESS: '127.0.0.1', HUIYING_INTAKE_PER_ADDRESS_HOURLY: '0', HUIYING_INTAKE_PER_ADDRESS_DAILY: '0', HUIYING_SERVER_PORT: String(port), HUIYING_SERVER_BASE_PATH: basePath, HUIYING_DATA_FOLDER: join(folder, 'data'), ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    child.stdout.on('data', (text) => (printed += text))
    child.stderr.on('data', (text) => (printed += text))
    ended = new Promise((resolve) => {
      child.on('exit', resolve)
      child.on('error', (error) => resolve((failure = error)))
    })
  }
  const down = async () => {
    child.kill('SIGTERM')
    const timer = setTimeout(() => child.kill('SIGKILL'), kStopMs)
    await ended
    clearTimeout(timer)
  }
  const stop = async () => {
    await down()
    rmSync(folder, { recursive: true, force: true })
  }
  start()
  const url = `http://127.0.0.1:${port}${basePath}`
  try {
    const isReady = () => {
      if (failure || child.exitCode !== null) throw new Error(`the server ended: ${failure ?? child.exitCode}`)
      return answers(`${url}/readyz`)
    }
    await waitFor('the server', isReady)
    const up = () => {
      start()
      return waitFor('the server', isReady)
    }
    const firstToken = await waitFor('the one-time link', () => printed.match(/#\/welcome\?token=([\w-]+)/)?.[1])
    return { url, folder: join(folder, 'data'), firstToken, stop, down, up }
  } catch (error) {
    await stop()
    throw new Error(`${error.message}\n${printed}`)
  }
}
