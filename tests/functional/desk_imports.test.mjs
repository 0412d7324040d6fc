// Units, people and past matters brought as files at the desk: columns shown and mapped, tried first, then taken.
import { after, before, test } from 'node:test'
import assert from 'node:assert/strict'
import { assertProblem } from './contract.mjs'
import { startSite } from './harness.mjs'
import { Colleague, firstAdministrator, hired } from './people.mjs'
import { sql } from './record.mjs'

let site, admin, office

before(async () => {
  site = await startSite()
  admin = await firstAdministrator(site)
  office = await hired(admin, 'zhao', 'dzb', ['dispatcher'])
})
after(() => site?.stop())

const bring = (person, kind, bytes, query = {}) =>
  site.send('POST', `/api/v1/imports/${kind}?${new URLSearchParams(query)}`, { body: bytes, headers: { Cookie: person.cookie, 'X-CSRF-Token': person.csrf, 'Content-Type': 'application/octet-stream' } })

test('columns that nobody knows are shown with an example, mapped, and the file is tried by that', async () => {
  const csv = '来件号,诉求描述,承办单位\nM1,路灯不亮了,cjzx\nM2,举报城建中心主任收红包,cjzx\nM3,摊贩占道经营,没有这个单位\n'
  const bare = await bring(admin, 'tickets', csv, { trial: true })
  assert.equal(bare.status, 200, bare.text)
  assert.equal(bare.body.trouble, '还没有一列是“内容”：请选哪一列是它')
  assert.deepEqual(bare.body.columns.map(({ heading, field, example }) => [heading, field, example]), [['来件号', '', 'M1'], ['诉求描述', '', '路灯不亮了'], ['承办单位', 'unit', 'cjzx']])
  assert.ok(bare.body.fields.some(({ name, needed }) => name === 'text' && needed))
  const columns = JSON.stringify({ 来件号: 'number', 诉求描述: 'text' })
  const trial = await bring(admin, 'tickets', csv, { trial: true, columns })
  assert.deepEqual(trial.body.lines.map(({ line, result, key }) => [line, result, key]), [[2, 'added', 'M1'], [3, 'refused', 'M2'], [4, 'refused', 'M3']])
  assert.match(trial.body.lines[1].words, /涉及对单位或人员的反映/)
  assert.equal(sql(site, 'select count(*) as n from past_ticket')[0].n, 0)
  assert.equal((await bring(admin, 'tickets', csv, { columns, all_or_none: true })).body.written, false)
  assert.equal((await bring(admin, 'tickets', csv, { columns })).body.written, true)
  assert.deepEqual(sql(site, 'select key, imported_by from past_ticket').map(({ key, imported_by: by }) => [key, by]), [['M1', admin.login]])
  assert.equal(sql(site, `select count(*) as n from audit where action = 'import_past_tickets'`)[0].n, 1)
  assert.equal((await bring(admin, 'tickets', csv, { columns: JSON.stringify({ 诉求描述: 'nonsense' }) })).status, 400)
  assert.equal((await bring(admin, 'tickets', csv, { columns: '[1]' })).status, 400)
})

test('units and people come in; a new person logs in with the password that is told once', async () => {
  const units = await bring(admin, 'units', '代码,名称,关键词\ntestzx,测试中心,测试、试验\ncjzx,改了名,\n')
  assert.deepEqual([units.body.added, units.body.there], [1, 1])
  const people = '登录名,姓名,单位,角色\nwangwu,王五,测试中心,承办人\nzhao,赵某,,承办人\n'
  const trial = await bring(admin, 'people', people, { trial: true })
  assert.equal(trial.body.lines[0].password, '')
  const none = await bring(admin, 'people', people, { all_or_none: true })
  assert.deepEqual([none.body.written, none.body.lines[0].password], [false, ''])
  assert.equal(sql(site, `select count(*) as n from staff where login = 'wangwu'`)[0].n, 0)
  const { body } = await bring(admin, 'people', people)
  assert.deepEqual([body.added, body.refused], [1, 1])
  const hiredOne = await new Colleague(site, 'wangwu').logIn(body.lines[0].password)
  assert.equal((await hiredOne.get('/api/v1/session')).staff.unit, 'testzx')
  const many = ['登录名,姓名,角色', ...Array.from({ length: 301 }, (_, i) => `p${i},人${i},承办人`)].join('\n')
  assertProblem(await bring(admin, 'people', many, { trial: true }), 400, 'bad_request')
})

test('five thousand past matters take seconds', async () => {
  const csv = ['编号,内容,承办单位', ...Array.from({ length: 5_000 }, (_, i) => (i % 2 ? `L${i},第${i}盏路灯不亮了好几天了,cjzx` : `L${i},第${i}号门口的摊贩占道经营,zfd`))].join('\n')
  const began = Date.now()
  assert.equal((await bring(admin, 'tickets', csv, { trial: true })).body.added, 5_000)
  const tried = Date.now()
  assert.equal((await bring(admin, 'tickets', csv)).body.added, 5_000)
  const taken = Date.now()
  console.log(`tried in ${tried - began} ms, taken in ${taken - tried} ms`)
  assert.ok(taken - tried < 20_000)
  assert.equal((await bring(admin, 'tickets', csv)).body.unchanged, 5_000)
})

test('nobody but an administrator brings them', async () => {
  for (const kind of ['units', 'people', 'tickets']) assertProblem(await bring(office, kind, '代码,名称\na,b\n'), 403, 'forbidden')
})
