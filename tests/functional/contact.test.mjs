// A call or a visit is a human response, when it reached the citizen and when it took place.
import { after, before, describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { assertProblem } from './contract.mjs'
import { startSite } from './harness.mjs'
import { assigned, firstAdministrator, hired, status, withWorkflow, write } from './people.mjs'

let site, admin, handler, stranger

before(async () => {
  site = await startSite()
  admin = await firstAdministrator(site)
  handler = await hired(admin, 'lu', 'cjzx', ['handler'])
  stranger = await hired(admin, 'qian', 'zfd', ['handler'])
})
after(() => site?.stop())

const kCall = { way: 'call', number: '021-00000000', summary: '已告知明日派人查看。', reached: true }

describe('a contact', () => {
  test('that reached the citizen is the human response; the notice before it was not', async () => {
    const receipt = await assigned(admin, 'cjzx', { text: '路灯不亮' })
    const before = (await handler.ticket(receipt.number)).proceedings
    assert.ok(before.accepted_at)
    assert.equal(before.human_at, null)
    const moved = await handler.move(receipt.number, 'contact', kCall)
    assert.equal(moved.state, 'handling')
    const { proceedings, history } = await handler.ticket(receipt.number)
    assert.ok(proceedings.human_at)
    assert.equal(proceedings.contacts.length, 1)
    const { at: _, ...contact } = proceedings.contacts[0]
    assert.deepEqual(contact, { ...kCall, by: 'lu' })
    assert.equal(history.at(-1).event, 'contacted')
    const page = await site.page('/q', { method: 'POST', body: new URLSearchParams(receipt) })
    assert.match(page.text, /工作人员已与您联系/)
    assert.doesNotMatch(page.text, /021-00000000/)
  })

  test('that reached nobody is noted and counts for nothing', async () => {
    const receipt = await assigned(admin, 'cjzx', { text: '路灯不亮' })
    await handler.move(receipt.number, 'contact', { ...kCall, summary: '无人接听', reached: false })
    const { proceedings, history } = await handler.ticket(receipt.number)
    assert.equal(proceedings.human_at, null)
    assert.equal(history.at(-1).event, 'contact_tried')
    assert.equal((await status(site, receipt)).state, 'handling')
  })

  test('counts from when it took place, not from when it was written down', async () => {
    const { number } = await write(site, { text: '路灯不亮' })
    const { ticket } = await admin.taken(number)
    const visit = { way: 'visit', summary: '上门查看', reached: true, at: ticket.received_at }
    await admin.move(number, 'contact', visit)
    assert.equal((await admin.ticket(number)).proceedings.human_at, ticket.received_at)
  })

  test('is refused without its summary, its number, or with an impossible time', async () => {
    const { number } = await assigned(admin, 'cjzx', { text: '路灯不亮' })
    assertProblem(await handler.try(number, 'contact', { ...kCall, summary: ' ' }), 422, 'summary_needed')
    assertProblem(await handler.try(number, 'contact', { ...kCall, number: '' }), 400, 'bad_request')
    assertProblem(await handler.try(number, 'contact', { ...kCall, way: 'dream' }), 400, 'bad_request')
    assertProblem(await handler.try(number, 'contact', { ...kCall, at: 'yesterday' }), 400, 'bad_request')
    for (const at of ['2099-01-01T00:00:00+08:00', '2001-01-01T00:00:00+08:00']) assertProblem(await handler.try(number, 'contact', { ...kCall, at }), 400, 'bad_request')
    assertProblem(await stranger.call('POST', `/api/v1/tickets/${number}/contact`, { ...kCall, version: 1 }), 404, 'not_found')
  })

  test('is the response itself where the town promises a person', () =>
    withWorkflow(admin, { response: 'contact' }, async () => {
      const { number } = await write(site, { text: '银春路的路灯不亮' })
      assert.equal((await handler.taken(number)).ticket.responded, false)
      await handler.move(number, 'contact', kCall)
      assert.equal((await handler.ticket(number)).ticket.responded, true)
    }))
})
