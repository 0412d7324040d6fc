// A ticket's history never names another one to people for whom that does not exist.
import { after, before, test } from 'node:test'
import assert from 'node:assert/strict'
import { startSite } from './harness.mjs'
import { assigned, firstAdministrator, hired } from './people.mjs'

let site, admin, handler
before(async () => {
  site = await startSite()
  admin = await firstAdministrator(site)
  handler = await hired(admin, 'lu', 'cjzx', ['handler'])
})
after(() => site?.stop())

test('what was merged into an accusation does not name it to the accused unit, once it is free again', async () => {
  const one = await assigned(admin, 'cjzx', { text: '银春路路灯不亮' })
  const other = await assigned(admin, 'cjzx', { text: '银春路路灯坏了好几天' })
  await admin.move(one.number, 'merge', { survivor: other.number })
  await admin.move(other.number, 'restriction', { reason: '反映工作人员索要钱财', accused_units: ['cjzx'] })
  const told = (await handler.ticket(one.number)).history.map(({ detail }) => detail).join('\n')
  assert.ok(!told.includes(other.number), told)
  assert.match(told, /另一件来信/)
  assert.ok((await admin.ticket(one.number)).history.some(({ detail }) => detail.includes(other.number)), 'the office sees it')
})
