// One matter, several messages: a link that can be undone, and everybody is told.
import { after, before, describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { assertProblem } from './contract.mjs'
import { startSite } from './harness.mjs'
import { sql } from './record.mjs'
import { answered, assigned, firstAdministrator, hired, status, write } from './people.mjs'

let site, admin, office, handler, reviewer

before(async () => {
  site = await startSite()
  admin = await firstAdministrator(site)
  office = await hired(admin, 'zhao', 'dzb', ['dispatcher'])
  handler = await hired(admin, 'lu', 'cjzx', ['handler'])
  reviewer = await hired(admin, 'shen', 'cjzx', ['reviewer'])
})
after(() => site?.stop())

const two = async () => [await assigned(admin, 'cjzx', { text: '路灯不亮' }), await assigned(admin, 'cjzx', { text: '银春路的路灯坏了三天' })]

describe('a merged ticket', () => {
  test('is carried by another, whose reply both writers read; neither hears the other’s number', async () => {
    const [first, second] = await two()
    assertProblem(await handler.try(second.number, 'merge', { survivor: first.number }), 403, 'forbidden')
    const moved = await office.move(second.number, 'merge', { survivor: first.number.toLowerCase() })
    assert.equal(moved.state, 'merged')
    const kept = await handler.ticket(first.number)
    assert.deepEqual(kept.proceedings.carries, [second.number])
    assert.equal(kept.history.at(-1).event, 'carries')
    assert.deepEqual(kept.messages.map(({ by, text }) => [by, text]), [['', '路灯不亮'], [`并入的来信 ${second.number}`, '银春路的路灯坏了三天']])
    assert.equal((await handler.ticket(second.number)).proceedings.merged_into, first.number)
    assert.ok(!(await handler.queue('mine')).includes(second.number))
    const told = await site.page('/q', { method: 'POST', body: new URLSearchParams({ number: second.number, code: second.code }) })
    assert.match(told.text, /与同一事项的来信合并办理/)
    assert.ok(!told.text.includes(first.number))

    await answered(handler, reviewer, first.number, '已换灯具。')
    const [one, other] = [await status(site, first), await status(site, second)]
    assert.equal(one.replies[0].text, '已换灯具。')
    assert.equal(other.replies.length, 1)
    assert.match(other.replies[0].text, /合并办理.*\n已换灯具。/)
    assert.equal(other.state, 'merged')
  })

  test('is answered by a letter of its own: nobody reads another’s name, subject or number', async () => {
    const first = await assigned(admin, 'cjzx', { subject: '曙光路三号楼前路灯不亮', text: '路灯不亮', name: '王女士' })
    const second = await assigned(admin, 'cjzx', { subject: '银春路没有灯', text: '银春路的路灯坏了三天', name: '李先生' })
    await office.move(second.number, 'merge', { survivor: first.number })
    const { items } = await handler.get(`/api/v1/tickets/${first.number}/reply-templates`)
    const shipped = items.find(({ stage }) => stage === 'final_reply').text
    const done = `11月25日已更换电缆120米，“曙光路三号楼前路灯不亮”已解决。王女士可凭${first.number}继续留言。`
    const letter = shipped.replace('【待填：答复内容】', done).replace('【待填：依据】', '《城市照明管理规定》')
    await answered(handler, reviewer, first.number, letter)
    assert.equal((await status(site, first)).replies[0].text, letter)
    const [other] = (await status(site, second)).replies
    assert.match(other.text, /^李先生，您好：\n\n您.{2}的“银春路没有灯”收悉，现答复如下：\n\n.*合并办理。\n11月25日已更换电缆120米/)
    assert.match(other.text, /依据：《城市照明管理规定》/)
    assert.ok(other.text.includes(`来信人可凭${second.number}继续留言`), other.text)
    for (const word of ['王女士', '曙光路', first.number]) assert.ok(!other.text.includes(word), word)
    assert.equal(other.text.match(/您好/g).length, 1)
  })

  test('is told without the other’s name, subject and number where the text is free', async () => {
    const first = await assigned(admin, 'cjzx', { subject: '曙光路三号楼前路灯不亮', text: '路灯不亮', name: '王女士' })
    const second = await assigned(admin, 'cjzx', { subject: '银春路没有灯', text: '银春路的路灯坏了三天', name: '李先生' })
    await office.move(second.number, 'merge', { survivor: first.number })
    await answered(handler, reviewer, first.number, `关于“曙光路三号楼前路灯不亮”（${first.number}），我们已与王女士联系，路灯11月25日修好。`)
    const [other] = (await status(site, second)).replies
    assert.match(other.text, /合并办理，答复如下：\n关于“银春路没有灯”（/)
    assert.ok(other.text.includes(`（${second.number}），我们已与来信人联系，路灯11月25日修好。`), other.text)
  })

  test('can go on by itself again, where it was', async () => {
    const [first, second] = await two()
    await handler.move(second.number, 'draft', { text: '先写一点' })
    await office.move(second.number, 'merge', { survivor: first.number })
    assertProblem(await office.try(second.number, 'assign', { unit: 'cjzx' }), 409, 'move_not_allowed')
    assert.equal((await office.move(second.number, 'unmerge')).state, 'drafted')
    const again = await handler.ticket(second.number)
    assert.equal(again.draft.text, '先写一点')
    assert.equal(again.proceedings.merged_into, '')
    const kept = await handler.ticket(first.number)
    assert.deepEqual(kept.proceedings.carries, [])
    assert.equal(kept.history.at(-1).event, 'carries_no_more')
    await answered(handler, reviewer, first.number, '已换灯具。')
    assert.deepEqual((await status(site, second)).replies, [])
  })

  test('that was answered with the other begins anew when it leaves: another date, which its writer sees', async () => {
    const [first, second] = await two()
    await office.move(second.number, 'merge', { survivor: first.number })
    await answered(handler, reviewer, first.number, '已换灯具。')
    const kept = await handler.ticket(first.number)
    sql(site, `update ticket set final_due = final_due - 14 * 86400000, due_key = due_key - 14 * 86400000 where number = '${second.number}'`)
    assert.equal((await office.move(second.number, 'unmerge')).state, 'handling')
    const { ticket, proceedings } = await handler.ticket(second.number)
    assert.equal(proceedings.round, 2)
    assert.ok(!ticket.overdue && Date.parse(ticket.final_due) > Date.now(), ticket.final_due)
    assert.equal((await handler.ticket(first.number)).ticket.final_due, kept.ticket.final_due)
    const seen = await status(site, second)
    assert.deepEqual([seen.state, seen.final_due, seen.replies.length], ['handling', ticket.final_due, 1])
    await answered(handler, reviewer, second.number, '银春路的也修好了。')
    assert.equal((await status(site, second)).replies.at(-1).text, '银春路的也修好了。')
  })

  test('merges into nothing that is over, itself, unknown, or seen by others', async () => {
    const [first, second] = await two()
    assertProblem(await office.try(second.number, 'merge', { survivor: second.number }), 409, 'survivor_unfit')
    assertProblem(await office.try(second.number, 'merge', { survivor: 'AAAA-BBBB-CCCC' }), 404, 'not_found')
    assertProblem(await office.try(second.number, 'merge', { survivor: 'nonsense' }), 404, 'not_found')
    const accusing = await write(site, { text: '举报综合行政执法队的人收了摊贩的钱，态度恶劣' })
    await office.taken(accusing.number)
    assertProblem(await office.try(second.number, 'merge', { survivor: accusing.number }), 409, 'survivor_unfit')
    await answered(handler, reviewer, first.number, '已换灯具。')
    assertProblem(await office.try(second.number, 'merge', { survivor: first.number }), 409, 'survivor_unfit')
  })

  test('makes no chain and no circle', async () => {
    const [first, second] = await two()
    await office.move(second.number, 'merge', { survivor: first.number })
    const third = await assigned(admin, 'cjzx', { text: '路灯不亮' })
    assertProblem(await office.try(first.number, 'merge', { survivor: third.number }), 409, 'survivor_unfit')
    assertProblem(await office.try(first.number, 'merge', { survivor: second.number }), 409, 'survivor_unfit')
    assertProblem(await office.try(third.number, 'merge', { survivor: second.number }), 409, 'survivor_unfit')
  })

  test('comes back by itself when the other’s writer takes that one back', async () => {
    const [first, second] = await two()
    await office.move(second.number, 'merge', { survivor: first.number })
    assert.equal((await site.send('POST', `/api/v1/messages/${first.number}/withdrawal`, { json: { code: first.code } })).status, 200)
    const back = await handler.ticket(second.number)
    assert.equal(back.ticket.state, 'handling')
    assert.equal(back.history.at(-1).event, 'unmerged')
    assert.ok((await handler.queue('mine')).includes(second.number))
  })
})
