// What a clerk files for somebody who called, came to the counter or wrote on paper.
import { after, before, describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { assertProblem } from './contract.mjs'
import { startSite } from './harness.mjs'
import { firstAdministrator, hired } from './people.mjs'

let site, admin, clerk, other, office, reviewer

before(async () => {
  site = await startSite()
  admin = await firstAdministrator(site)
  clerk = await hired(admin, 'wang', 'sqsl', ['handler'])
  other = await hired(admin, 'lu', 'cjzx', ['handler'])
  office = await hired(admin, 'zhao', 'dzb', ['dispatcher'])
  reviewer = await hired(admin, 'shen', 'cjzx', ['reviewer'])
})
after(() => site?.stop())

const kCall = { way: 'phone', subject: '路灯不亮', text: '银春路的路灯三天不亮了，老人夜里不敢出门。', kind: 'help', unit: 'cjzx', name: '王女士', contact: '13812345678', place: '银春路' }
const file = (who, body, key) => who.site.send('POST', '/api/v1/filings', { json: body, headers: { Cookie: who.cookie, 'X-CSRF-Token': who.csrf, ...(key ? { 'Idempotency-Key': key } : {}) } })

async function filed(who, body) {
  const answer = await file(who, body)
  assert.equal(answer.status, 201, answer.text)
  await site.drained()
  return answer.body
}

describe('a call that a clerk files', () => {
  test('is a ticket as if typed at the board, with who filed it and how it came', async () => {
    const receipt = await filed(clerk, kCall)
    const detail = await office.ticket(receipt.number)
    assert.deepEqual([detail.ticket.channel, detail.ticket.unit, detail.ticket.kind, detail.contact, detail.place], ['phone', 'cjzx', 'help', '13812345678', '银春路'])
    assert.deepEqual(detail.history.slice(0, 2).map(({ event, actor }) => [event, actor]), [['received', 'citizen'], ['filed', 'wang']])
    assert.equal(detail.history[1].detail, '来电，由工作人员代为登记')
    assert.equal(detail.publication.consent, false)
    const seen = await site.send('GET', `/api/v1/messages/${receipt.number}?code=${receipt.code}`)
    assert.equal(seen.status, 200, seen.text)
    assert.equal(seen.body.final_due, receipt.final_due)
  })

  test('needs neither name nor phone: who calls may not want to say', async () => {
    const { number } = await filed(clerk, { way: 'phone', text: '银春路的路灯三天不亮了。' })
    const detail = await office.ticket(number)
    assert.deepEqual([detail.ticket.channel, detail.contact], ['phone', ''])
  })

  test('filed again with the same key, after an answer that was lost, is one ticket', async () => {
    const [first, second] = [await file(clerk, { ...kCall, subject: '再按一次' }, 'once'), await file(clerk, { ...kCall, subject: '再按一次' }, 'once')]
    assert.equal(first.body.number, second.body.number)
    await site.drained()
    assert.equal((await office.queue('all', '再按一次')).length, 1)
    // Another clerk's key is another's.
    assert.notEqual((await file(other, { ...kCall, subject: '再按一次' }, 'once')).body.number, first.body.number)
  })

  test('has its dates from when it was said', async () => {
    const said = new Date(Date.now() - 9 * 86_400_000)
    const receipt = await filed(clerk, { way: 'letter', text: '信里说楼道堆物无人清理。', received_at: said.toISOString() })
    const { ticket } = await office.ticket(receipt.number)
    assert.equal(Date.parse(ticket.received_at), Math.floor(said.getTime() / 1000) * 1000)
    assert.ok(Date.parse(ticket.response_due) < Date.now(), 'already late, and said so')
    assert.equal(ticket.channel, 'letter')
  })

  test('is seen on paper by who filed it, wherever it lies, and by a dispatcher, never what a citizen wrote', async () => {
    const receipt = await filed(clerk, { ...kCall, way: 'counter', unit: 'zfd', text: '占道经营没人管，到窗口来反映的。' })
    const again = await clerk.get(`/api/v1/tickets/${receipt.number}/receipt`)
    assert.deepEqual(again, { ...again, number: receipt.number, code: receipt.code, final_due: receipt.final_due })
    assert.equal((await office.get(`/api/v1/tickets/${receipt.number}/receipt`)).code, receipt.code)
    assertProblem(await other.call('GET', `/api/v1/tickets/${receipt.number}/receipt`), 404, 'not_found')
    const typed = await site.send('POST', '/api/v1/messages', { json: { text: '路灯不亮，请派人来修', unit: 'cjzx' } })
    await site.drained()
    assertProblem(await office.call('GET', `/api/v1/tickets/${typed.body.number}/receipt`), 403, 'forbidden')
  })

  test('that accuses a unit goes to the office alone, whoever filed it', async () => {
    const receipt = await filed(other, { ...kCall, subject: '', text: '城市建设管理事务中心的王科长收了施工队的红包，我要举报。' })
    const { ticket } = await office.ticket(receipt.number)
    assert.equal(ticket.restricted, true)
    assertProblem(await other.call('GET', `/api/v1/tickets/${receipt.number}`), 404, 'not_found')
    assertProblem(await clerk.call('GET', `/api/v1/tickets/${receipt.number}/receipt`), 404, 'not_found')
  })
})

describe('a filing that cannot be', () => {
  test('is refused with the field that is wrong', async () => {
    for (const [change, field, words] of [
      [{ way: 'fax' }, 'way'],
      [{ text: ' ' }, 'text'],
      [{ kind: 'poem' }, 'kind'],
      [{ unit: 'nowhere' }, 'unit'],
      [{ received_at: 'gestern' }, 'received_at', /30天/],
      [{ received_at: new Date(Date.now() + 3_600_000).toISOString() }, 'received_at', /将来/],
      [{ received_at: new Date(Date.now() - 31 * 86_400_000).toISOString() }, 'received_at', /30天/],
      [{ contact: '1'.repeat(201) }, 'contact'],
    ]) {
      const answer = await file(clerk, { ...kCall, ...change })
      assert.ok(answer.status === 400 || answer.status === 422 || answer.status === 413, `${field}: ${answer.status} ${answer.text}`)
      assert.equal(answer.body.field, field)
      if (words) assert.match(answer.body.detail, words)
    }
    assertProblem(await file(clerk, { ...kCall, filed_by: 'shen' }), 400, 'bad_request')
  })

  test('is refused to who neither handles nor dispatches, and without the token of the page', async () => {
    assertProblem(await file(reviewer, kCall), 403, 'forbidden')
    assertProblem(await site.send('POST', '/api/v1/filings', { json: kCall, headers: { Cookie: clerk.cookie } }), 403, 'bad_csrf_token')
    assertProblem(await site.send('POST', '/api/v1/filings', { json: kCall }), 401, 'unauthenticated')
  })
})
