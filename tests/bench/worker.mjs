// From stream to committed ticket with draft: fills the stream while no worker runs, then measures how fast a worker empties
// it, whether its memory stays flat, and how soon a server with that many tickets is ready.
//   node worker.mjs SERVER LOAD_GENERATOR [MESSAGES]
import { spawn, execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const [binary, loadGenerator, wanted = '100000'] = process.argv.slice(2)
const folder = mkdtempSync(join(tmpdir(), 'huiying-bench-'))

async function start(roles) {
  const began = performance.now()
  const child = spawn(binary, ['serve', '--data.folder', folder, '--server.port', '0', '--server.address', '127.0.0.1', '--roles', roles], { stdio: ['ignore', 'ignore', 'pipe'] })
  let log = ''
  child.stderr.on('data', (data) => (log += data))
  for (;;) {
    const ready = log.match(/server\.ready port=(\d+)/)
    if (ready) return { child, port: ready[1], readySeconds: (performance.now() - began) / 1000 }
    if (child.exitCode !== null) throw new Error(log)
    await sleep(5)
  }
}

function stop({ child }) {
  return new Promise((resolve) => {
    child.once('exit', resolve)
    child.kill('SIGTERM')
  })
}

async function metric(port, name) {
  const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text()
  return Number(text.match(new RegExp(`^${name} (\\S+)`, 'm'))?.[1] ?? NaN)
}

const residentMb = (pid) => Number(readFileSync(`/proc/${pid}/status`, 'utf8').match(/VmRSS:\s+(\d+)/)[1]) / 1024

try {
  const account = execFileSync(binary, ['channel', 'add', 'webhook', 'bench', '--data.folder', folder], { encoding: 'utf8' })
  const secret = account.match(/^secret=(.*)$/m)[1]
  const intake = await start('intake,web')
  while ((await metric(intake.port, 'huiying_queue_backlog_entries')) < Number(wanted))
    execFileSync(loadGenerator, ['--url', `http://127.0.0.1:${intake.port}/hooks/webhook/bench`, '--secret', secret, '--connections', '128', '--seconds', '1'])
  const backlog = await metric(intake.port, 'huiying_queue_backlog_entries')
  await stop(intake)

  const worker = await start('intake,worker,clock,sender,web')
  const began = performance.now()
  const resident = []
  while ((await metric(worker.port, 'huiying_queue_backlog_entries')) > 0) {
    resident.push(residentMb(worker.child.pid))
    await sleep(250)
  }
  const seconds = (performance.now() - began) / 1000
  await stop(worker)

  const again = await start('intake,worker,clock,sender,web')
  await sleep(2000)
  const result = {
    messages: backlog,
    drain_seconds: Number(seconds.toFixed(1)),
    tickets_per_second: Math.round(backlog / seconds),
    resident_mb_first: Math.round(resident[1] ?? resident[0]),
    resident_mb_last: Math.round(resident.at(-1)),
    ready_seconds_with_these_tickets: Number(again.readySeconds.toFixed(2)),
    idle_resident_mb: Math.round(residentMb(again.child.pid)),
  }
  await stop(again)
  console.log(JSON.stringify(result, null, 2))
} finally {
  rmSync(folder, { recursive: true, force: true })
}
