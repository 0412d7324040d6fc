// What is found in a reply before and when it goes out, and the monthly sample.
import { after, before, describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { assertProblem } from './contract.mjs'
import { startSite } from './harness.mjs'
import { assigned, firstAdministrator, hired } from './people.mjs'

let site, admin, office, handler, other

const kPath = '/api/v1/reply-quality'
const kEmpty = '您反映的问题已转相关部门处理。'
const kFull = '您好！您反映的银春路路灯不亮，城建中心11月24日已到现场核查，经核实是电缆老化，已于11月25日更换电缆120米，8盏路灯全部恢复照明。根据《城市照明管理规定》，今后每月巡查一次，如再发现不亮，请拨打64120000，我们在24小时内派人维修。感谢您的监督和支持，祝您生活愉快。'
const ask = { subject: '路灯', text: '银春路的路灯三天不亮了，什么时候能修好？', kind: 'question' }
const checks = async (person, number, text) => person.call('POST', `${kPath}/${number}/checks`, { text })
const unitRow = async (unit = 'cjzx') => (await office.get(kPath)).units.find((row) => row.unit === unit)

before(async () => {
  site = await startSite()
  admin = await firstAdministrator(site)
  office = await hired(admin, 'zhu', 'dzb', ['dispatcher'])
  handler = await hired(admin, 'lu', 'cjzx', ['handler', 'reviewer'])
  other = await hired(admin, 'tang', 'zfd', ['handler'])
  const entry = { id: 'lamp', topic: '市政', question: '路灯不亮怎么报修？', variants: ['银春路的路灯不亮'], answer: '请拨打64120000报修，城建中心在24小时内派人维修。', unit: 'cjzx', source: '城市照明管理规定', valid_from: '2026-01-01', valid_to: '', review: 'reviewed', auto_answer: false }
  assert.equal((await admin.call('PUT', '/api/v1/faq/lamp', entry)).status, 200)
})
after(() => site?.stop())

describe('the checks of a reply', () => {
  test('say what is missing, keep nothing, and are silent about a good one', async () => {
    const { number } = await assigned(admin, 'cjzx', ask)
    const empty = await checks(handler, number, kEmpty)
    assert.equal(empty.status, 200, empty.text)
    assert.match(empty.body.findings.join('\n'), /只说已转有关单位/)
    assert.match(empty.body.findings.join('\n'), /没有写明依据/)
    assert.match((await checks(handler, number, `${kFull}手机13812345678`)).body.findings.join(), /个人信息/)
    assert.deepEqual((await checks(handler, number, kFull)).body.findings, [])
    assert.equal((await handler.ticket(number)).ticket.version, (await handler.ticket(number)).ticket.version)
    assert.equal(await unitRow(), undefined)
  })

  test('read what the citizen added, too', async () => {
    const receipt = await assigned(admin, 'cjzx', ask)
    const added = await site.send('POST', `/api/v1/messages/${receipt.number}/additions`, { json: { code: receipt.code, text: '另外，公园的健身器材坏了，由谁负责更换？' } })
    assert.ok([200, 201, 202].includes(added.status), added.text)
    await site.drained()
    assert.match((await checks(handler, receipt.number, kFull)).body.findings.join(), /健身器材/)
  })

  test('read the answer, not the letter around it', async () => {
    const { number } = await assigned(admin, 'cjzx', { ...ask, name: '王女士' })
    const { items } = await handler.get(`/api/v1/tickets/${number}/reply-templates`)
    const around = items.find(({ stage }) => stage === 'final_reply').text.replace(/依据：【待填：依据】\n*/, '')
    const findings = async (answer) => (await checks(handler, number, around.replace('【待填：答复内容】', answer))).body.findings.join('\n')
    const empty = await findings('我们高度重视，所以已转相关部门，将尽快处理。')
    for (const words of [/只说已转有关单位/, /没有写明是哪个单位/, /没有写明什么时间/, /似乎没有回应/, /答复内容只有 \d+ 字/]) assert.match(empty, words)
    assert.equal(await findings(kFull), '')
  })

  test('are for those who may see the ticket', async () => {
    const { number } = await assigned(admin, 'cjzx', ask)
    assertProblem(await checks(other, number, kFull), 404, 'not_found')
    assertProblem(await checks(handler, 'AAAA-BBBB-CCCC', kFull), 404, 'not_found')
    assertProblem(await checks(handler, number, '长'.repeat(10_001)), 422, 'text_too_long')
  })
})

describe('a month of replies', () => {
  test('counts the evasive ones, and what of the drafts was kept', async () => {
    const first = await assigned(admin, 'cjzx', ask)
    await handler.move(first.number, 'reply', { text: kEmpty })
    const drafted = await assigned(admin, 'cjzx', ask)
    const { draft } = await handler.ticket(drafted.number)
    assert.ok(draft.sources.length > 0)
    await handler.move(drafted.number, 'draft', { text: kFull })
    await handler.move(drafted.number, 'reply', { text: `${draft.text}\n${kFull}` })
    const row = await unitRow()
    assert.deepEqual([row.replies, row.evasive], [2, 1])
    assert.equal(row.drafted >= 1, true)
    assert.ok(row.kept > 0 && row.kept <= 100)
    const { sample } = await office.get(kPath)
    assert.deepEqual(new Set(sample.map(({ number }) => number)), new Set([first.number, drafted.number]))
    assert.equal(sample.find(({ number }) => number === drafted.number).draft_kept, 100, 'what a person saved in between does not count')
    assert.equal(sample.find(({ number }) => number === first.number).evasive, true)
  })

  test('counts a letter with nothing in it, whatever stands around', async () => {
    const around = async (number) => (await handler.get(`/api/v1/tickets/${number}/reply-templates`)).items.find(({ stage }) => stage === 'final_reply').text.replace(/依据：【待填：依据】\n*/, '')
    const counted = async (answer) => {
      const { number } = await assigned(admin, 'cjzx', { ...ask, name: '王女士' })
      await handler.move(number, 'reply', { text: (await around(number)).replace('【待填：答复内容】', answer) })
      return (await office.get(kPath)).sample.find((row) => row.number === number).evasive
    }
    const before = await unitRow()
    assert.equal(await counted('我们高度重视，已转相关部门，将尽快处理。'), true)
    assert.equal(await counted(kFull), false)
    const after = await unitRow()
    assert.deepEqual([after.replies - before.replies, after.evasive - before.evasive], [2, 1])
  })

  test('is scored one by one, and a score can be taken back', async () => {
    const [reply] = (await office.get(kPath)).sample
    const score = (given, person = office) => person.call('PUT', `${kPath}/${reply.number}`, { round: reply.round, ...given })
    assert.equal((await score({ score: 4, remark: '具体' })).status, 204)
    const scored = (await office.get(kPath)).sample.find(({ number }) => number === reply.number)
    assert.deepEqual([scored.score, scored.remark, scored.scored_by], [4, '具体', 'zhu'])
    assert.deepEqual([(await unitRow()).scored, (await unitRow()).score], [1, 4])
    assert.equal((await score({ score: 0 })).status, 204)
    assert.equal((await unitRow()).scored, 0)
    for (const wrong of [6, -1]) assertProblem(await score({ score: wrong }), 400, 'bad_request')
    assertProblem(await score({ score: 3, round: 9 }), 404, 'not_found')
    assertProblem(await score({ score: 3 }, handler), 403, 'forbidden')
    assertProblem(await handler.call('GET', kPath), 403, 'forbidden')
    const lead = await hired(admin, 'lin', 'zfd', ['manager'])
    assert.deepEqual({ ...(await lead.get(kPath)), month: '' }, { month: '', may_score: false, units: [], sample: [] }, 'another unit’s')
    assertProblem(await score({ score: 3 }, lead), 403, 'forbidden')
    const own = await hired(admin, 'wang', 'cjzx', ['manager'])
    assert.equal((await own.get(kPath)).units.length, 1)
  })

  test('knows other months, and refuses what is none', async () => {
    assert.deepEqual(await office.get(`${kPath}?month=2020-01`), { month: '2020-01', may_score: true, units: [], sample: [] })
    for (const wrong of ['2020-13', 'x', '2020']) assertProblem(await office.call('GET', `${kPath}?month=${wrong}`), 400, 'bad_request')
  })

  test('has nothing of a restricted ticket', async () => {
    const { number } = await assigned(admin, 'cjzx', ask)
    await handler.move(number, 'reply', { text: kEmpty })
    assert.equal((await unitRow()).replies, 5)
    await office.move(number, 'restriction', { accused_units: ['cjzx'], reason: '说的是经办人' })
    assert.equal((await unitRow()).replies, 4)
    assert.ok(!JSON.stringify(await office.get(kPath)).includes(number))
    assertProblem(await office.call('PUT', `${kPath}/${number}`, { round: 1, score: 3 }), 404, 'not_found')
  })
})
