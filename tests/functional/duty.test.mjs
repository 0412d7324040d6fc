// The duty roster in the running server: who is on duty is told of an emergency at any hour, then the next one, then the
// managers, each once.
import { after, before, describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { assertProblem } from './contract.mjs'
import { dayOf } from './calendar.mjs'
import { startSite, until } from './harness.mjs'
import { firstAdministrator, hired, write } from './people.mjs'
import { sql } from './record.mjs'

const kDayMs = 86_400_000
const yesterday = dayOf(Date.now() - kDayMs)
const today = dayOf(Date.now())
const tomorrow = dayOf(Date.now() + kDayMs)
const shift = (staff) => ({ from: `${yesterday}T00:00:00+08:00`, to: `${tomorrow}T23:00:00+08:00`, staff })

let site, admin, manager, first, second, number

const toldOf = async (person) => (await person.get('/api/v1/notices')).items.filter((each) => each.number === number).map(({ rung }) => rung)
const put = (person, shifts) => person.call('PUT', '/api/v1/duty', { from: yesterday, to: tomorrow, shifts })

/** As if the time of whoever was called last had run out. */
function runOut() {
  sql(site, `update duty_call set next_at = ${Date.now() - 1} where next_at is not null;
             update alarm set at = 0 where ticket = (select id from ticket where number = '${number}')`)
}

before(async () => {
  site = await startSite()
  admin = await firstAdministrator(site)
  manager = await hired(admin, 'gu', 'dzb', ['manager'])
  first = await hired(admin, 'tang', 'zfd', ['handler'])
  second = await hired(admin, 'lu', 'cjzx', ['handler'])
})
after(() => site?.stop())

describe('the duty roster', () => {
  test('is read by everybody, with its gaps, and replaced by administrators and the office’s managers', async () => {
    const empty = await first.get(`/api/v1/duty?from=${today}&to=${today}`)
    assert.deepEqual(empty.shifts, [])
    assert.deepEqual(empty.gaps, [{ from: `${today}T00:00:00+08:00`, to: `${tomorrow}T00:00:00+08:00` }])
    assert.equal(empty.may_replace, false)
    assert.equal(empty.people, undefined)
    assertProblem(await put(first, [shift(['tang'])]), 403, 'forbidden')
    const answer = await put(manager, [shift(['tang', 'lu'])])
    assert.equal(answer.status, 200, answer.text)
    assert.deepEqual(answer.body.shifts[0].staff.map(({ login }) => login), ['tang', 'lu'])
    assert.equal(answer.body.gaps.length, 1)
    assert.ok(answer.body.people.some(({ login, name }) => login === 'lu' && name === 'lu同志'))
  })

  test('is refused whole when something is wrong with it, and says what', async () => {
    for (const [shifts, words] of [
      [[shift(['nobody'])], /nobody/],
      [[shift(['tang', 'tang'])], /两次/],
      [[shift(['tang']), { ...shift(['lu']), from: `${today}T00:00:00+08:00` }], /重叠/],
      [[{ ...shift(['lu']), from: 'today' }], /时区/],
    ]) {
      const problem = assertProblem(await put(admin, shifts), 400, 'bad_request')
      assert.match(problem.detail, words)
      assert.equal(problem.field, 'shifts')
    }
    assertProblem(await admin.call('GET', `/api/v1/duty?from=${today}&to=x`), 400, 'bad_request')
    assert.equal((await admin.get(`/api/v1/duty?from=${today}&to=${today}`)).shifts.length, 1)
  })
})

describe('an emergency', () => {
  test('is told at once to the first on duty, who may see it and act on it', async () => {
    number = (await write(site, { subject: '着火', text: '银春路这里着火了，有人被困，快来救人', name: '王小明' })).number
    await admin.taken(number)
    await until('the first to be told', async () => (await toldOf(first)).length > 0)
    assert.deepEqual(await toldOf(first), ['emergency'])
    assert.deepEqual(await toldOf(second), [])
    assert.equal((await first.call('GET', `/api/v1/tickets/${number}`)).status, 200)
  })

  test('is told to the next when nobody answers, then to the managers, each once', async () => {
    runOut()
    await until('the next to be told', async () => (await toldOf(second)).length > 0)
    assert.deepEqual(await toldOf(manager), [])
    runOut()
    await until('the managers to be told', async () => (await toldOf(manager)).length > 0)
    runOut()
    await until('the clock to have looked', () => sql(site, `select at from alarm a join ticket t on t.id = a.ticket where t.number = '${number}'`)[0].at > 0)
    for (const person of [first, second, manager]) assert.deepEqual(await toldOf(person), ['emergency'])
    const { history } = await admin.ticket(number)
    assert.deepEqual(history.filter(({ event }) => event === 'duty_called').length, 2)
    assert.match(history.findLast(({ event }) => event === 'duty_called').detail, /无人应答/)
  })

  test('that was read needs nobody else', async () => {
    number = (await write(site, { subject: '又着火', text: '这里又着火了，有人被困，快来救人', name: '王小明' })).number
    await admin.taken(number)
    const [notice] = await until('the first to be told', async () => ((list) => list.some((each) => each.number === number) && list)((await first.get('/api/v1/notices')).items))
    assert.equal((await first.call('POST', '/api/v1/notices/read', { up_to: notice.id })).status, 204)
    runOut()
    await until('the call to be over', () => sql(site, 'select count(*) as n from duty_call where next_at is not null')[0].n === 0)
    assert.deepEqual(await toldOf(second), [])
  })

  test('leaves what a person may do as it was once the duty is over', async () => {
    assert.equal((await put(admin, [])).status, 200)
    assert.equal((await first.call('GET', `/api/v1/tickets/${number}`)).status, 404)
  })
})
