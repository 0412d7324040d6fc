// The clocks as a command: a file of cases with what people expect of each, bad cases, and the day-by-day explanation.
import { after, before, describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { dueTimes, isWorkingDay } from './calendar.mjs'
import { kRoot, run, temporaryFolder, writeIn } from './harness.mjs'

const kZones = ['Asia/Shanghai', 'America/New_York', 'Pacific/Kiritimati', 'UTC']

let folder

before(() => (folder = temporaryFolder()))
after(() => rmSync(folder, { recursive: true, force: true }))

const groups = JSON.parse(readFileSync(join(kRoot, 'tests/vectors/sla/cases.json'), 'utf8')).groups
const known = groups.flatMap((group) => group.cases)

/** A case as `huiying sla batch` reads it. */
const asked = ({ id, policy, calendar, received, params }) => ({ id, policy, calendar, received_at: received, received_epoch: Date.parse(received) / 1000, params })

async function batch(cases, options) {
  const { status, stdout, stderr } = await run(['sla', 'batch', writeIn(folder, 'cases.json', JSON.stringify({ cases }))], options)
  assert.equal(status, 0, stderr)
  return { stdout, answers: JSON.parse(stdout) }
}

/** The one answer to a case made of a good one and these changes. */
async function answerTo(changes) {
  const good = { id: 'x', policy: 'same-calendar-day', calendar: 'cn', received_at: '2026-11-23T09:00:00+08:00', params: {} }
  const { answers } = await batch([{ ...good, ...changes }])
  assert.equal(answers.length, 1)
  return answers[0]
}

async function explain(flags, options = {}) {
  const data = ['--data.folder', join(folder, 'no-data')]
  return run(['sla', 'explain', ...flags, ...data], options)
}

async function explained(flags, options) {
  const { status, stdout, stderr } = await explain([...flags, '--json'], options)
  assert.equal(status, 0, stderr)
  return JSON.parse(stdout)
}

describe('a file of cases', () => {
  test('has at least 120 of them, each with its own number', () => {
    assert.ok(known.length >= 120)
    assert.equal(new Set(known.map(({ id }) => id)).size, known.length)
  })

  test('is answered field by field as people expect', async () => {
    const { answers } = await batch(known.map(asked))
    assert.equal(answers.length, known.length)
    known.forEach(({ id, wants, why }, i) => assert.deepEqual(answers[i], { id, ...wants }, `${id}: ${why}`))
  })

  test('is answered with the same bytes in every time zone of the server', async () => {
    const outputs = []
    for (const TZ of kZones) outputs.push((await batch(known.map(asked), { env: { TZ } })).stdout)
    assert.equal(new Set(outputs).size, 1)
  })

  test('that cannot be read, or has no cases, is refused with its path', async () => {
    for (const path of [join(folder, 'nowhere.json'), folder, writeIn(folder, 'a.json', '{"cases": ['), writeIn(folder, 'b.json', '[]'), writeIn(folder, 'c.json', '{"cases": {}}')]) {
      const { status, stdout, stderr } = await run(['sla', 'batch', path])
      assert.equal(status, 1)
      assert.equal(stdout, '')
      assert.ok(stderr.startsWith(path), stderr)
    }
  })

  test('without cases has no answers', async () => {
    assert.deepEqual((await batch([])).answers, [])
  })
})

describe('a bad case', () => {
  const cases = {
    'of an unknown policy': [{ policy: 'soon' }, /policy.*soon.*same-calendar-day/],
    'without a policy': [{ policy: undefined }, /policy/],
    'of an unknown calendar': [{ calendar: 'us' }, /calendar.*us.*cn\+2027p/],
    'without an instant': [{ received_at: '2026-11-31T09:00:00+08:00' }, /received_at.*RFC 3339/],
    'without a time zone': [{ received_at: '2026-11-23T09:00:00' }, /received_at/],
    'whose two instants differ': [{ received_epoch: 1 }, /received_epoch.*1795395600/],
    'with a misspelt parameter': [{ params: { final_workday: 3 } }, /params\.final_workday：.*final_workdays/],
    'with a parameter of another policy': [{ params: { workdays: 3 } }, /params\.workdays/],
    'of no working days': [{ params: { final_workdays: 0 } }, /params\.final_workdays.*1/],
    'of half a working day': [{ params: { final_workdays: 2.5 } }, /params\.final_workdays.*整数/],
    'with a closing time that is none': [{ params: { close: '24:00:00' } }, /params\.close.*HH:MM:SS/],
    'with a pause that ends before it begins': [{ params: { pauses: [{ from: '2026-11-25T09:00:00+08:00', to: '2026-11-24T09:00:00+08:00' }] } }, /params\.pauses/],
    'with a pause without beginning': [{ params: { pauses: [{ to: null }] } }, /params\.pauses\[0\]\.from/],
    'with an extension by less than nothing': [{ params: { extensions: [{ workdays: -1, granted_at: '2026-11-24T09:00:00+08:00' }] } }, /params\.extensions\[0\]\.workdays/],
    'that counts from the response where there is none': [{ params: { count_from: 'effective_receipt' } }, /params\.count_from.*next-working-day/],
    'of a disclosure without channel': [{ policy: 'foi' }, /params\.channel/],
    'of a consult answered before it was sent': [
      { policy: 'foi', params: { channel: 'in_person', consults: [{ sent_at: '2026-11-25T09:00:00+08:00', letter_received_at: '2026-11-25T09:00:00+08:00', replied_at: '2026-11-24T09:00:00+08:00' }] } },
      /答复早于发函/,
    ],
    'of hours over midnight': [{ policy: 'working-hours', params: { minutes: 5, hours: { ordinary: ['18:00-00:00'] } } }, /params\.hours.*24:00/],
    'whose parameters are no object': [{ params: [] }, /params/],
    'that has no number': [{ id: undefined }, /id/],
  }
  for (const [what, [changes, message]] of Object.entries(cases))
    test(`${what} is answered with code and reason`, async () => {
      const { id, error, ...rest } = await answerTo(changes)
      assert.equal(id, 'id' in changes ? null : 'x')
      assert.equal(error.code, 'bad_request')
      assert.match(error.message, message)
      assert.deepEqual(rest, {})
    })

  test('that would search for more than 400 days has a code of its own, and ends at once', async () => {
    for (const changes of [
      { received_at: '2020-01-01T09:00:00+08:00', params: { final_workdays: 400 } },
      { received_at: '2020-01-01T09:00:00+08:00', policy: 'calendar-days', params: { days: 401 } },
      { received_at: '2020-01-01T09:00:00+08:00', policy: 'working-hours', params: { minutes: 999_999, hours: { ordinary: ['09:00-10:00'] } } },
    ])
      assert.equal((await answerTo(changes)).error.code, 'search_too_long')
  })

  test('leaves the others as they are', async () => {
    const { answers } = await batch([asked(known[0]), 17, null, { ...asked(known[1]), policy: 'soon' }, asked(known[1])])
    assert.deepEqual(answers[0], { id: known[0].id, ...known[0].wants })
    assert.equal(answers[1].id, null)
    assert.equal(answers[3].error.code, 'bad_request')
    assert.deepEqual(answers[4], { id: known[1].id, ...known[1].wants })
  })
})

describe('an explanation', () => {
  test('is a Chinese table with every date, its reason and its notice', async () => {
    const { status, stdout } = await explain(['--received', '2026-09-30T18:00'])
    assert.equal(status, 0)
    assert.match(stdout, /回应期限 {2}2026-09-30（周三）23:59:59/)
    assert.match(stdout, /答复期限 {2}2026-10-13（周二）23:59:59/)
    assert.match(stdout, /2026-09-30 +周三 +上班 +- +收到当日，不计入/)
    for (const day of ['01', '02', '03', '04', '05', '06', '07']) assert.match(stdout, new RegExp(`2026-10-${day} .*国庆节`))
    assert.match(stdout, /2026-10-10 +周六 +上班 +3 +国庆节调休上班 +\[1\]/)
    assert.match(stdout, /\[1\] 国办发明电〔2025〕7号/)
    assert.match(stdout, /第二百零一条/)
  })

  test('ends on the due date, with days that are working days and count', async () => {
    for (const [received, days] of [['2026-02-13T16:00:00+08:00', 5], ['2025-09-28T08:00:00+08:00', 20], ['2024-02-29T10:00:00+08:00', 1]]) {
      const { trace, final_due: due, first_response_due: response } = await explained(['--received', received, '--days', String(days)])
      const expected = dueTimes(received, days)
      assert.equal(due, expected.final_due)
      assert.equal(response, expected.response_due)
      assert.equal(`${trace.at(-1).date}T23:59:59+08:00`, due)
      assert.equal(trace.at(-1).count, days)
      for (const row of trace) {
        assert.equal(row.working, isWorkingDay(row.date), row.date)
        assert.match(row.source, /国务院办公厅/)
      }
    }
  })

  test('shows what closing time and pauses do', async () => {
    const flags = ['--received', '2026-11-27T18:00', '--policy', 'next-working-day', '--close', '17:30:00']
    const plain = await explained(flags)
    assert.equal(plain.first_response_due, '2026-11-30T17:30:00+08:00')
    assert.deepEqual(plain.response_trace.map(({ step }) => step), ['after_close', 'day_off', 'day_off', 'counted'])
    const paused = await explained([...flags, '--pause', '2026-12-01T09:00/2026-12-03T09:00'])
    assert.equal(paused.first_response_due, plain.first_response_due)
    assert.deepEqual(paused.trace.filter(({ step }) => step === 'paused').map(({ date }) => date), ['2026-12-01', '2026-12-02'])
    const stopped = await explained([...flags, '--pause', '2026-12-01T09:00/'])
    assert.equal(stopped.final_due, null)
    assert.equal(stopped.clock, 'stopped')
  })

  test('knows periods, calendar days and working hours', async () => {
    const received = ['--received', '2026-09-17T16:30']
    assert.equal((await explained([...received, '--policy', 'period', '--days', '7'])).due, '2026-09-28T23:59:59+08:00')
    const petition = await explained([...received, '--policy', 'calendar-days', '--days', '15'])
    assert.equal(petition.due, '2026-10-08T23:59:59+08:00')
    assert.equal(petition.trace.filter(({ step }) => step === 'rest_day').length, 6)
    assert.match((await explain([...received, '--policy', 'calendar-days'])).stdout, /第二百零三条/)
    const hours = await explained([...received, '--policy', 'working-hours', '--minutes', '120', '--hours', '09:00-11:30,13:00-17:00'])
    assert.equal(hours.due, '2026-09-18T10:30:00+08:00')
    assert.deepEqual(hours.trace.map(({ used_seconds: used }) => used), [1800, 5400])
  })

  test('says wherever it shows a date that the year is provisional, and which year is missing', async () => {
    const { stdout } = await explain(['--received', '2026-12-30T09:00'])
    assert.match(stdout, /答复期限.*（暂定）/)
    assert.match(stdout, /2027-01-04 .*（暂定）/)
    assert.equal((await explained(['--received', '2026-12-30T09:00'])).provisional, true)
    const missing = await explain(['--received', '2027-12-30T09:00'])
    assert.match(missing.stdout, /2028 年没有日历/)
    const asJson = await explained(['--received', '2027-12-30T09:00'])
    assert.equal(asJson.final_due, null)
    assert.equal(asJson.error, 'calendar_not_covered')
    assert.equal(asJson.uncovered_year, 2028)
  })

  test('is the same in every time zone of the server', async () => {
    const outputs = []
    for (const TZ of kZones) outputs.push((await explain(['--received', '2026-11-22T23:59'], { env: { TZ } })).stdout)
    assert.equal(new Set(outputs).size, 1)
    assert.match(outputs[0], /2026-11-27/)
  })

  test('of more than 400 days is refused', async () => {
    const { status, stdout } = await explain(['--received', '2020-01-01T09:00', '--days', '400'])
    assert.equal(status, 1)
    assert.match(stdout, /超出 400 天/)
  })

  test('of a flag that cannot be read is refused with what is allowed', async () => {
    const good = { received: '2026-11-23T09:00' }
    for (const [flag, value, allowed] of [
      ['received', 'yesterday', /2026-11-23T09:30/],
      ['policy', 'soon', /same-calendar-day.*working-hours/],
      ['days', '0', /1 至 400/],
      ['close', '25:00:00', /HH:MM:SS/],
      ['pause', '2026-11-24', /开始\/结束/],
    ]) {
      const flags = Object.entries({ ...good, [flag]: value }).flatMap(([name, text]) => [`--${name}`, text])
      const { status, stdout, stderr } = await explain(flags)
      assert.equal(status, 2)
      assert.equal(stdout, '')
      assert.ok(stderr.includes(`--${flag}`) && stderr.includes(value), stderr)
      assert.match(stderr, allowed)
    }
  })
})
