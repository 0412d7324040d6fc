// Finding tickets: words of everything that was said, filters, pages, who may find what; and searches that people keep.
import { after, before, describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { assertProblem } from './contract.mjs'
import { startSite } from './harness.mjs'
import { answered, assigned, firstAdministrator, hired, write } from './people.mjs'

let site, admin, handler, reviewer, stranger, lamp, tree, accused

before(async () => {
  site = await startSite()
  admin = await firstAdministrator(site)
  handler = await hired(admin, 'lu', 'cjzx', ['handler'])
  reviewer = await hired(admin, 'shen', 'cjzx', ['reviewer'])
  stranger = await hired(admin, 'wai', 'pab', ['handler'])
  lamp = await assigned(admin, 'cjzx', { subject: '曙光路的灯', text: '入夜以后一片漆黑。', kind: 'complaint' })
  tree = await assigned(admin, 'cjzx', { subject: '行道树', text: '枝条碰到了窗户，请派人看看。', kind: 'help' })
  accused = await write(site, { subject: '举报', text: '城市建设管理事务中心的工作人员收受红包，态度恶劣。', kind: 'report' })
  await admin.taken(accused.number)
})
after(() => site?.stop())

const found = async (person, query) => (await person.get(`/api/v1/tickets?limit=100&${new URLSearchParams({ queue: 'all', ...query })}`)).items.map(({ number }) => number)
const both = () => [tree.number, lamp.number]

describe('words', () => {
  test('find what was replied, and what was noted, as soon as it was', async () => {
    assert.deepEqual(await found(handler, { q: '更换镇流器' }), [])
    await handler.move(lamp.number, 'note', { text: '已约电工班长老秦，他带云梯车去' })
    assert.deepEqual(await found(handler, { q: '云梯车' }), [lamp.number])
    await answered(handler, reviewer, lamp.number, '您好！已为该处更换镇流器，恢复照明。')
    assert.deepEqual(await found(handler, { q: '更换镇流器' }), [lamp.number])
    assert.deepEqual(await found(handler, { q: '镇流' }), [lamp.number])
  })

  test('of two characters find just what has them, and the latest ticket comes first', async () => {
    assert.deepEqual(await found(handler, { q: '窗户' }), [tree.number])
    assert.deepEqual(await found(handler, { q: '请派' }), [tree.number])
    await handler.move(lamp.number, 'note', { text: '顺便看看窗户外的灯' })
    assert.deepEqual(await found(handler, { q: '窗户' }), both())
  })

  test('find nothing that others may see only', async () => {
    for (const q of ['云梯车', '更换镇流器', '窗户', lamp.number]) assert.deepEqual(await found(stranger, { q }), [], q)
  })

  test('never show a unit what accuses it, whatever was written about it', async () => {
    const { ticket } = await admin.ticket(accused.number)
    assert.equal(ticket.restricted, true)
    await admin.move(accused.number, 'note', { text: '转请监察专员凌霄核查' })
    assert.deepEqual(await found(admin, { q: '凌霄' }), [accused.number])
    for (const person of [handler, reviewer, stranger]) {
      assert.deepEqual(await found(person, { q: '凌霄' }), [])
      assert.deepEqual(await found(person, { q: '红包' }), [])
      assert.ok(!(await found(person, { kind: 'report' })).includes(accused.number))
    }
  })

  test('are looked for page by page, each ticket once', async () => {
    const numbers = []
    for (let i = 0; i < 7; ++i) numbers.push((await assigned(admin, 'cjzx', { subject: `翻页${i}`, text: '垃圾箱满溢，无人清运。' })).number)
    const seen = []
    for (let after = ''; after !== null; ) {
      const page = await handler.get(`/api/v1/tickets?${new URLSearchParams({ queue: 'all', q: '垃圾箱', limit: '3', after })}`)
      assert.ok(page.items.length <= 3)
      seen.push(...page.items.map(({ number }) => number))
      after = page.next
    }
    assert.deepEqual(seen, numbers.reverse())
  })
})

describe('filters', () => {
  test('narrow by state, unit, kind, channel and day, alone and together with words', async () => {
    assert.deepEqual(await found(admin, { state: 'final_replied,to_evaluate,closed' }), [lamp.number])
    assert.ok((await found(admin, { unit: 'cjzx', kind: 'help' })).includes(tree.number))
    assert.deepEqual(await found(admin, { unit: 'pab' }), [])
    assert.deepEqual(await found(admin, { q: '窗户', kind: 'complaint' }), [lamp.number])
    assert.deepEqual(await found(admin, { q: '窗户', channel: 'phone' }), [])
    assert.deepEqual(await found(admin, { q: '窗户', channel: 'api,board' }), both())
    const today = new Date(Date.now() + 8 * 3600_000).toISOString().slice(0, 10)
    assert.deepEqual(await found(admin, { q: '窗户', from: today, to: today }), both())
    assert.deepEqual(await found(admin, { q: '窗户', to: '2020-01-01' }), [])
    assert.deepEqual(await found(admin, { q: '窗户', from: '2099-01-01' }), [])
    assert.deepEqual(await found(admin, { q: '窗户', overdue: 'yes' }), [])
  })

  test('show what somebody has in hand to just that person', async () => {
    await handler.move(tree.number, 'draft', { text: '正在核实。' })
    assert.deepEqual(await found(handler, { mine: 'yes', unit: 'cjzx' }), both())
    assert.deepEqual(await found(reviewer, { mine: 'yes' }), [])
  })

  test('do not widen what somebody may see', async () => {
    assert.deepEqual(await found(stranger, { unit: 'cjzx' }), [])
    assert.deepEqual(await found(stranger, { unit: '-' }), [])
  })

  test('that are none are refused with what would be right', async () => {
    for (const [field, value] of [['state', 'nowhere'], ['kind', 'x'], ['from', '11/23'], ['to', '2026-13-01'], ['mine', 'no'], ['overdue', '1']]) {
      const problem = assertProblem(await handler.call('GET', `/api/v1/tickets?queue=all&${field}=${encodeURIComponent(value)}`), 400, 'bad_request')
      assert.equal(problem.field, field)
    }
    assert.ok(assertProblem(await handler.call('GET', '/api/v1/tickets?state=nowhere'), 400, 'bad_request').allowed.includes('handling'))
  })
})

describe('a kept search', () => {
  const views = async (person) => (await person.get('/api/v1/views')).items
  const keep = (person, body) => person.call('POST', '/api/v1/views', body)

  test('is there with its count, is renamed and forgotten', async () => {
    const asked = 'queue=all&q=%E7%AA%97%E6%88%B7'
    const { body: kept, status } = await keep(handler, { name: '窗户的事', asked })
    assert.equal(status, 201)
    assert.deepEqual(await views(handler), [{ ...kept, name: '窗户的事', asked, shared: false, own: true, count: 2, count_more: false }])
    assert.deepEqual(await views(reviewer), [])
    assert.equal((await handler.call('PUT', `/api/v1/views/${kept.id}`, { name: '窗', asked })).status, 200)
    assert.equal((await views(handler))[0].name, '窗')
    assert.equal((await handler.call('DELETE', `/api/v1/views/${kept.id}`)).status, 204)
    assert.deepEqual(await views(handler), [])
    assertProblem(await handler.call('DELETE', `/api/v1/views/${kept.id}`), 404, 'not_found')
  })

  test('that is shared is seen by the unit alone, counts what each may see, and is the owner’s to change', async () => {
    const { body: kept } = await keep(reviewer, { name: '全镇', asked: 'queue=all', shared: true })
    const [seen] = await views(handler)
    assert.equal(seen.id, kept.id)
    assert.equal(seen.own, false)
    assert.equal(seen.count, (await found(handler, {})).length)
    assert.deepEqual(await views(stranger), [])
    assertProblem(await handler.call('PUT', `/api/v1/views/${kept.id}`, { name: '我的', asked: 'queue=all' }), 404, 'not_found')
    assertProblem(await handler.call('DELETE', `/api/v1/views/${kept.id}`), 404, 'not_found')
    assert.equal((await reviewer.call('DELETE', `/api/v1/views/${kept.id}`)).status, 204)
  })

  test('that is shared by who moved units is seen by the colleagues of the new one', async () => {
    const mover = await hired(admin, 'yi', 'cjzx', ['handler'])
    const { body: kept } = await keep(mover, { name: '我的事', asked: 'queue=all' })
    assert.equal((await admin.call('PATCH', '/api/v1/staff/yi', { unit: 'pab' })).status, 200)
    await mover.logIn()
    assert.equal((await mover.call('PUT', `/api/v1/views/${kept.id}`, { name: '大家的事', asked: 'queue=all', shared: true })).status, 200)
    assert.deepEqual((await views(stranger)).map(({ id }) => id), [kept.id])
    assert.deepEqual(await views(handler), [])
    assert.equal((await mover.call('DELETE', `/api/v1/views/${kept.id}`)).status, 204)
  })

  test('that is none is refused beside its field', async () => {
    assert.equal(assertProblem(await keep(handler, { name: ' ', asked: 'queue=all' }), 422, 'empty_text').field, 'name')
    assert.equal(assertProblem(await keep(handler, { name: '长'.repeat(31), asked: 'queue=all' }), 422, 'text_too_long').field, 'name')
    assert.equal(assertProblem(await keep(handler, { name: '错', asked: 'queue=nowhere' }), 400, 'bad_request').field, 'queue')
    assert.equal(assertProblem(await keep(admin, { name: '共享', asked: 'queue=all', shared: true }), 400, 'bad_request').field, 'shared')
  })
})
