// The monthly report: made from the figures, edited and kept in versions, taken along as a file.
import { after, before, describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { assertProblem } from './contract.mjs'
import { startSite } from './harness.mjs'
import { assigned, firstAdministrator, hired, write } from './people.mjs'

let site, admin, manager, month

const report = (person = admin) => person.get(`/api/v1/reports/${month}`)
const save = (version, text, person = admin) => person.call('PUT', `/api/v1/reports/${month}`, { version, text })
const file = async (format) => {
  const response = await fetch(`${site.url}/api/v1/reports/${month}/file?format=${format}`, { headers: { Cookie: admin.cookie } })
  assert.equal(response.status, 200)
  return { type: response.headers.get('content-type'), bytes: Buffer.from(await response.arrayBuffer()) }
}

before(async () => {
  site = await startSite()
  admin = await firstAdministrator(site)
  month = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 7)
  const handler = await hired(admin, 'lu', 'cjzx', ['handler', 'reviewer'])
  manager = await hired(admin, 'wei', 'cjzx', ['manager'])
  const { number } = await assigned(admin, 'cjzx', { text: '银春路的路灯坏了', kind: 'complaint' })
  await assigned(admin, 'zfd', { text: '路口有人占道经营' })
  await handler.move(number, 'reply', { text: '已派人维修，预计今晚恢复照明。' })
})
after(() => site?.stop())

describe('a month’s report', () => {
  test('says what came, what was answered, and whose', async () => {
    const { version, text, made } = await report()
    assert.deepEqual([version, text], [0, made])
    assert.match(text, /本月共收到市民来信2件，比上月增加2件。其中咨询1件、投诉1件|其中投诉1件、咨询1件/)
    assert.match(text, /已答复1件；本月签发答复1件/)
    assert.match(text, /五日答复率100%（1\/1）/)
    assert.match(text, /五日答复率100%（1\/1），空泛答复率100%（1\/1）/)
    assert.match(text, /答复内容空泛的（[^）]+）：城市建设管理事务中心1件/)
    assert.match(text, /二、各单位办理情况/)
    assert.match(text, /本月没有退办/)
    assert.match(text, /【待填/)
  })

  test('leaves out what accuses, also for who may see it, and says so', async () => {
    const { made } = await report()
    assert.match(made, /反映单位或工作人员的来信不在其中/)
    const { number } = await write(site, { subject: '举报执法队收钱', text: '综合行政执法队的工作人员收受商户贿赂，对违章搭建视而不见。', kind: 'report' })
    assert.equal((await admin.taken(number)).ticket.restricted, true)
    assert.equal((await report()).made, made)
  })

  test('is edited, and nobody overwrites another’s text', async () => {
    assert.equal((await save(0, '改过的通报')).body.version, 1)
    assertProblem(await save(0, '另一个人的'), 409, 'version_conflict')
    const { text, version, saved_by, made } = await report()
    assert.deepEqual([text, version, saved_by], ['改过的通报', 1, '周敏'])
    assert.match(made, /总体情况/, 'what would be made now is there still')
    assertProblem(await save(1, '  \n'), 422, 'empty_text')
    assertProblem(await save(1, '长'.repeat(20_001)), 422, 'text_too_long')
    assert.equal((await save(1, '再改')).body.version, 2)
  })

  test('is taken along as XLSX and CSV', async () => {
    const csv = await file('csv')
    assert.match(csv.type, /^text\/csv/)
    const lines = csv.bytes.toString('utf8').split('\r\n')
    assert.match(lines[0], /分组,名称,收到,其中已答复,本月答复,当天回应率,.*空泛答复率,.*重复率/)
    assert.match(lines[1], /^合计,\d+年\d+月,2,1,1,/)
    assert.ok(lines.some((line) => line.startsWith('类别,投诉,1,1,1')))
    const xlsx = await file('xlsx')
    assert.equal(xlsx.bytes.subarray(0, 2).toString(), 'PK')
  })

  test('is for who sees all units, and of months that have begun', async () => {
    assertProblem(await manager.call('GET', `/api/v1/reports/${month}`), 403, 'forbidden')
    assertProblem(await save(2, '不该写的', manager), 403, 'forbidden')
    for (const other of ['2999-01', '2026-13', 'now']) assertProblem(await admin.call('GET', `/api/v1/reports/${other}`), 400, 'bad_request')
  })

  test('is printed by the command line', async () => {
    const text = await site.command(['report', 'month', month])
    assert.deepEqual([text.status, text.stdout], [0, '再改'])
    const csv = await site.command(['report', 'month', month, '--csv'])
    assert.match(csv.stdout, /^\ufeff?分组,名称/)
    assert.equal((await site.command(['report', 'month', '2999-01'])).status, 2)
  })
})
