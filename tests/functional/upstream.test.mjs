// Matters that another body took in and passed on (转办): by signed calls and by files, its date and its answers, what goes back.
import { after, before, describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { startSite, until } from './harness.mjs'
import { firstAdministrator, hired } from './people.mjs'
import { deliver, startReceiver } from './standard_webhooks.mjs'

let site, admin, office, handler, district, nation, receiver

const kDay = 86_400_000
/** "2026-11-20 08:30", so many days from now, the town's time. */
const written = (days, time = '08:30') => `${new Date(Date.now() + 8 * 3_600_000 + days * kDay).toISOString().slice(0, 10)} ${time}`
/** This minute, whatever hour it is. */
const today = () => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ')

before(async () => {
  receiver = await startReceiver()
  site = await startSite({ settings: { 'sender.retry_seconds': 1 } })
  admin = await firstAdministrator(site)
  office = await hired(admin, 'zhao', 'dzb', ['dispatcher'])
  handler = await hired(admin, 'lu', 'cjzx', ['handler'])
  district = await site.addChannel('upstream', 'qzc', ['--set', 'title=网上区长直通车', '--set', `callback_url=${receiver.url}`])
  nation = await site.addChannel('upstream', 'gov', ['--set', 'title=中国政府网', '--set', 'receipt=no', '--set', 'columns={"number":"来件号"}'])
  receiver.secret = district.secret
})
after(async () => {
  await site?.stop()
  await receiver?.close()
})

const matter = (number, more = {}) => ({ number, submitted_at: today(), subject: '路灯不亮', text: '银春路的路灯三天不亮了。', name: '王女士', contact: '13812345678', unit: 'cjzx', ...more })

async function passedOn(number, more) {
  const answer = await deliver(site, district, matter(number, more))
  assert.equal(answer.status, 200, answer.text)
  assert.equal(answer.body.items[0].result, 'taken', answer.text)
  await site.drained()
  return answer.body.items[0].number
}
const calls = (number, type) => receiver.got.filter(({ body }) => body.upstream_number === number && (!type || body.type === type))
const called = (number, type) => until(`${type} of ${number}`, () => calls(number, type)[0])
const beside = (number) => office.get(`/api/v1/tickets/${number}/passed-on`)
const upload = (account, bytes, query = '') =>
  site.send('POST', `/api/v1/upstreams/${account}/batches${query}`, { body: bytes, headers: { Cookie: office.cookie, 'X-CSRF-Token': office.csrf, 'Content-Type': 'application/octet-stream' } })

describe('a signed call', () => {
  test('is a ticket with the citizen\'s time and the earlier date, and is receipted', async () => {
    const number = await passedOn('A-1', { submitted_at: written(-1, '09:00'), due: written(1, '23:00') })
    const { ticket, history } = await office.ticket(number)
    assert.equal(ticket.channel, 'upstream')
    assert.equal(Date.parse(ticket.received_at), Date.parse(`${written(-1, '09:00').replace(' ', 'T')}:00+08:00`))
    assert.equal(Date.parse(ticket.final_due), Date.parse(`${written(1, '23:00').replace(' ', 'T')}:00+08:00`))
    assert.match(history.find(({ event }) => event === 'passed_on').detail, /网上区长直通车转办，编号A-1，要求.*前答复；到件时已过当日回应的期限/)
    const { body, verified } = await called('A-1', 'receipt')
    assert.ok(verified)
    assert.deepEqual([body.number, body.text], [number, `已签收，本地编号${number}。`])
    const view = await beside(number)
    assert.deepEqual([view.upstream_number, view.response_late_on_arrival, view.reply_late_on_arrival], ['A-1', true, false])
  })

  test('that comes again, after an answer that was lost, is the same ticket', async () => {
    const number = await passedOn('A-2')
    const again = await deliver(site, district, matter('A-2', { text: '另一段话' }))
    assert.deepEqual(again.body.items, [{ upstream_number: 'A-2', result: 'known', number }])
    assert.equal(calls('A-2', 'receipt').length <= 1, true)
  })

  test('may hold many matters: each is taken or refused by itself', async () => {
    const answer = await deliver(site, district, { items: [matter('B-1'), matter('B-2', { submitted_at: '昨天' }), matter('B-1'), { number: 'B-3' }] })
    assert.equal(answer.status, 200)
    assert.deepEqual(answer.body.items.map(({ upstream_number, result, field }) => [upstream_number, result, field]), [['B-1', 'taken', undefined], ['B-2', 'refused', 'submitted_at'], ['B-1', 'taken', undefined], ['B-3', 'refused', 'submitted_at']])
    assert.equal(answer.body.items[0].number, answer.body.items[2].number)
    await site.drained()
    assert.equal((await office.queue('all', answer.body.items[0].number)).length, 1)
  })

  test('without the right signature is refused, and so is what is no call', async () => {
    assert.equal((await deliver(site, district, matter('C-1'), { secret: nation.secret })).status, 401)
    assert.equal((await deliver(site, { ...district, path: '/hooks/upstream/nobody' }, matter('C-1'))).status, 401)
    assert.equal((await deliver(site, district, matter('C-1'), { timestamp: 1 })).status, 401)
    assert.equal((await deliver(site, district, '{')).status, 400)
    assert.equal((await deliver(site, district, [])).status, 400)
    assert.equal((await deliver(site, district, { type: 'dance' })).status, 400)
    assert.equal((await deliver(site, district, { items: [] })).status, 400)
    assert.equal((await deliver(site, district, { type: 'reminder', number: 'nobody' })).status, 404)
    assert.equal((await office.queue('all', 'C-1')).length, 0)
  })
})

describe('what is asked of the passing body', () => {
  test('taking back: asked, refused, asked again, granted; each call once', async () => {
    const number = await passedOn('D-1')
    assert.equal((await handler.try(number, 'upstream-question', { what: 'take_back', reason: '不属于本镇', basis: '权责清单' })).status, 403)
    await office.move(number, 'upstream-question', { what: 'take_back', reason: '不属于本镇', basis: '权责清单第三条' })
    const asked = await called('D-1', 'take_back_asked')
    assert.equal(asked.body.text, '不属于本镇\n依据：权责清单第三条')
    const refusal = { type: 'take_back_refused', number: 'D-1', text: '请就地办理' }
    assert.equal((await deliver(site, district, refusal, { id: 'call-1' })).status, 200)
    assert.equal((await deliver(site, district, refusal, { id: 'call-1' })).status, 200)
    assert.equal((await deliver(site, district, refusal, { id: 'call-2' })).status, 409)
    await office.move(number, 'upstream-question', { what: 'take_back', reason: '已与区有关部门核实', basis: '权责清单第三条' })
    assert.equal((await deliver(site, district, { type: 'take_back_granted', number: 'D-1' })).status, 200)
    const { ticket } = await office.ticket(number)
    assert.equal(ticket.state, 'not_accepted')
    assert.deepEqual((await beside(number)).questions.map(({ answer, opinion }) => [answer, opinion]), [['refused', '请就地办理'], ['granted', '']])
    await called('D-1', 'given_back')
  })

  test('more time: the date moves when that body says so, by a person\'s hand too', async () => {
    const number = await passedOn('D-2', { due: written(1, '17:00') })
    await office.move(number, 'upstream-question', { what: 'more_time', workdays: 3, reason: '等待材料' })
    assert.equal((await called('D-2', 'more_time_asked')).body.workdays, 3)
    const before = (await office.ticket(number)).ticket.final_due
    assert.equal((await office.try(number, 'upstream-answer', { said: 'more_time_granted' })).status, 400)
    const due = `${written(2, '17:00').replace(' ', 'T')}:00+08:00`
    await office.move(number, 'upstream-answer', { said: 'more_time_granted', text: '电话同意', due })
    const { ticket } = await office.ticket(number)
    assert.ok(Date.parse(ticket.final_due) > Date.parse(before), `${ticket.final_due} after ${before}`)
    assert.equal(Date.parse(ticket.final_due), Date.parse(due))
  })
})

test('a reminder of a matter that another ticket carries comes before who works on that', async () => {
  const [survivor, carried] = [await passedOn('F-1'), await passedOn('F-2')]
  await office.move(carried, 'merge', { survivor })
  const reminder = { type: 'reminder', number: 'F-2', text: '区里在催' }
  for (let i = 0; i < 2; ++i) assert.equal((await deliver(site, district, reminder, { id: 'call-f2' })).status, 200)
  const told = (await office.ticket(survivor)).history.filter(({ detail }) => detail === `网上区长直通车催办并入的来信 ${carried}：区里在催`)
  assert.equal(told.length, 1)
})

test('the reply goes to who answers the citizen, once, though that body is down meanwhile', async () => {
  const number = await passedOn('E-1')
  await called('E-1', 'receipt')
  receiver.answers.push(503, 503)
  await handler.move(number, 'reply', { text: '您好，银春路的路灯今天已经修好。' })
  const letter = await until('the letter taken', () => calls('E-1', 'letter').length >= 3 && calls('E-1', 'letter').at(-1))
  assert.equal(letter.body.text, '您好，银春路的路灯今天已经修好。')
  assert.equal(new Set(calls('E-1', 'letter').map(({ id }) => id)).size, 1, 'one key in every try')
  const list = await office.get('/api/v1/passed-on?account=qzc')
  assert.ok(list.items.some((row) => row.upstream_number === 'E-1' && row.replied_at))
})

test('a letter that the body will never take is a task for a person, and no short message to the citizen', async () => {
  const number = await passedOn('E-2')
  await called('E-2', 'receipt')
  receiver.answers.push(404)
  await handler.move(number, 'reply', { text: '您好，已经处理。' })
  const row = await until('the letter refused', async () => (await office.get('/api/v1/outbound?state=failed')).items.find((item) => item.number === number))
  assert.match(row.detail, /未能报给转办单位，请联系对方/)
  const { history } = await office.ticket(number)
  assert.ok(history.some(({ event }) => event === 'not_delivered'))
})

describe('a file', () => {
  const csv = () => `来件号,留言时间,办理期限,标题,内容,姓名\r\nG-1,${today()},,井盖松动,元江路的井盖松动了。,李先生\r\nG-2,昨天,,x,y,z\r\nG-1,${today()},,井盖松动,又一行,李先生\r\n`

  test('is tried first, then taken line by line, and the same file again brings nothing', async () => {
    const trial = await upload('gov', csv(), '?trial=true')
    assert.equal(trial.status, 200, trial.text)
    assert.deepEqual([trial.body.trial, trial.body.taken, trial.body.known, trial.body.refused], [true, 1, 1, 1])
    assert.match(trial.body.lines[1].reason, /来信时间“昨天”看不懂/)
    assert.equal((await office.get('/api/v1/passed-on?account=gov')).items.length, 0)
    const done = await upload('gov', csv())
    assert.deepEqual([done.body.taken, done.body.lines[0].result, done.body.lines[0].line], [1, 'taken', 2])
    await site.drained()
    const [row] = (await office.get('/api/v1/passed-on?account=gov')).items
    assert.deepEqual([row.upstream_number, row.subject, row.number], ['G-1', '井盖松动', done.body.lines[0].number])
    const again = await upload('gov', csv())
    assert.deepEqual([again.body.taken, again.body.known], [0, 2])
  })

  test('comes back as report: CSV, JSON and XLSX, and XLSX is read again', async () => {
    const [row] = (await office.get('/api/v1/passed-on?account=gov')).items
    await office.move(row.number, 'reply', { text: '井盖已更换。' })
    const report = (format) => site.send('GET', `/api/v1/upstreams/gov/report?format=${format}`, { headers: { Cookie: office.cookie } })
    const json = await report('json')
    assert.equal(json.body.length, 1)
    assert.deepEqual([json.body[0]['编号'], json.body[0]['答复内容'], json.body[0]['是否按期']], ['G-1', '井盖已更换。', '按期'])
    assert.match((await report('csv')).text, /G-1,/)
    const xlsx = await fetch(`${site.url}/api/v1/upstreams/gov/report`, { headers: { Cookie: office.cookie } })
    assert.match(xlsx.headers.get('content-disposition'), /report-gov\.xlsx/)
    const bytes = Buffer.from(await xlsx.arrayBuffer())
    assert.equal(bytes.subarray(0, 2).toString(), 'PK')
    // Read again, its heading is understood, but for the column that a report has not.
    const back = await upload('qzc', bytes, '?trial=true')
    assert.deepEqual([back.status, back.body.detail], [400, '表头里找不到“内容”一列；列名不同的，可在渠道设置里对应'])
  })

  test('of more matters than one answer can wait for is taken in parts', async () => {
    const rows = Array.from({ length: 2001 }, (_, i) => `M-${i},${today()},路灯不亮`)
    const { body } = await upload('gov', `来件号,留言时间,内容\r\n${rows.join('\r\n')}`, '?trial=true')
    assert.deepEqual([body.taken, body.refused], [2000, 1])
    assert.match(body.lines.at(-1).reason, /一次最多收2000件/)
  })

  test('that is none says what is wanted, and people without the role get none', async () => {
    const none = await upload('gov', Buffer.from([0xff, 0xfe, 0xff]))
    assert.equal(none.status, 400)
    assert.match(none.body.detail, /要 CSV（UTF-8 或 GB 18030）、XLSX 或 JSON/)
    assert.equal((await upload('nobody', 'x')).status, 404)
    assert.equal((await handler.call('GET', '/api/v1/passed-on')).status, 403)
  })
})
