// The server's own Redis: a client of a few lines, and ways to make it fail.
import { connect } from 'node:net'
import { join } from 'node:path'

/** Sends one command over the unix socket; the reply's raw text. */
export function command(site, ...parts) {
  return new Promise((resolve, reject) => {
    const socket = connect(join(site.folder, 'redis/redis.sock'))
    const pieces = parts.map((part) => (Buffer.isBuffer(part) ? part : Buffer.from(String(part))))
    socket.on('error', reject)
    socket.on('connect', () => socket.write(Buffer.concat([Buffer.from(`*${pieces.length}\r\n`), ...pieces.flatMap((piece) => [Buffer.from(`$${piece.length}\r\n`), piece, Buffer.from('\r\n')])])))
    socket.on('data', (reply) => {
      socket.end()
      resolve(reply.toString('utf8'))
    })
  })
}

export function redisPid(site) {
  const [pid, ...others] = site.children('redis-server')
  if (!pid || others.length > 0) throw new Error(`redis-server children: ${[pid, ...others]}`)
  return pid
}

/** Stops Redis in its tracks while `work` runs: connections stay, nothing answers. */
export async function whileStopped(site, work) {
  const pid = redisPid(site)
  process.kill(pid, 'SIGSTOP')
  try {
    await work()
  } finally {
    process.kill(pid, 'SIGCONT')
  }
}
