// Lists, pages and searches: everything once, nothing twice, and no query that breaks them.
import { after, before, describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { assertProblem } from './contract.mjs'
import { startSite, until } from './harness.mjs'
import { firstAdministrator, hired, write } from './people.mjs'
import { command } from './redis.mjs'

const kTickets = 23

let site, admin, handler, numbers

before(async () => {
  site = await startSite()
  admin = await firstAdministrator(site)
  handler = await hired(admin, 'lu', 'cjzx', ['handler'])
  numbers = []
  for (let i = 0; i < kTickets; ++i) numbers.push((await write(site, { subject: `第${i}号路灯`, text: `路灯不亮，灯杆编号${1000 + i}`, name: '王小明' })).number)
  for (const number of numbers) await handler.taken(number)
})
after(() => site?.stop())

async function allPages(path) {
  const seen = []
  for (let after = ''; after !== null; ) {
    const page = await handler.get(`${path}&after=${encodeURIComponent(after)}`)
    seen.push(...page.items.map((row) => row.number))
    after = page.next
  }
  return seen
}

describe('the queue', () => {
  test('read page by page has each ticket once, whatever the size of a page', async () => {
    for (const limit of [1, 5, kTickets, 100]) {
      const seen = await allPages(`/api/v1/tickets?queue=mine&limit=${limit}`)
      assert.equal(seen.length, kTickets, `limit ${limit}`)
      assert.deepEqual(new Set(seen), new Set(numbers))
    }
  })

  test('is in the order of due times, and counts what it lists', async () => {
    const { items } = await handler.get('/api/v1/tickets?queue=mine&limit=100')
    const due = items.map((row) => row.final_due)
    assert.deepEqual(due, [...due].sort())
    assert.equal((await handler.get('/api/v1/ticket-counts')).mine, kTickets)
  })

  test('refuses a name that is none, and takes numbers that are none as not given', async () => {
    const problem = assertProblem(await handler.call('GET', '/api/v1/tickets?queue=nowhere'), 400, 'bad_request')
    assert.equal(problem.field, 'queue')
    assert.ok(problem.allowed.includes('mine'))
    for (const query of ['limit=0', 'limit=-5', 'limit=many', 'limit=1000000', 'after=nonsense', 'after=%00', 'after=1|2|3', `after=${'x'.repeat(500)}`]) {
      const answer = await handler.call('GET', `/api/v1/tickets?queue=mine&${query}`)
      assert.ok([200, 400].includes(answer.status), `${query}: ${answer.text}`)
    }
  })
})

describe('the search', () => {
  const find = async (words) => (await handler.get(`/api/v1/tickets?queue=all&limit=100&q=${encodeURIComponent(words)}`)).items.map((row) => row.number)

  test('finds words of subject and text, and a ticket by its number', async () => {
    assert.deepEqual(await find('灯杆编号1007'), [numbers[7]])
    assert.deepEqual(await find('第7号'), [numbers[7]])
    for (const character of ['灯', '亮', '号', '编']) assert.equal((await find(character)).length, kTickets, character)
    assert.equal((await find('路灯')).length, kTickets)
    assert.deepEqual(await find(numbers[3]), [numbers[3]])
    assert.deepEqual(await find('没有的词语'), [])
  })

  test('finds what was added to a ticket later: its subject, sender, place and text', async () => {
    const number = 'AAAA-0000-BBBB'
    const say = (key, fields) => command(site, 'XADD', '{hy:3}:inbound', '*', ...Object.entries({ v: 1, type: 'message', key, channel: 'webhook', account: 'hotline', sender: 'u1', number, received_at: Date.now(), arrived_at: Date.now(), ...fields }).flat())
    await say('first', { text: '护栏倒了', sender_name: '司徒平', place: '曙光路' })
    await say('later', { continues: 'yes', text: '又压坏了花坛', sender_name: '欧阳春', subject: '补充照片', place: '银春路' })
    const { messages } = await until('both', async () => {
      const detail = await admin.taken(number)
      return detail.messages.length === 2 && detail
    })
    assert.deepEqual([messages[1].by, messages[1].subject, messages[1].place], ['欧阳春', '补充照片', '银春路'])
    for (const words of ['护栏', '司徒平', '曙光路', '花坛', '欧阳春', '补充照片', '银春路', '曙光路 花坛'])
      assert.deepEqual(await admin.queue('all', words), [number], words)
  })

  test('is broken by no sign that the database’s own language has', async () => {
    for (const words of ['"', '""', "'", "' or 1=1 --", '*', '路*', 'AND', 'OR NOT', 'NEAR(', '(', 'subject:路', '-', '^', '%', '_', '\\', '{{x}}', '🚧', '𠮷', 'x'.repeat(2000), ' '])
      await find(words)
    assert.deepEqual(await find('" or "1'), [])
  })

  test('of the board is broken by them neither', async () => {
    for (const words of ['"', "'", '*', 'AND', '(', '%', '\\', '🚧', 'x'.repeat(2000)]) {
      const { status } = await site.send('GET', `/api/v1/published?q=${encodeURIComponent(words)}`)
      assert.equal(status, 200, words)
      assert.equal((await site.page(`/search?q=${encodeURIComponent(words)}`)).status, 200, words)
    }
    for (const query of ['after=nonsense', 'after=%00', 'q=%ff%fe', 'q=%00']) assert.ok([200, 400].includes((await site.send('GET', `/api/v1/published?${query}`)).status), query)
  })
})

describe('an address with a number', () => {
  test('that is none is not found', async () => {
    for (const number of ['x', '%00', '%ff', '%2f', 'ZZZZ-ZZZZ-ZZZZ', "'", '%F0%9F%9A%A7', 'x'.repeat(1000)])
      assert.equal((await handler.call('GET', `/api/v1/tickets/${number}`)).status, 404, number)
    for (const path of ['/topics/%ff', '/published/%ff', '/published/case-%00', '/published/faq-', '/assets/%ff']) assert.equal((await site.page(path)).status, 404, path)
  })
})
