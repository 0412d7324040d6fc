// More time: asked before expiry, granted by another, told to the citizen.
import { after, before, describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { assertProblem } from './contract.mjs'
import { startSite } from './harness.mjs'
import { assigned, firstAdministrator, hired, status, withWorkflow } from './people.mjs'

let site, admin, office, handler

before(async () => {
  site = await startSite()
  admin = await firstAdministrator(site)
  office = await hired(admin, 'zhao', 'dzb', ['manager'])
  handler = await hired(admin, 'lu', 'cjzx', ['handler'])
})
after(() => site?.stop())

const kAsked = { workdays: 2, reason: '须等厂家到货。' }
const given = () => assigned(admin, 'cjzx', { text: '路灯不亮' })

describe('an extension', () => {
  test('is not given where the town has not set one', async () => {
    const { number } = await given()
    assertProblem(await handler.try(number, 'extension', kAsked), 409, 'move_not_allowed')
    assert.ok(!(await handler.ticket(number)).allowed_moves.includes('ask_extension'))
  })

  test('is asked with days and reason, granted by another, and moves the date for the citizen too', () =>
    withWorkflow(admin, { max_extension_workdays: 3 }, async () => {
      const receipt = await given()
      const { number } = receipt
      const before = await status(site, receipt)
      assertProblem(await handler.try(number, 'extension', { ...kAsked, reason: ' ' }), 422, 'reason_needed')
      assertProblem(await handler.try(number, 'extension', { ...kAsked, workdays: 4 }), 409, 'extension_over_cap')
      assertProblem(await handler.try(number, 'extension', { ...kAsked, workdays: 0 }), 400, 'bad_request')
      assert.equal((await handler.move(number, 'extension', kAsked)).state, 'handling')
      assertProblem(await handler.try(number, 'extension', kAsked), 409, 'already_asked')
      assertProblem(await handler.try(number, 'extension/decision', { granted: true }), 403, 'forbidden')
      assert.equal((await status(site, receipt)).final_due, before.final_due, 'asking moves nothing')
      await office.move(number, 'extension/decision', { granted: true, opinion: '同意' })
      const after = await status(site, receipt)
      assert.ok(after.final_due > before.final_due)
      assert.equal(after.response_due, before.response_due)
      const { proceedings, ticket } = await handler.ticket(number)
      const [extension] = proceedings.extensions
      assert.deepEqual([extension.decision, extension.old_due, extension.new_due], ['granted', before.final_due, after.final_due])
      assert.equal(ticket.final_due, after.final_due)
      assertProblem(await handler.try(number, 'extension', kAsked), 409, 'extension_over_cap')
      await handler.move(number, 'extension', { ...kAsked, workdays: 1 })
      const page = await site.page('/q', { method: 'POST', body: new URLSearchParams({ number, code: receipt.code }) })
      assert.match(page.text, /经批准延期答复/)
    }))

  test('that is refused needs a reason and leaves the date', () =>
    withWorkflow(admin, { max_extension_workdays: 3 }, async () => {
      const receipt = await given()
      const before = await status(site, receipt)
      await handler.move(receipt.number, 'extension', kAsked)
      assertProblem(await office.try(receipt.number, 'extension/decision', { granted: false }), 422, 'reason_needed')
      await office.move(receipt.number, 'extension/decision', { granted: false, opinion: '可以按期办结。' })
      assert.equal((await status(site, receipt)).final_due, before.final_due)
      await handler.move(receipt.number, 'extension', kAsked)
    }))

  test('is not granted by who asked', () =>
    withWorkflow(admin, { max_extension_workdays: 3 }, async () => {
      const both = await hired(admin, 'both', 'cjzx', ['handler', 'dispatcher'])
      const { number } = await given()
      await both.move(number, 'extension', kAsked)
      assertProblem(await both.try(number, 'extension/decision', { granted: true }), 409, 'second_person_needed')
    }))
})
