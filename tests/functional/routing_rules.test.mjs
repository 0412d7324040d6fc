// The town's own routing rules over the API, and what people put right once.
import { after, before, describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { assertProblem } from './contract.mjs'
import { startSite, until } from './harness.mjs'
import { firstAdministrator, hired, write } from './people.mjs'
import { sql } from './record.mjs'

let site, admin, office

before(async () => {
  site = await startSite()
  admin = await firstAdministrator(site)
  office = await hired(admin, 'zhu', 'dzb', ['dispatcher'])
})
after(() => site?.stop())

const kPath = '/api/v1/routing-rules'
const rule = (over = {}) => ({ name: '放生', words: ['放生'], unit: 'zfd', ...over })
const version = async () => (await admin.get(kPath)).version
const save = async (rules, more = {}) => admin.call('PUT', kPath, { version: await version(), rules, ...more })
const routed = async (text, subject = '来信') => {
  const { number } = await write(site, { subject, text })
  const detail = await office.taken(number)
  return { number, ...detail }
}

describe('rules of the town', () => {
  test('are none at first, and hold for the next message after they are saved', async () => {
    assert.deepEqual(await admin.get(kPath), { version: 0, rules: [], findings: [], versions: [] })
    const saved = await save([rule()], { note: '放生归执法队' })
    assert.equal(saved.status, 200, saved.text)
    assert.equal(saved.body.version, 1)
    assert.deepEqual(saved.body.rules[0], { name: '放生', words: ['放生'], without: [], places: [], channels: [], kinds: [], unit: 'zfd', active: true })
    const { ticket, routing } = await routed('有人往河里放 生，鱼死了一片')
    assert.equal(ticket.unit, 'zfd')
    assert.match(routing.reasons.join(), /符合本镇规则“放生”，提到“放生”/)
    assert.match(sql(site, `select decision ->> '$.rule_version' as version from routing r join ticket t on t.id = r.ticket where t.number = '${ticket.number}'`)[0].version, /^rules-1\+hand-1/)
  })

  test('keep their versions; an older one can be read and saved again', async () => {
    await save([rule({ unit: '' })])
    assert.equal((await routed('又有人放生')).ticket.unit, '')
    const page = await admin.get(kPath)
    assert.deepEqual(page.versions.map((each) => each.version), [2, 1])
    assert.equal(page.versions[1].note, '放生归执法队')
    const first = await admin.get(`${kPath}/1`)
    assert.equal(first.rules[0].unit, 'zfd')
    assert.equal((await save(first.rules)).body.version, 3)
    for (const unknown of ['99', 'x', '-1']) assertProblem(await admin.call('GET', `${kPath}/${unknown}`), 404, 'not_found')
  })

  test('are refused where they cannot be right, with the place', async () => {
    const cases = [
      [[rule({ unit: 'nowhere' })], 'rules.0.unit', /第 1 条：没有这个单位/],
      [[rule(), rule()], 'rules.1.name', /第 2 条：已有同名的规则/],
      [[rule({ words: [] })], 'rules.0.words', /至少写一个条件/],
      [[rule({ words: ['！'] })], 'rules.0.words', /没有可以比对的文字/],
    ]
    for (const [rules, field, words] of cases) {
      const refused = await save(rules)
      assertProblem(refused, 400, 'bad_request')
      assert.equal(refused.body.field, field)
      assert.match(refused.body.detail, words)
    }
    assertProblem(await save(Array.from({ length: 201 }, (_, i) => rule({ name: `第${i}条` }))), 400, 'bad_request')
    assertProblem(await save([rule({ kinds: ['praise'] })]), 400, 'bad_request')
    assert.equal(await version(), 3)
  })

  test('are not written over what another saved meanwhile', async () => {
    const seen = await version()
    await save([rule({ name: '先到' })])
    assertProblem(await admin.call('PUT', kPath, { version: seen, rules: [rule({ name: '后到' })] }), 409, 'version_conflict')
    assert.equal((await admin.get(kPath)).rules[0].name, '先到')
  })

  test('say what they would have changed, and change nothing', async () => {
    await save([])
    const { number } = await routed('有人在桥上放生乌龟')
    const before = await admin.get(kPath)
    const answer = await admin.call('POST', `${kPath}/trial`, { rules: [rule(), rule({ name: '没人提的', words: ['从来没人提的词'] })] })
    assert.equal(answer.status, 200, answer.text)
    const trial = answer.body
    assert.ok(trial.messages >= 3)
    const changed = trial.shown.find((each) => each.number === number)
    assert.deepEqual([changed.before, changed.after, changed.known], ['', 'zfd', false])
    assert.equal(trial.rules[1].taken, 0)
    assert.ok(trial.rules[0].taken >= 1)
    assert.deepEqual(await admin.get(kPath), before)
    assert.equal((await office.ticket(number)).ticket.unit, '')
  })

  test('are tried on no message that accuses', async () => {
    const { number } = await write(site, { subject: '举报执法队', text: '执法队收受商户贿赂，放生的也不管。', kind: 'report' })
    await admin.taken(number)
    const { body } = await admin.call('POST', `${kPath}/trial`, { rules: [rule({ words: ['贿赂'] })] })
    assert.ok(!JSON.stringify(body).includes(number))
    assert.equal(body.rules[0].taken, 0)
  })

  test('are the administrators’', async () => {
    assertProblem(await office.call('GET', kPath), 403, 'forbidden')
    assertProblem(await office.call('PUT', kPath, { version: 0, rules: [] }), 403, 'forbidden')
    assertProblem(await office.call('POST', `${kPath}/trial`, { rules: [] }), 403, 'forbidden')
  })
})

describe('a wrong route', () => {
  const kText = '我家楼下夜里有人乱设摊卖烧烤，油烟很大，一直到半夜，麻烦管一管。'
  const kAgain = '楼下夜里又有人乱设摊卖烧烤，油烟很大，一直到半夜，请管一管。'

  test('that was corrected once is not repeated, until it was right after all', async () => {
    const first = await routed(kText)
    assert.equal(first.ticket.unit, 'zfd')
    await office.move(first.number, 'assign', { unit: 'cjzx' })
    const again = await until('the correction to be heeded', async () => {
      const one = await routed(kAgain)
      return one.ticket.unit === 'cjzx' && one
    })
    assert.match(again.routing.reasons.join(), /与一件由人分派过的来信几乎相同/)
    await office.move(first.number, 'assign', { unit: 'zfd' })
    await until('what was right after all', async () => (await routed(kText)).ticket.unit === 'zfd')
  })

  test('of what turned out to accuse teaches nothing', async () => {
    const text = '东头那家小超市门口天天占道堆货，说了好多次也没人来，反而有人打电话让我别再说了。'
    const first = await routed(text)
    await office.move(first.number, 'assign', { unit: 'pab' })
    await until('the correction to be heeded', async () => (await routed(text)).ticket.unit === 'pab')
    await office.move(first.number, 'restriction', { accused_units: ['pab'], reason: '说的是那里的人' })
    await until('the correction to be forgotten', async () => {
      const { routing } = await routed(text)
      return !routing.reasons.join().includes('几乎相同')
    })
  })
})
