// The same person on two channels: known as one by the query codes of both, and by nothing else.
import { after, before, test } from 'node:test'
import assert from 'node:assert/strict'
import { assertProblem } from './contract.mjs'
import { startSite, until } from './harness.mjs'
import { firstAdministrator, hired, status, write } from './people.mjs'
import * as wechat from './wechat.mjs'

let site, admin, handler, enforcer, account

before(async () => {
  site = await startSite()
  admin = await firstAdministrator(site)
  handler = await hired(admin, 'lu', 'cjzx', ['handler'])
  enforcer = await hired(admin, 'li', 'zfd', ['handler'])
  account = await site.addChannel('wechat_oa', 'town', ['--app-id', 'wxtown', '--app-secret', 's'])
})
after(() => site?.stop())

const onBoard = async (text, more = {}) => {
  const receipt = await write(site, { subject: text, text, name: '王女士', contact: '13900001234', ...more })
  await admin.taken(receipt.number)
  return receipt
}
const inWechat = async (from, text) => {
  const receipt = wechat.receiptIn(await wechat.passiveText(account, await wechat.say(site, account, text, { from })))
  await admin.taken(receipt.number)
  return receipt
}
const join = ({ number, code }, other, otherCode = other.code) =>
  site.send('POST', `/api/v1/messages/${number}/joined`, { json: { code, other_number: other.number, other_code: otherCode } })
const form = (path, fields) => site.page(path, { method: 'POST', body: new URLSearchParams(fields) })

test('codes of both join them: each side sees the other, nothing that was written crosses, either side parts them', async () => {
  const [board, talk] = [await onBoard('银春路的路灯不亮'), await inWechat('openid_one', '银春路的路灯还是不亮')]
  const joined = await join(board, talk)
  assert.equal(joined.status, 200, joined.text)
  assert.deepEqual(joined.body.joined.map(({ number }) => number), [talk.number])
  assert.equal((await join(talk, board)).status, 200, 'again is harmless')
  const other = await status(site, talk)
  assert.deepEqual(other.joined.map(({ number }) => number), [board.number])
  assert.ok(!JSON.stringify(other).includes('王女士') && !JSON.stringify(other).includes('13900001234'))
  const { proceedings, history } = await handler.ticket(board.number)
  assert.deepEqual(proceedings.joined.map(({ number, channel }) => [number, channel]), [[talk.number, 'wechat_oa']])
  assert.equal(history.filter(({ event }) => event === 'joined').length, 1)
  const parted = await site.send('POST', `/api/v1/messages/${talk.number}/parted`, { json: { code: talk.code, other_number: board.number } })
  assert.deepEqual([parted.status, parted.body.joined], [200, []])
  assert.deepEqual((await status(site, board)).joined, [])
  assertProblem(await site.send('POST', `/api/v1/messages/${talk.number}/parted`, { json: { code: talk.code, other_number: board.number } }), 404, 'not_found')
})

test('one code alone joins nothing', async () => {
  const [mine, another] = [await onBoard('井盖松动'), await onBoard('井盖响')]
  const refused = await join(mine, another, mine.code)
  assertProblem(refused, 404, 'wrong_code')
  assert.equal(refused.body.field, 'other_code')
  assertProblem(await join({ ...mine, code: another.code }, another), 404, 'wrong_code')
  assertProblem(await join(mine, mine), 400, 'bad_request')
  assert.deepEqual((await status(site, another)).joined, [])
})

test('wrong codes of the other ticket end in a wait that is told, and hold nobody from the own', async () => {
  const [mine, another] = [await onBoard('路灯闪'), await onBoard('路灯晃')]
  let refused
  for (let i = 0; i < 12; ++i) refused = await join(mine, another, `AAAA-AA${10 + i}`)
  assertProblem(refused, 429, 'rate_limited')
  assert.ok(Number(refused.headers.get('retry-after')) > 1, refused.headers.get('retry-after'))
  const page = await form('/q/join', { ...mine, other_number: another.number, other_code: another.code })
  assert.equal(page.status, 429)
  assert.match(page.text, /那一件的查询码输错的次数太多了，请过\d+(秒|分钟)再试/)
  assert.equal((await status(site, mine)).number, mine.number)
})

test('who must not read one of the two does not hear of it', async () => {
  const accusing = await onBoard('执法队的李某收钱不办事，我要举报')
  const plain = await onBoard('占道经营', { unit: 'zfd' })
  assert.equal((await join(accusing, plain)).status, 200)
  const seen = await enforcer.ticket(plain.number)
  assert.deepEqual(seen.proceedings.joined, [])
  assert.ok(!JSON.stringify(seen).includes(accusing.number))
  assert.deepEqual((await admin.ticket(plain.number)).proceedings.joined.map(({ number }) => number), [accusing.number])
})

test('the status page joins and parts without scripts, and keeps what was typed', async () => {
  const [mine, another] = [await onBoard('公交站牌歪了'), await onBoard('公交站没有灯')]
  const wrong = await form('/q/join', { ...mine, other_number: another.number, other_code: 'AAAA-AAAA' })
  assert.equal(wrong.status, 422)
  assert.match(wrong.text, /另一件的编号和查询码对不上/)
  assert.match(wrong.text, new RegExp(`name="other_number"[^>]*value="${another.number}"`))
  assert.ok(!wrong.text.includes('AAAA-AAAA'))
  const done = await form('/q/join', { ...mine, other_number: another.number.toLowerCase(), other_code: another.code })
  assert.equal(done.status, 200)
  assert.match(done.text, /已关联。两件来信各自办理。/)
  assert.match(done.text, new RegExp(`您的其他来信[\\s\\S]*${another.number}`))
  const parted = await form('/q/part', { ...mine, other_number: another.number })
  assert.match(parted.text, /已取消关联/)
  assert.ok(!parted.text.includes('您的其他来信'))
  assert.equal((await form('/q/part', { ...mine, other_number: another.number })).status, 404)
  assert.equal((await form('/q/join', { ...mine, code: 'wrong', other_number: another.number, other_code: another.code })).status, 404)
})
