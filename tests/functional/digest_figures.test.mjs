// 超期, 今天到期 and 在办 are the same figures on the dashboard, in the queue and in 今日待办, over the demo data.
import { after, before, describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { startSite } from './harness.mjs'
import { firstAdministrator, hired } from './people.mjs'

let site, admin, head

before(async () => {
  site = await startSite({ demo: true })
  admin = await firstAdministrator(site, 'first')
  head = await hired(admin, 'zhenzhang', 'dzb', ['manager'])
})
after(() => site?.stop())

describe('the demo town', () => {
  test('has one figure for what is overdue, wherever it is shown', async () => {
    const [board, digest, queues] = [await head.get('/api/v1/dashboard'), await head.get('/api/v1/digest'), await admin.get('/api/v1/ticket-counts')]
    assert.ok(board.overdue > 0, 'the demo data have overdue tickets')
    assert.ok(digest.overdue.count > digest.overdue.replies, 'and late first responses, which are something else')
    const { total, units } = digest.brief
    assert.deepEqual([total.open, total.overdue, total.today], [board.open, board.overdue, board.due_today])
    for (const unit of units) {
      const shown = board.units.find(({ unit_name: name, unit: code }) => name === unit.unit_name || (code === '' && unit.unit_name === '待分派'))
      assert.deepEqual([unit.open, unit.overdue, unit.today], [shown?.open ?? 0, shown?.overdue ?? 0, shown?.due_today ?? 0], unit.unit_name)
    }
    assert.equal(queues.overdue, board.overdue)
  })
})
