// Two clock processes on one record and one Redis, killed with SIGKILL in turn while rungs come due: every rung is told
// once, none early, none is left out; after the kills the rest comes in time. So it is with the day's digest, and with emergencies
// that nobody on duty answers: each of the list is called once, in order, then the manager.
//   node tests/faults/clock_test.mjs [--tickets 2000] [--seconds 10] [--kills 6]
import { execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'

const { values } = parseArgs({
  options: { tickets: { type: 'string', default: '2000' }, seconds: { type: 'string', default: '10' }, kills: { type: 'string', default: '6' } },
})
const kTickets = Number(values.tickets)
const kSpanMs = Number(values.seconds) * 1000
const kKills = Number(values.kills)
const kWarningMs = 120 * 60_000 // a response's warning comes so long before it is due
const kPatienceMs = 90_000
const kEmergencies = 20
const kOnDuty = ['zhao', 'qian', 'sun']

const binary = process.env.HUIYING_BIN ?? 'build/release/app/huiying'
const folder = mkdtempSync(join(tmpdir(), 'huiying-clock-'))
const socket = join(folder, 'redis.sock')
const children = new Set()
// Settings come from here alone, whatever is set around the test.
const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('HUIYING_')))

function start(program, args) {
  const child = spawn(program, args, { env, stdio: ['ignore', 'ignore', 'pipe'] })
  child.log = ''
  child.stderr.on('data', (data) => (child.log += data))
  children.add(child)
  child.ended = new Promise((resolve) => child.once('exit', () => resolve(children.delete(child))))
  return child
}

async function until(what, check) {
  for (const end = Date.now() + kPatienceMs; Date.now() < end; await sleep(20)) {
    const found = await check()
    if (found) return found
  }
  throw new Error(`waited in vain for ${what}`)
}

async function serve(roles) {
  const child = start(binary, ['serve', '--roles', roles, '--data.folder', folder, '--redis.address', socket, '--server.address', '127.0.0.1', '--server.port', '0', '--intake.per_address_hourly', '0', '--intake.per_address_daily', '0'])
  child.port = await until(`${roles} to be ready`, () => {
    if (child.exitCode !== null) throw new Error(child.log)
    return child.log.match(/server\.ready port=(\d+)/)?.[1]
  })
  return child
}

function sql(statement) {
  const text = execFileSync('sqlite3', ['-json', '-cmd', '.timeout 20000', join(folder, 'huiying.db'), statement], { encoding: 'utf8', maxBuffer: 1 << 28 })
  return text.trim() ? JSON.parse(text) : []
}

const count = (statement) => sql(`select count(*) as n from ${statement}`)[0].n

function hire(login, name, unit, role) {
  execFileSync(binary, ['user', 'add', login, '--name', name, '--unit', unit, '--role', role, '--password-stdin', '--data.folder', folder, '--redis.address', socket], { env, input: 'correct horse battery\n' })
}

/** People who are told and called, and so many tickets that nobody has answered. */
async function populate(main) {
  hire('zhou', '周敏', 'dzb', 'dispatcher')
  hire('gu', '顾强', 'dzb', 'manager')
  for (const login of kOnDuty) hire(login, `${login}同志`, 'zfd', 'handler')
  const post = (i) =>
    fetch(`http://127.0.0.1:${main.port}/api/v1/messages`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ subject: `第${i}件`, text: i < kEmergencies ? '这里着火了，有人被困，快来救人' : '您好，想咨询一件事', publish: false }),
    })
  for (let i = 0; i < kTickets; i += 50) {
    const answers = await Promise.all(Array.from({ length: Math.min(50, kTickets - i) }, (_, k) => post(i + k)))
    for (const answer of answers) if (answer.status !== 201) throw new Error(`${answer.status} ${await answer.text()}`)
  }
  await until('all tickets', () => count('ticket') === kTickets)
}

/** From now on the digest may be told at any hour, and three people are on duty. Everybody has no time at all to answer: each look
 * at an emergency calls the next one. */
function callOnDuty() {
  const staff = sql(`select id from staff where login in (${kOnDuty.map((login) => `'${login}'`)}) order by id`).map(({ id }) => id)
  sql(`insert into duty_shift (from_at, to_at, staff) values (0, ${Date.now() + 86_400_000}, '${JSON.stringify(staff)}');
       insert or replace into setting values ('ladder.notice_from', '0'), ('ladder.notice_to', '1440'), ('ladder.digest_at', '0');
       update revision set value = value + 1`)
}

/** As if whoever was called last had had the time to answer; true when nobody is left to be called. */
function runOut() {
  sql(`update duty_call set next_at = ${Date.now()} where next_at is not null and rung = 'emergency';
       update alarm set at = 0 where ticket in (select ticket from duty_call where next_at is not null and rung = 'emergency')`)
  return count(`duty_call where rung = 'emergency'`) === kEmergencies && count(`duty_call where rung = 'emergency' and next_at is not null`) === 0
}

/** Spreads the rungs of all tickets evenly over the span that begins now. */
function spread() {
  const begin = Date.now() + 1500
  sql(`update ticket set responded_at = null, response_due = ${begin + kWarningMs} + (id * ${kSpanMs} / ${kTickets});
       update alarm set since = 0, at = (select response_due from ticket where id = ticket) - ${kWarningMs}`)
  return begin
}

async function killInTurn(clocks) {
  for (let kill = 0; kill < kKills; ++kill) {
    await sleep(kSpanMs / (kKills + 1))
    runOut()
    const victim = kill % clocks.length
    clocks[victim].kill('SIGKILL')
    await clocks[victim].ended
    clocks[victim] = await serve('clock')
  }
}

function judge() {
  const rungs = sql(`select f.key, f.planned_at, f.fired_at, f.told, (select count(*) from notice n where n.key = f.key) as notices,
                     (select count(*) from history h where h.ticket = f.ticket and h.event = f.rung) as lines from fired_rung f where f.rung = 'response_today'`)
  const wrong = []
  if (rungs.length !== kTickets) wrong.push(`${kTickets} rungs were due, ${rungs.length} fired`)
  for (const rung of rungs) {
    if (rung.told !== rung.notices || rung.notices !== 2) wrong.push(`${rung.key}: told ${rung.told}, ${rung.notices} notices`)
    if (rung.lines !== 1) wrong.push(`${rung.key}: ${rung.lines} lines of history`)
    if (rung.fired_at < rung.planned_at) wrong.push(`${rung.key}: ${rung.planned_at - rung.fired_at} ms early`)
  }
  const late = rungs.map((rung) => rung.fired_at - rung.planned_at).sort((a, b) => a - b)
  const at = (share) => late[Math.min(late.length - 1, Math.floor(late.length * share))]
  console.log(`  ${rungs.length} rungs in ${kSpanMs / 1000} s, ${kKills} kills; late p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, most ${late.at(-1)} ms`)
  return [...wrong, ...wrongDigest(), ...wrongCalls()]
}

/** Once a person and day; today's only, and none on a rest day. */
function wrongDigest() {
  const days = sql('select day, told from digest_day')
  const each = sql(`select staff, count(*) as n from notice where rung = 'digest' group by staff`)
  console.log(`  the digest of ${days.map(({ day }) => day).join(', ') || 'no day: today is a rest day'}: ${each.length} people`)
  const wrong = each.filter(({ n }) => n !== 1).map(({ staff, n }) => `${n} digests for one person (${staff})`)
  if (days.length > 1 || (days[0]?.told ?? 0) !== each.length) wrong.push(`${JSON.stringify(days)}, but ${each.length} people were told`)
  return wrong
}

/** Everybody on duty and the manager once for each emergency, one after the other. */
function wrongCalls() {
  const rows = sql(`select n.ticket, s.login, n.send_at from notice n join staff s on s.id = n.staff where n.rung = 'emergency' and s.login <> 'zhou' order by n.ticket, n.send_at, n.id`)
  const order = [...kOnDuty, 'gu'].join(' ')
  const tickets = new Map()
  for (const { ticket, login } of rows) tickets.set(ticket, [...(tickets.get(ticket) ?? []), login])
  const wrong = [...tickets].filter(([, logins]) => logins.join(' ') !== order).map(([ticket, logins]) => `emergency ${ticket} called ${logins.join(' ')}`)
  if (tickets.size !== kEmergencies) wrong.push(`${tickets.size} of ${kEmergencies} emergencies were called`)
  console.log(`  ${tickets.size} emergencies, ${rows.length} calls`)
  return wrong
}

async function play() {
  start('redis-server', ['--port', '0', '--unixsocket', socket, '--dir', folder, '--save', '', '--appendonly', 'yes', '--appendfsync', 'always'])
  await until('Redis', () => existsSync(socket))
  const main = await serve('intake,worker,web')
  await populate(main)
  callOnDuty()
  const begin = spread()
  const clocks = [await serve('clock'), await serve('clock')]
  await sleep(Math.max(0, begin - Date.now()))
  await killInTurn(clocks)
  // What a dead clock held comes again after its lease of 30 s.
  await until('every rung', () => count(`fired_rung where rung = 'response_today'`) >= kTickets)
  await until('every emergency to be called to the end', async () => runOut() || (await sleep(500), false))
  await sleep(1000)
  return judge()
}

let wrong = ['did not come to its end']
console.log(`clock_test: ${kTickets} rungs, 2 clocks, ${kKills} kills`)
try {
  wrong = await play()
} finally {
  for (const child of children) child.kill('SIGKILL')
  for (const fault of wrong.slice(0, 20)) console.log(`  VIOLATION ${fault}`)
  console.log(wrong.length === 0 ? '  passed' : `  FAILED; left for inspection: ${folder}`)
  if (wrong.length === 0) rmSync(folder, { recursive: true, force: true })
}
process.exitCode = wrong.length === 0 ? 0 : 1
