// Calendars of coming years: imported as JSON or iCalendar, refused whole when wrong in one place, used by commands and server.
import { after, beforeEach, describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { dayOf } from './calendar.mjs'
import { write } from './people.mjs'
import { kRoot, run, startSite, temporaryFolder, writeIn } from './harness.mjs'

const folders = []
let folder

beforeEach(() => folders.push((folder = temporaryFolder())))
after(() => folders.forEach((path) => rmSync(path, { recursive: true, force: true })))

const command = (...args) => run([...args, '--data.folder', join(folder, 'data')])
const packed = (year) => JSON.parse(readFileSync(join(kRoot, `config/calendar/cn-${year}.json`), 'utf8'))
const imported = (year) => JSON.parse(readFileSync(join(folder, `data/calendar/cn-${year}.json`), 'utf8'))

/** A notice for 2027 that keeps New Year's Eve off and a Sunday worked. */
const notice = () => ({
  year: 2027,
  standing: 'official',
  source: '国办发明电〔测试〕 关于2027年部分节假日安排的通知',
  holidays: { '2026-12-31': '元旦', '2027-01-01': '元旦', '2027-01-02': '元旦', '2027-05-01': '劳动节', '2027-10-01': '国庆节', '2027-10-02': '国庆节', '2027-10-03': '国庆节' },
  workdays: { '2027-01-03': '元旦' },
})

const importJson = (calendar) => command('calendar', 'import', writeIn(folder, 'notice.json', typeof calendar === 'string' ? calendar : JSON.stringify(calendar)))
const importIcs = (lines, ...flags) => command('calendar', 'import', writeIn(folder, 'holidays.ics', lines.join('\r\n')), ...flags)

async function explained(received) {
  const { status, stdout, stderr } = await command('sla', 'explain', '--received', received, '--json')
  assert.equal(status, 0, stderr)
  return JSON.parse(stdout)
}

const event = (first, summary, more = []) => ['BEGIN:VEVENT', `UID:${first}`, `DTSTART;VALUE=DATE:${first}`, `SUMMARY;LANGUAGE=zh_CN:${summary}`, ...more, 'END:VEVENT']
const ics = (...events) => ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//huiying//test//ZH', 'X-WR-CALNAME:中国节假日', ...events.flat(), 'END:VCALENDAR', '']

const published = () =>
  ics(
    event('20261231', '元旦（休）', ['DTEND;VALUE=DATE:20270103']),
    event('20270103', '元旦（班）'),
    event('20270214', '情人节', ['RRULE:FREQ=YEARLY']),
    event('20270501', '劳动节 假期 第1天/共5天', ['DURATION:P5D']),
    event('20270509', '劳动节 补班'),
    event('20271001', '国庆节', ['DTEND;VALUE=DATE:20271008', 'CATEGORIES:休']),
    event('20271010', '国庆节', ['X-APPLE-SPECIAL-DAY:ALTERNATE-WORKDAY']),
  )

describe('a year as JSON', () => {
  test('makes provisional dates exact and is kept in the data folder', async () => {
    const before = await explained('2026-12-30T09:00')
    assert.equal(before.provisional, true)
    assert.equal(before.final_due, '2027-01-07T23:59:59+08:00')
    const { status, stdout, stderr } = await importJson(notice())
    assert.equal(status, 0, stderr)
    assert.match(stdout, /已导入 2027 年（正式）/)
    assert.match(stdout, /2026-12-31 周四 {2}上班 → 休息/)
    assert.match(stdout, /2027-01-03 周日 {2}休息 → 上班/)
    assert.deepEqual(imported(2027), notice())
    const now = await explained('2026-12-30T09:00')
    assert.equal(now.provisional, false)
    assert.equal(now.final_due, '2027-01-07T23:59:59+08:00')
    assert.deepEqual(now.trace.filter(({ counted }) => counted).map(({ date }) => date), ['2027-01-03', '2027-01-04', '2027-01-05', '2027-01-06', '2027-01-07'])
    assert.equal(now.trace[1].source, notice().source)
    assert.notEqual(now.calendar_version, before.calendar_version)
  })

  test('may be amended, and says what changed', async () => {
    await importJson(notice())
    const amended = notice()
    delete amended.workdays['2027-01-03']
    const { status, stdout } = await importJson(amended)
    assert.equal(status, 0)
    assert.match(stdout, /2027-01-03 周日 {2}上班 → 休息/)
    assert.deepEqual(imported(2027), amended)
    assert.match((await importJson(amended)).stdout, /与原日历相同/)
  })

  test('that leaves out a day which is off by law is taken with a warning', async () => {
    const short = notice()
    delete short.holidays['2027-10-02']
    const { status, stdout } = await importJson(short)
    assert.equal(status, 0)
    assert.match(stdout, /2027-10-02 是法定节假日/)
  })

  const text = () => JSON.stringify(notice())
  const wrong = {
    'with a date twice': [() => text().replace('"2027-01-01"', '"2026-12-31"'), /2026-12-31.*两次/],
    'with a date that is off and worked': [() => ({ ...notice(), workdays: { '2027-01-01': '元旦' } }), /workdays\.2027-01-01.*既是休息日又是上班日/],
    'with a date that is none': [() => text().replace('2027-01-03', '2027-02-30'), /workdays\.2027-02-30.*YYYY-MM-DD/],
    'with a date too early': [() => text().replace('2026-12-31', '2026-11-30'), /holidays\.2026-11-30.*2026-12-01/],
    'with a date too late': [() => text().replace('2027-10-03', '2028-02-01'), /holidays\.2028-02-01.*2028-01-31/],
    'of a year that is none': [() => ({ ...notice(), year: 27 }), /year.*27/],
    'of a year behind a gap': [() => text().replaceAll('2027-', '2029-').replace('2026-', '2028-').replace('"year":2027', '"year":2029'), /year.*2028 年没有日历/],
    'with a misspelt key': [() => text().replace('"workdays"', '"workday"'), /workday.*workdays/],
    'without its notice': [() => ({ ...notice(), source: '' }), /source/],
    'of an unknown standing': [() => ({ ...notice(), standing: 'draft' }), /standing.*draft.*official, provisional/],
    'that is provisional where there is an official one': [() => ({ ...notice(), standing: 'provisional' }), /standing.*2027 年已有正式日历/],
    'that is no JSON': [() => text().slice(0, -3), /不是有效的 JSON/],
    'that is another document': [() => '[]', /不是一份日历/],
  }
  for (const [what, [make, reason]] of Object.entries(wrong))
    test(`${what} is refused whole with file, key and reason; the old one stays`, async () => {
      assert.equal((await importJson(notice())).status, 0)
      const { status, stdout, stderr } = await importJson(make())
      assert.equal(status, 2)
      assert.equal(stdout, '')
      assert.match(stderr, /notice\.json/)
      assert.match(stderr, reason)
      assert.deepEqual(readdirSync(join(folder, 'data/calendar')), ['cn-2027.json'])
      assert.deepEqual(imported(2027), notice())
    })

  test('that is not there is refused, and makes nothing', async () => {
    const { status, stderr } = await command('calendar', 'import', join(folder, 'nowhere.json'))
    assert.equal(status, 2)
    assert.match(stderr, /nowhere\.json.*无法读取/)
    assert.ok(!existsSync(join(folder, 'data')))
  })
})

describe('a published calendar as iCalendar', () => {
  test('with the notice named becomes an official year, observances left out', async () => {
    const { status, stderr } = await importIcs(published(), '--source', '国办发明电〔测试〕')
    assert.equal(status, 0, stderr)
    assert.deepEqual(imported(2027), {
      year: 2027,
      standing: 'official',
      source: '国办发明电〔测试〕',
      holidays: Object.fromEntries([
        ...['2026-12-31', '2027-01-01', '2027-01-02'].map((day) => [day, '元旦']),
        ...[1, 2, 3, 4, 5].map((day) => [`2027-05-0${day}`, '劳动节']),
        ...[1, 2, 3, 4, 5, 6, 7].map((day) => [`2027-10-0${day}`, '国庆节']),
      ]),
      workdays: { '2027-01-03': '元旦', '2027-05-09': '劳动节', '2027-10-10': '国庆节' },
    })
  })

  test('that nobody vouches for stays provisional, and never replaces a notice', async () => {
    assert.equal((await importIcs(published())).status, 0)
    assert.equal(imported(2027).standing, 'provisional')
    assert.match(imported(2027).source, /holidays\.ics/)
    assert.equal((await importJson(notice())).status, 0)
    const { status, stderr } = await importIcs(published())
    assert.equal(status, 2)
    assert.match(stderr, /已有正式日历/)
    assert.deepEqual(imported(2027), notice())
  })

  test('of several years is taken year by year, or one year of it', async () => {
    const two = ics(event('20270101', '元旦（休）'), event('20270501', '劳动节（休）'), event('20280101', '元旦（休）'), event('20280501', '劳动节（休）'))
    assert.equal((await importIcs(two)).status, 0)
    assert.deepEqual(readdirSync(join(folder, 'data/calendar')).sort(), ['cn-2027.json', 'cn-2028.json'])
    assert.deepEqual(Object.keys(imported(2028).holidays), ['2028-01-01', '2028-05-01'])
    rmSync(join(folder, 'data'), { recursive: true })
    assert.equal((await importIcs(two, '--year', '2027')).status, 0)
    assert.deepEqual(readdirSync(join(folder, 'data/calendar')), ['cn-2027.json'])
  })

  const wrong = {
    'with a date twice': [ics(event('20270501', '劳动节（休）'), event('20270501', '五一（休）')), /2027-05-01.*两次/],
    'with a date that is off and worked': [ics(event('20270501', '劳动节（休）'), event('20270501', '劳动节（班）')), /2027-05-01.*既是休息日又是上班日/],
    'with a swapped day of unclear side': [ics(event('20270501', '劳动节 调休')), /劳动节 调休.*休.*班/],
    'with a day that says both': [ics(event('20270501', '劳动节（休班）')), /看不出是休还是班/],
    'with a day that repeats': [ics(event('20270501', '劳动节（休）', ['RRULE:FREQ=YEARLY'])), /重复事件/],
    'with an hour': [ics(event('20270501', '劳动节（休）').map((line) => line.replace(/DTSTART.*/, 'DTSTART:20270501T090000Z'))), /全天事件/],
    'with a date that is none': [ics(event('20270230', '春节（休）')), /holidays\.ics/],
    'with a holiday of half a year': [ics(event('20270501', '劳动节（休）', ['DTEND;VALUE=DATE:20271101'])), /超过 31 天/],
    'without any day off or worked': [ics(event('20270214', '情人节')), /没有标明/],
    'of a year behind a gap': [ics(event('20290501', '劳动节（休）')), /2028 年没有日历/],
    'that breaks off': [['BEGIN:VCALENDAR', 'VERSION:2.0', 'BEGIN:VEVENT', 'DTSTART;VALUE=DATE:20270501'], /holidays\.ics/],
  }
  for (const [what, [lines, reason]] of Object.entries(wrong))
    test(`${what} is refused whole with file and reason`, async () => {
      const { status, stdout, stderr } = await importIcs(lines)
      assert.equal(status, 2)
      assert.equal(stdout, '')
      assert.match(stderr, reason)
      assert.ok(!existsSync(join(folder, 'data')))
    })
})

describe('the check of the calendars', () => {
  const check = (today) => command('calendar', 'check', '--today', today)

  test('lists covered years with standing and source', async () => {
    const { status, stdout } = await check('2026-06-01')
    assert.equal(status, 0)
    for (let year = 2007; year <= 2026; year++) assert.match(stdout, new RegExp(`^${year} {2}正式 .*国务院办公厅`, 'm'))
    assert.match(stdout, /^2027 {2}暂定 .*自带.*放假办法/m)
    assert.match(stdout, /已覆盖 2007—2027 年，中间不缺年/)
  })

  test('warns of a provisional next year from November on, and fails without one', async () => {
    assert.match((await check('2026-10-31')).stdout, /2027 年：.*尚未到期/)
    const provisional = await check('2026-11-01')
    assert.equal(provisional.status, 0)
    assert.match(provisional.stdout, /2027 年：只有暂定日历/)
    assert.equal((await check('2027-10-31')).status, 0)
    const missing = await check('2027-11-01')
    assert.equal(missing.status, 1)
    assert.match(missing.stdout, /缺少 2028 年日历/)
  })

  test('shows what was imported, and fails on a gap and on a broken file', async () => {
    await importJson(notice())
    assert.match((await check('2026-11-01')).stdout, /^2027 {2}正式 .*导入/m)
    writeIn(join(folder, 'data/calendar'), 'cn-2029.json', JSON.stringify({ ...packed(2027), year: 2029, holidays: {}, workdays: {} }))
    const gap = await check('2026-11-01')
    assert.equal(gap.status, 1)
    assert.match(gap.stdout, /缺少 2028 年日历/)
    writeIn(join(folder, 'data/calendar'), 'cn-2029.json', '{')
    const broken = await check('2026-11-01')
    assert.equal(broken.status, 2)
    assert.match(broken.stderr, /cn-2029\.json/)
  })
})

describe('a running town', () => {
  test('promises by the imported calendar from its next start on', async () => {
    const site = await startSite()
    try {
      const today = dayOf(Date.now())
      const year = Number(today.slice(0, 4))
      const calendar = packed(year)
      // The coming seven days off: a date that no packed calendar can give.
      for (let i = 1; i <= 7; i++) {
        const day = dayOf(Date.now() + i * 86_400_000)
        delete calendar.workdays[day]
        calendar.holidays[day] = '测试放假'
      }
      const file = writeIn(folder, 'week_off.json', JSON.stringify(calendar))
      assert.equal((await site.command(['calendar', 'import', file])).status, 0)
      await site.end()
      await site.start()
      const moments = [Date.now()]
      const { final_due: due } = await write(site, { subject: '路灯不亮', text: '银春路的路灯坏了三天了', publish: false })
      moments.push(Date.now())
      const explained = await Promise.all(moments.map((ms) => site.command(['sla', 'explain', '--received', new Date(ms).toISOString(), '--json'])))
      assert.ok(explained.map(({ stdout }) => JSON.parse(stdout).final_due).includes(due), due)
      assert.ok(dayOf(due) > dayOf(moments[0] + 7 * 86_400_000), due)
    } finally {
      await site.stop()
    }
  })
})
