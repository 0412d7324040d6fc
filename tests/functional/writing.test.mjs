// What helps whoever writes a reply: templates, similar tickets, mentions, and who else is there. Each shows nobody more than
// they may see.
import { after, before, describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { bell } from './bell.mjs'
import { assertProblem } from './contract.mjs'
import { watch } from './events.mjs'
import { sleep, startSite, until } from './harness.mjs'
import { answered, assigned, firstAdministrator, hired, write } from './people.mjs'

let site, admin, handler, reviewer, stranger, lamp, accused

before(async () => {
  site = await startSite()
  admin = await firstAdministrator(site)
  handler = await hired(admin, 'lu', 'cjzx', ['handler'])
  reviewer = await hired(admin, 'shen', 'cjzx', ['reviewer'])
  stranger = await hired(admin, 'wai', 'pab', ['handler'])
  lamp = await assigned(admin, 'cjzx', { subject: '曙光路的路灯不亮', text: '曙光路二十号门口的路灯不亮，晚上看不清路。', name: '王女士' })
  accused = await write(site, { subject: '举报', text: '城市建设管理事务中心的工作人员收受红包，态度恶劣。', kind: 'report' })
  await admin.taken(accused.number)
})
after(() => site?.stop())

describe('a reply template', () => {
  const keep = (person, body) => person.call('POST', '/api/v1/reply-templates', body)
  const offered = async (person, number) => (await person.get(`/api/v1/tickets/${number}/reply-templates`)).items
  const filled = async (person, number) => (await offered(person, number)).filter(({ stage }) => stage === '')

  test('is filled in for the ticket, and what nobody knows stands open and keeps the reply from being sent', async () => {
    const { status } = await keep(admin, { title: '派人', wording: '{{称呼}}\n{{编号}} 由{{承办单位}}办理，{{维修日期}}前修好。<b>&' })
    assert.equal(status, 201)
    const [entry] = await filled(handler, lamp.number)
    assert.match(entry.text, /^王女士/)
    assert.ok(entry.text.includes(`${lamp.number} 由`))
    assert.ok(entry.text.endsWith('【待填：维修日期】前修好。<b>&'), entry.text)
    assert.deepEqual(entry.open, ['维修日期'])
    assertProblem(await handler.try(lamp.number, 'submit', { text: entry.text }), 422, 'placeholder_left')
  })

  test('is offered to its unit alone, and to nobody once it is retired', async () => {
    const { body: own } = await keep(admin, { title: '平安办的', wording: '您好', unit: 'pab' })
    assert.deepEqual((await filled(handler, lamp.number)).map(({ title }) => title), ['派人'])
    const path = `/api/v1/reply-templates/${own.id}`
    assert.equal((await admin.call('PUT', path, { title: '大家的', wording: '您好' })).status, 200)
    assert.deepEqual((await filled(handler, lamp.number)).map(({ title }) => title).sort(), ['大家的', '派人'])
    assert.equal((await admin.call('PUT', path, { title: '大家的', wording: '您好', retired: true })).status, 200)
    assert.deepEqual((await filled(handler, lamp.number)).map(({ title }) => title), ['派人'])
    assertProblem(await admin.call('PUT', '/api/v1/reply-templates/999', { title: '无', wording: '无' }), 404, 'not_found')
  })

  test('that cannot be read, or names no unit, is refused beside its field; only administrators keep any', async () => {
    assert.equal(assertProblem(await keep(admin, { title: '坏', wording: '您好{{称呼' }), 400, 'bad_request').field, 'wording')
    assert.equal(assertProblem(await keep(admin, { title: '坏', wording: '{{#称呼}}没有结尾' }), 400, 'bad_request').field, 'wording')
    assert.equal(assertProblem(await keep(admin, { title: ' ', wording: '您好' }), 422, 'empty_text').field, 'title')
    assert.equal(assertProblem(await keep(admin, { title: '无', wording: '您好', unit: 'nowhere' }), 400, 'bad_request').field, 'unit')
    assertProblem(await keep(handler, { title: '我的', wording: '您好' }), 403, 'forbidden')
    assertProblem(await handler.call('POST', '/api/v1/reply-templates/preview', { wording: '您好' }), 403, 'forbidden')
  })

  test('is looked at for a made-up ticket or for one that there is', async () => {
    const look = (body) => admin.call('POST', '/api/v1/reply-templates/preview', body)
    assert.match((await look({ wording: '{{称呼}}' })).body.text, /王女士/)
    assert.match((await look({ wording: '{{编号}}', number: lamp.number })).body.text, new RegExp(lamp.number))
    assert.equal(assertProblem(await look({ wording: '{{编号}}', number: 'AAAA-0000-AAAA' }), 404, 'not_found').field, 'number')
  })

  test('is filled in for nobody who may not see the ticket', async () => {
    assertProblem(await stranger.call('GET', `/api/v1/tickets/${lamp.number}/reply-templates`), 404, 'not_found')
  })
})

describe('a wording that comes with the product', () => {
  const offered = async (person, number) => (await person.get(`/api/v1/tickets/${number}/reply-templates`)).items.filter(({ stage }) => stage !== '')
  const look = (query) => handler.get(`/api/v1/reply-templates/shipped?${new URLSearchParams(query)}`)

  test('is offered after the town’s own, the reply first, and what nobody knows keeps it from being sent', async () => {
    const all = await offered(handler, lamp.number)
    assert.deepEqual(all.slice(0, 3).map(({ stage }) => stage), ['final_reply', 'first_response', 'supplement'])
    assert.ok(all.every(({ id }) => id === 0))
    assert.ok(!all.some(({ stage }) => stage === 'receipt' || stage === 'undisclosed'))
    assert.match(all[0].text, /^王女士，您好：\n\n您.{2}的“曙光路的路灯不亮”收悉，现答复如下：\n\n【待填：答复内容】/)
    assert.deepEqual(all[0].open, ['答复内容', '依据'])
    assertProblem(await handler.try(lamp.number, 'submit', { text: all[0].text }), 422, 'placeholder_left')
    const extended = all.find(({ stage }) => stage === 'extended')
    assert.match(extended.text, new RegExp(lamp.number))
    assert.deepEqual(extended.open, ['原定期限', '原因'])
  })

  test('is a bubble where the ticket came by a talk, and names neither subject nor writer of a restricted one', async () => {
    const [reply] = await offered(admin, accused.number)
    assert.match(reply.text, /^您好：/)
    assert.match(reply.text, /依法保密/)
    assert.doesNotMatch(reply.text, /红包|“举报”/)
    assertProblem(await handler.call('GET', `/api/v1/tickets/${accused.number}/reply-templates`), 404, 'not_found')
  })

  test('is looked at by kind and length, and copied for a town to change', async () => {
    const letters = await look({ kind: 'information_request' })
    const refusal = letters.items.find(({ stage }) => stage === 'undisclosed')
    assert.match(refusal.sample, /决定不予公开[^]*先申请行政复议[^]*六十日/)
    assert.equal(letters.kinds.length, 10)
    assert.deepEqual(letters.lengths.map(({ word }) => word), ['letter', 'chat', 'sms'])
    const texts = await look({ kind: 'complaint', length: 'sms' })
    assert.ok(texts.items.every(({ sample }) => [...sample].length <= 70 && !sample.includes('路灯')), 'short, and nothing of the matter')
    const { wording } = (await look({ kind: 'complaint', length: 'letter' })).items.find(({ stage }) => stage === 'extended')
    assert.match(wording, /因\{\{原因\}\}，经批准延期，答复日期改为\{\{答复期限\}\}前/)
    const { status, body } = await admin.call('POST', '/api/v1/reply-templates', { title: '延期（本镇）', wording })
    assert.equal(status, 201)
    const own = (await handler.get(`/api/v1/tickets/${lamp.number}/reply-templates`)).items.find(({ id }) => id === body.id)
    assert.match(own.text, /曙光路的路灯不亮/)
    for (const wrong of [{ kind: 'nothing' }, { length: 'novel' }]) assert.equal(assertProblem(await handler.call('GET', `/api/v1/reply-templates/shipped?${new URLSearchParams(wrong)}`), 400, 'bad_request').field, Object.keys(wrong)[0])
  })
})

describe('similar tickets', () => {
  const similar = async (person, number) => (await person.get(`/api/v1/tickets/${number}/similar`)).items

  test('are answered ones that say much the same, with the reply and without whom it was written to', async () => {
    for (const text of ['银春路的井盖破了。', '小区停车位不够。', '楼上装修噪音扰民。']) await write(site, { subject: text, text })
    const before = await assigned(admin, 'cjzx', { subject: '路灯不亮', text: '曙光路八号门口的路灯不亮，晚上看不清路，请修。', name: '李四' })
    assert.deepEqual(await similar(handler, lamp.number), [], 'not answered yet')
    await answered(handler, reviewer, before.number, '李四先生：路灯已修好，您的电话 13812345678 已登记。')
    const [found, ...others] = await similar(handler, lamp.number)
    assert.equal(found.number, before.number)
    assert.match(found.reply, /路灯已修好/)
    assert.doesNotMatch(found.reply, /13812345678/)
    assert.deepEqual(others, [])
  })

  test('are those that the person may see, and never restricted ones', async () => {
    assertProblem(await stranger.call('GET', `/api/v1/tickets/${lamp.number}/similar`), 404, 'not_found')
    const office = await hired(admin, 'zhu', 'dzb', ['dispatcher'])
    const twin = await assigned(admin, 'cjzx', { subject: '路灯不亮', text: '曙光路九号门口的路灯不亮，晚上看不清路，请修。' })
    await answered(handler, reviewer, twin.number, '路灯已修好，感谢您的提醒。')
    const alike = async (person) => (await similar(person, lamp.number)).map(({ number }) => number)
    for (const person of [handler, admin, office]) assert.ok((await alike(person)).includes(twin.number), person.login)
    await office.move(twin.number, 'restriction', { accused_units: ['zfd'], reason: '来信人来电说的是执法队的人' })
    for (const person of [handler, admin, office]) {
      const numbers = await alike(person)
      assert.ok(numbers.length > 0 && !numbers.includes(twin.number), person.login)
    }
    assert.deepEqual(await similar(admin, twin.number), [], 'nor is anything offered beside one')
  })
})

describe('a mention', () => {
  const offered = async (person, number) => (await person.get(`/api/v1/tickets/${number}/people`)).items.map(({ login }) => login)

  test('is offered of those who may see the ticket', async () => {
    const logins = await offered(handler, lamp.number)
    assert.ok(logins.includes('shen') && logins.includes('zhou'))
    assert.ok(!logins.includes('lu'), 'not oneself')
    assert.ok(!logins.includes('wai'))
    assert.ok(!(await offered(admin, accused.number)).some((login) => ['lu', 'shen', 'wai'].includes(login)))
    assertProblem(await stranger.call('GET', `/api/v1/tickets/${lamp.number}/people`), 404, 'not_found')
  })

  test('rings the bell of who is meant, with the ticket', async () => {
    await handler.move(lamp.number, 'note', { text: '@shen同志 请先看一下措辞' })
    const notice = await until('the notice', async () => (await bell(reviewer)).find(({ number }) => number === lamp.number))
    assert.equal(notice.number, lamp.number)
  })
})

describe('presence', () => {
  const say = (person, number, doing) => person.call('POST', `/api/v1/tickets/${number}/presence`, { doing })
  const presencesOf = (stream) => stream.events.filter(({ name }) => name === 'presence').map(({ data }) => data)

  test('is told to who may see the ticket, and to nobody else', async () => {
    const near = await watch(reviewer)
    const far = await watch(stranger)
    try {
      assert.equal((await say(handler, lamp.number, 'writing')).status, 204)
      const [heard] = await until('the presence', () => presencesOf(near).length > 0 && presencesOf(near))
      assert.deepEqual(heard, { number: lamp.number, login: 'lu', name: 'lu同志', doing: 'writing' })
      assert.equal((await say(admin, accused.number, 'reading')).status, 204)
      assert.equal((await say(handler, lamp.number, 'left')).status, 204)
      await until('the leaving', () => presencesOf(near).length === 2)
      await sleep(200)
      assert.equal(presencesOf(near).length, 2, 'nothing of what accuses the unit')
      assert.deepEqual(presencesOf(far), [])
      assert.deepEqual(near.events.filter(({ name }) => name === 'ticket'), [], 'nothing changed')
    } finally {
      near.close()
      far.close()
    }
  })

  test('cannot be told of what one may not see, nor in other words', async () => {
    assertProblem(await say(stranger, lamp.number, 'reading'), 404, 'not_found')
    assertProblem(await say(handler, accused.number, 'reading'), 404, 'not_found')
    assert.equal(assertProblem(await say(handler, lamp.number, 'sleeping'), 400, 'bad_request').field, 'doing')
  })
})
