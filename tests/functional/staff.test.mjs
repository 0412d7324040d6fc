// Who gets in, who stays in, and who may do what.
import { after, before, describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { assertProblem } from './contract.mjs'
import { startSite, until } from './harness.mjs'
import { answered, assigned, Colleague, firstAdministrator, hired, kPassword, write } from './people.mjs'
import { heardOf, watch } from './events.mjs'

let site, admin, handler, reviewer, stranger

before(async () => {
  site = await startSite()
  admin = await firstAdministrator(site)
  handler = await hired(admin, 'lu', 'cjzx', ['handler'])
  reviewer = await hired(admin, 'shen', 'cjzx', ['reviewer'])
  stranger = await hired(admin, 'qian', 'zfd', ['handler'])
})
after(() => site?.stop())

const tryLogin = (login, password) => site.send('POST', '/api/v1/session', { json: { login, password } })

describe('the one-time link', () => {
  const use = (token, login) => site.send('POST', '/api/v1/setup/password', { json: { token, login, name: '某人', password: kPassword } })

  test('has made one administrator and works no second time', async () => {
    assert.deepEqual((await admin.get('/api/v1/session')).staff.roles.sort(), ['administrator', 'dispatcher'])
    assertProblem(await use(site.firstToken, 'second'), 401, 'unauthenticated')
    assertProblem(await use('guessed', 'second'), 401, 'unauthenticated')
  })
})

describe('who works here', () => {
  test('is known by name to everybody who does, and to nobody else', async () => {
    const { items } = await stranger.get('/api/v1/people')
    const lu = items.find((person) => person.login === 'lu')
    assert.deepEqual([lu.name, lu.unit, lu.roles, lu.active], ['lu同志', 'cjzx', ['handler'], true])
    assertProblem(await site.send('GET', '/api/v1/people'), 401, 'unauthenticated')
    assertProblem(await stranger.call('GET', '/api/v1/staff'), 403, 'forbidden')
  })
})

describe('logging in', () => {
  test('with a wrong password or an unknown name sounds the same', async () => {
    const heard = [await tryLogin('lu', 'wrong'), await tryLogin('nobody', 'wrong')].map((answer) => assertProblem(answer, 401, 'bad_credentials'))
    assert.equal(heard[0].title, heard[1].title)
  })

  test('waits at an address after five wrong passwords for a name, with the right one too', async () => {
    await hired(admin, 'forgetful', 'zfd', ['handler'])
    for (let i = 0; i < 5; ++i) assertProblem(await tryLogin('forgetful', `wrong ${i}`), 401, 'bad_credentials')
    const refused = await tryLogin('forgetful', kPassword)
    assertProblem(refused, 429, 'locked_out')
    assert.match(refused.headers.get('retry-after'), /^(5\d|60)$/)
    assert.equal((await tryLogin('lu', kPassword)).status, 200, 'others are not locked')
  })

  test('works for a person added on the command line, whose password is not stored in the clear', async () => {
    await site.addUser('wang', { name: '王工', unit: 'cjzx', roles: ['handler', 'reviewer'], password: 'a long enough one' })
    const wang = await new Colleague(site, 'wang').logIn('a long enough one')
    const { staff } = await wang.get('/api/v1/session')
    assert.deepEqual([staff.name, staff.unit, staff.roles], ['王工', 'cjzx', ['handler', 'reviewer']])
    const refused = await site.command(['user', 'add', 'li', '--unit', 'nowhere', '--role', 'handler', '--password-stdin'], { input: 'a long enough one\n' })
    assert.equal(refused.status, 1)
    assert.match(refused.stderr, /li: bad_request/)
    assert.equal((await site.command(['user', 'add', 'li', '--unit', 'cjzx', '--role', 'king', '--password-stdin'], { input: 'a long enough one\n' })).status, 2)
  })

  test('gives a cookie that scripts cannot read and other sites cannot send', async () => {
    const [cookie, browser] = (await tryLogin('lu', kPassword)).headers.getSetCookie()
    assert.match(cookie, /^hy_session=[\w-]{40,}; Path=\/; HttpOnly; SameSite=Strict$/)
    assert.match(browser, /^hy_browser_lu=[\w-]{40,}\.[0-9a-f]{64}; Path=\/api\/v1\/session; Max-Age=15552000; HttpOnly; SameSite=Strict$/)
  })
})

describe('a session', () => {
  test('changes nothing without the CSRF token', async () => {
    const { number } = await assigned(admin, 'cjzx', { text: '路灯不亮' })
    const { ticket } = await handler.ticket(number)
    for (const csrf of [undefined, '', 'x'.repeat(43), stranger.csrf]) {
      const headers = { Cookie: handler.cookie, ...(csrf === undefined ? {} : { 'X-CSRF-Token': csrf }) }
      assertProblem(await site.send('PUT', `/api/v1/tickets/${number}/draft`, { json: { text: '改', version: ticket.version }, headers }), 403, 'bad_csrf_token')
    }
    assert.equal((await handler.ticket(number)).ticket.version, ticket.version)
  })

  test('ends with logging out', async () => {
    const guest = await hired(admin, 'guest', 'zfd', ['handler'])
    assert.equal((await guest.call('DELETE', '/api/v1/session')).status, 204)
    assertProblem(await guest.call('GET', '/api/v1/session'), 401, 'unauthenticated')
  })

  test('ends at once, with its live events, when the person is deactivated or gets a new password', async () => {
    for (const [login, change] of [['leaver', { active: false }], ['lost', { password: 'a new long password' }]]) {
      const person = await hired(admin, login, 'cjzx', ['handler'])
      const watched = await watch(person)
      assert.equal((await admin.call('PATCH', `/api/v1/staff/${login}`, change)).status, 200)
      assertProblem(await person.call('GET', '/api/v1/session'), 401, 'unauthenticated')
      const { number } = await assigned(admin, 'cjzx', { text: '路灯不亮' })
      await handler.taken(number)
      assert.deepEqual(heardOf(watched), [], `${login} hears of tickets no more`)
      await until('the stream to end', () => watched.ended)
    }
    assertProblem(await tryLogin('leaver', kPassword), 401, 'bad_credentials')
  })
})

describe('a handler', () => {
  test('sees tickets of the own unit and finds no others', async () => {
    const { number } = await assigned(admin, 'cjzx', { subject: '路灯独一无二', text: '路灯不亮' })
    assert.ok((await handler.queue('mine')).includes(number))
    assertProblem(await stranger.call('GET', `/api/v1/tickets/${number}`), 404, 'not_found')
    for (const queue of ['mine', 'unit', 'all', 'to_dispatch']) assert.ok(!(await stranger.queue(queue)).includes(number), queue)
    assert.deepEqual(await stranger.queue('all', '独一无二'), [])
    assert.deepEqual(await handler.queue('all', '独一无二'), [number])
    for (const move of ['submit', 'reply', 'close'])
      assertProblem(await stranger.call('POST', `/api/v1/tickets/${number}/${move}`, { text: 'x', version: 1 }), move === 'close' ? 400 : 404, move === 'close' ? 'bad_request' : 'not_found')
  })

  test('administers nothing', async () => {
    const cases = [
      ['POST', '/api/v1/staff', { login: 'x1', name: 'x', unit: 'cjzx', roles: ['administrator'], password: kPassword }], ['GET', '/api/v1/staff'],
      ['PATCH', '/api/v1/staff/lu', { roles: ['administrator'] }], ['PUT', '/api/v1/units/cjzx', { code: 'cjzx', name: 'x' }], ['GET', '/api/v1/channels'],
      ['POST', '/api/v1/channels', { channel: 'webhook', name: 'x1' }], ['POST', '/api/v1/channels/webhook/x1/rotate'], ['PUT', '/api/v1/settings', {}],
      ['PUT', '/api/v1/faq/a-b', {}], ['GET', '/api/v1/dead-letters'], ['POST', '/api/v1/dead-letters/1/replay'], ['GET', '/api/v1/outbound'],
      ['POST', '/api/v1/outbound/1', { decision: 'arrived' }], ['POST', '/api/v1/test-message'], ['PUT', '/api/v1/setup/units'],
    ]
    for (const [method, path, json] of cases) assertProblem(await handler.call(method, path, json), 403, 'forbidden')
  })

  test('sends a reply alone, but not where the town wants it reviewed: then a second person signs', async () => {
    const direct = await assigned(admin, 'cjzx', { text: '路灯不亮' })
    assert.equal((await handler.move(direct.number, 'reply', { text: '已修好。' })).state, 'final_replied')

    const settings = await admin.get('/api/v1/settings')
    assert.equal((await admin.call('PUT', '/api/v1/settings', { ...settings, reply_needs_review: true })).status, 200)
    const both = await hired(admin, 'both', 'cjzx', ['handler', 'reviewer'])
    const { number } = await assigned(admin, 'cjzx', { text: '路灯不亮' })
    assertProblem(await handler.try(number, 'reply', { text: '已修好。' }), 403, 'forbidden')
    await both.move(number, 'submit', { text: '已修好。' })
    assertProblem(await handler.try(number, 'reply', { text: '已修好。' }), 403, 'forbidden')
    assertProblem(await both.try(number, 'reply', { text: '已修好。' }), 409, 'second_person_needed')
    assert.equal((await reviewer.move(number, 'reply', { text: '已修好。' })).state, 'final_replied')
    assert.equal((await admin.call('PUT', '/api/v1/settings', settings)).status, 200)
  })
})

describe('a ticket', () => {
  test('that somebody else changed meanwhile is not overwritten', async () => {
    const { number } = await assigned(admin, 'cjzx', { text: '路灯不亮' })
    const { version } = (await handler.ticket(number)).ticket
    await handler.move(number, 'draft', { text: '甲' })
    assertProblem(await admin.call('PUT', `/api/v1/tickets/${number}/draft`, { text: '乙', version }), 409, 'version_conflict')
    assert.equal((await handler.ticket(number)).draft.text, '甲')
  })

  test('refuses a move that its state does not allow, and names those that it does', async () => {
    const { number } = await assigned(admin, 'cjzx', { text: '路灯不亮' })
    const detail = await handler.ticket(number)
    const problem = assertProblem(await handler.try(number, 'close'), 409, 'move_not_allowed')
    assert.deepEqual(problem.allowed, detail.allowed_moves)
    assert.deepEqual([...detail.allowed_moves].sort(), ['ask_assist', 'ask_termination', 'log_contact', 'note', 'reply', 'return_ticket', 'save_draft', 'submit'])
    await answered(handler, reviewer, number, '已修好。')
    assertProblem(await admin.try(number, 'assign', { unit: 'zfd' }), 409, 'move_not_allowed')
    assert.equal((await handler.move(number, 'close')).state, 'closed')
  })

  test('goes back for better words, and its history tells all', async () => {
    const { number } = await assigned(admin, 'cjzx', { text: '路灯不亮' })
    await handler.move(number, 'submit', { text: '会修的。' })
    assert.equal((await reviewer.move(number, 'send-back', { reason: '请写明日期' })).state, 'sent_back')
    await answered(handler, reviewer, number, '三日内修好。')
    const { history } = await handler.ticket(number)
    assert.deepEqual(history.map((entry) => entry.event), ['received', 'routed', 'submitted', 'sent_back', 'submitted', 'replied'])
    assert.match(history[3].detail, /请写明日期/)
    assert.deepEqual(history.slice(2).map((entry) => entry.actor), ['lu', 'shen', 'lu', 'shen'])
  })

  test('cannot be answered with nothing or with what is still to fill in, or assigned to nobody', async () => {
    const { number } = await assigned(admin, 'cjzx', { text: '路灯不亮，怎么报修' })
    assertProblem(await admin.try(number, 'assign', { unit: 'nowhere' }), 400, 'bad_request')
    for (const text of ['', ' \n']) assertProblem(await handler.try(number, 'reply', { text }), 422, 'empty_text')
    for (const text of ['', ' \n']) assertProblem(await handler.try(number, 'submit', { text }), 422, 'empty_text')
    const { draft } = await handler.ticket(number)
    assertProblem(await handler.try(number, 'reply', { text: draft.text }), 422, 'placeholder_left')
    assertProblem(await handler.try(number, 'reply', { text: '字'.repeat(10_001) }), 422, 'text_too_long')
  })
})

describe('live events', () => {
  test('tell the unit of a new message and of moves, and other units nothing', async () => {
    const [own, others] = await Promise.all([watch(handler), watch(stranger)])
    const { number } = await write(site, { text: '银春路的路灯不亮' })
    await until('the event', () => heardOf(own).includes(number))
    await handler.move(number, 'submit', { text: '已修好。' })
    await until('the second event', () => heardOf(own).filter((heard) => heard === number).length === 2)
    assert.deepEqual(own.events.at(-1).data, { number, event: 'submit', unit: 'cjzx', state: 'in_review' })
    assert.deepEqual(heardOf(others), [])
    for (const watched of [own, others]) watched.close()
  })

  test('need a session', async () => {
    assertProblem(await site.send('GET', '/api/v1/events'), 401, 'unauthenticated')
  })
})
