// The catalogue as a file, over the API.
import { after, before, test } from 'node:test'
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { assertProblem } from './contract.mjs'
import { startSite } from './harness.mjs'
import { firstAdministrator, hired } from './people.mjs'

let site, admin, office, handler

before(async () => {
  site = await startSite()
  admin = await firstAdministrator(site)
  office = await hired(admin, 'zhao', 'dzb', ['dispatcher'])
  handler = await hired(admin, 'lu', 'cjzx', ['handler'])
})
after(() => site?.stop())

const bring = (person, bytes, query = '') =>
  site.send('POST', `/api/v1/catalogue-imports${query}`, { body: bytes, headers: { Cookie: person.cookie, 'X-CSRF-Token': person.csrf, 'Content-Type': 'application/octet-stream' } })
const csv = '一级事项,公开事项,责任单位,公开时限,备注\n财政,预算,cjzx,20个工作日内,x\n村务,收支,zfd,每月10日前,\n村务,看不懂,zfd,及时,\n'

test('a file is tried first, then taken without the lines that are refused', async () => {
  const trial = await bring(office, csv, '?trial=true')
  assert.equal(trial.status, 200, trial.text)
  assert.deepEqual(trial.body.lines.map(({ line, result }) => [line, result]), [[2, 'added'], [3, 'added'], [4, 'refused']])
  assert.equal(trial.body.lines[1].words, '公开时限：每月10日前')
  assert.match(trial.body.lines[2].words, /公开时限“及时”看不懂/)
  assert.deepEqual(trial.body.ignored_columns, ['备注'])
  assert.deepEqual((await office.get('/api/v1/catalogue')).items, [])
  assert.equal((await bring(office, csv, '?all_or_none=true')).body.written, false)
  assert.equal((await bring(office, csv)).body.written, true)
  assert.equal((await office.get('/api/v1/catalogue')).items.length, 2)
  assert.equal((await bring(office, csv)).body.unchanged, 2)
})

test('what is taken out comes in again without a change, in every form', async () => {
  for (const format of ['xlsx', 'csv', 'json']) {
    const answer = await fetch(`${site.url}/api/v1/catalogue-export?format=${format}`, { headers: { Cookie: handler.cookie } })
    assert.match(answer.headers.get('content-disposition'), new RegExp(`catalogue\\.${format}`))
    const { body } = await bring(office, new Uint8Array(await answer.arrayBuffer()), '?replace=true')
    assert.deepEqual([body.unchanged, body.changed, body.refused], [2, 0, 0], format)
  }
})

test('a unit brings no file, and what is no table is refused', async () => {
  assertProblem(await bring(handler, csv), 403, 'forbidden')
  const refused = await bring(office, 'PK\u0003')
  assertProblem(refused, 400, 'bad_request')
  assert.equal(refused.body.field, 'file')
})

test('the sample catalogue that is shipped comes in whole', async () => {
  const { body } = await bring(office, readFileSync(new URL('../../config/towns/maqiao/catalogue.csv', import.meta.url)), '?trial=true')
  assert.equal(body.refused, 0, JSON.stringify(body.lines))
  assert.equal(body.added, 12)
  assert.deepEqual(body.ignored_columns, [])
})
