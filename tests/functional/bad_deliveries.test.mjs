// Deliveries that are not taken: each hears a clear reason, is counted, and leaves nothing in the queue.
import { after, before, describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { assertProblem } from './contract.mjs'
import { startSite } from './harness.mjs'
import { firstAdministrator } from './people.mjs'
import * as webhooks from './standard_webhooks.mjs'
import * as wechat from './wechat.mjs'

const kBodyLimit = 65_536 // server.hook_body_limit
const kSkew = 300 // max_skew_s of the accounts

let site, admin, partner, official, plain

before(async () => {
  site = await startSite()
  admin = await firstAdministrator(site)
  partner = await site.addChannel('webhook', 'partner')
  official = await site.addChannel('wechat_oa', 'town')
  plain = { ...(await site.addChannel('wechat_oa', 'plain', ['--mode', 'plain'])) }
})
after(() => site?.stop())

const refusedOf = (platform) => site.metric('huiying_intake_deliveries_total', { platform, outcome: 'refused' })
const refusals = () => site.metric('huiying_http_requests_total', { route: 'hook', status: '4xx' })
async function tickets() {
  await site.drained()
  return (await admin.queue('all')).length
}

/** Runs `work`, whose delivery must be counted as refused and leave nothing. */
async function nothingComesOf(work) {
  const [before, counted] = [await tickets(), await refusals()]
  const answer = await work()
  assert.equal(await tickets(), before, 'tickets')
  assert.equal(await refusals(), counted + 1, 'counted refusals')
  return answer
}

const deliver = (body, options) => nothingComesOf(() => webhooks.deliver(site, partner, body, options))

/** A message whose JSON is exactly that long. */
function ofLength(bytes) {
  const message = webhooks.message('路灯不亮', { filler: '' })
  const rest = Buffer.byteLength(JSON.stringify(message))
  return JSON.stringify({ ...message, filler: 'x'.repeat(bytes - rest) })
}

describe('the webhook', () => {
  test('takes a body at the limit and refuses one byte more', async () => {
    const body = ofLength(kBodyLimit)
    assert.equal(Buffer.byteLength(body), kBodyLimit)
    assert.equal((await webhooks.deliver(site, partner, body)).status, 200)
    assertProblem(await deliver(ofLength(kBodyLimit + 1)), 413, 'body_too_large')
  })

  test('takes 10,000 characters, emoji, rare Han characters and what looks like a template, as they are', async () => {
    for (const text of ['😀'.repeat(10_000), '𠮷野家 🚧 {{number}} <b>&amp;', '一行\n\n三行']) {
      const { body } = await webhooks.deliver(site, partner, webhooks.message(text, { subject: '𩸽' }))
      assert.equal((await admin.taken(body.number)).text, text)
    }
  })

  test('says which part of a broken message is wrong', async () => {
    const message = webhooks.message('路灯不亮')
    const cases = [
      ['{"id":', 'body'], ['[]', 'body'], ['', 'body'], ['{"id":1}{', 'body'], [`${'['.repeat(5000)}`, 'body'],
      [{ ...message, id: '' }, 'id'], [{ ...message, id: 7 }, 'id'], [{ ...message, from: 'u' }, 'from'], [{ ...message, from: {} }, 'from.id'],
      [{ ...message, text: 7 }, 'text'], [{ ...message, kind: 'poem' }, 'kind'], [{ ...message, sent_at: 'yesterday' }, 'sent_at'],
      [{ ...message, attachments: [{ url: 'file:///etc/passwd' }] }, 'attachments[0].url'], [`{"id":"a","id":"b","from":{"id":"u"},"text":"x"}`, 'id'],
    ]
    for (const [body, field] of cases) assert.equal(assertProblem(await deliver(body), 400, 'bad_request').field, field, JSON.stringify(body).slice(0, 80))
  })

  test('refuses text that is not UTF-8, NUL bytes, and escapes that stand for neither', async () => {
    const raw = Buffer.concat([Buffer.from('{"id":"m","from":{"id":"u"},"text":"'), Buffer.from([0xc3, 0x28]), Buffer.from('"}')])
    assertProblem(await deliver(raw), 400, 'bad_encoding')
    assertProblem(await deliver(Buffer.from('{"id":"m","from":{"id":"u"},"text":"a\0b"}')), 400, 'bad_encoding')
    assertProblem(await deliver('{"id":"m","from":{"id":"u"},"text":"a\\u0000b"}'), 400, 'bad_encoding')
    assert.equal((await deliver('{"id":"m","from":{"id":"u"},"text":"\\ud800"}')).status, 400)
  })

  test('refuses an empty text, a blank one, and one of 10,001 characters', async () => {
    for (const text of ['', ' \n\t　']) assertProblem(await deliver(webhooks.message(text)), 400, 'empty_text')
    assert.equal(assertProblem(await deliver(webhooks.message('字'.repeat(10_001))), 400, 'text_too_long').field, 'text')
  })

  test('refuses seven attachments', async () => {
    const attachments = Array.from({ length: 7 }, (_, i) => ({ url: `https://example.org/${i}.jpg` }))
    assertProblem(await deliver(webhooks.message('照片', { attachments })), 400, 'too_many_files')
  })

  test('says the same to a bad, stale or future signature and to an unknown account', async () => {
    const text = (answer) => {
      const { request_id: _, ...problem } = assertProblem(answer, 401, 'bad_signature')
      return JSON.stringify(problem)
    }
    const message = webhooks.message('路灯不亮')
    const heard = [
      await deliver(message, { secret: `whsec_${Buffer.alloc(24, 7).toString('base64')}` }),
      await deliver(message, { timestamp: webhooks.now() - kSkew - 2 }),
      await deliver(message, { timestamp: webhooks.now() + kSkew + 5 }),
      await nothingComesOf(() => webhooks.deliver(site, { ...partner, path: '/hooks/webhook/nobody' }, message)),
      await nothingComesOf(() => site.send('POST', partner.path, { json: message })),
    ].map(text)
    assert.equal(new Set(heard).size, 1, heard.join('\n'))
  })

  test('takes a signature made up to the edge of the time window', async () => {
    for (const timestamp of [webhooks.now() - kSkew + 5, webhooks.now() + kSkew - 5])
      assert.equal((await webhooks.deliver(site, partner, webhooks.message('路灯不亮'), { timestamp })).status, 200)
  })

  test('refuses a body changed on its way', async () => {
    const body = JSON.stringify(webhooks.message('路灯不亮'))
    const headers = webhooks.signed(partner.secret, body)
    assertProblem(await nothingComesOf(() => site.send('POST', partner.path, { body: body.replace('路', '桥'), headers })), 401, 'bad_signature')
  })
})

describe('a WeChat callback', () => {
  const post = (delivery, account = official) => nothingComesOf(() => wechat.post(site, account, delivery))
  const xml = () => wechat.textXml('路灯不亮')
  const assertForbidden = (answer) => assert.deepEqual([answer.status, answer.text], [403, 'forbidden'])

  test('that is broken, unsigned, stale, for another account, or in the clear hears only that it is forbidden', async () => {
    const { query, body } = wechat.safeDelivery(official, xml())
    const stranger = { ...official, app_id: 'wx0000000000000000' }
    const cases = [
      { query, body: '<xml><Encrypt>' },
      { query, body: '' },
      { query: '', body },
      { query: query.replace(/msg_signature=\w{4}/, 'msg_signature=0000'), body },
      wechat.safeDelivery(official, xml(), { timestamp: webhooks.now() - kSkew - 2 }),
      wechat.safeDelivery(official, xml(), { timestamp: webhooks.now() + kSkew + 5 }),
      wechat.safeDelivery(stranger, xml()),
      wechat.plainDelivery(official, xml()),
      wechat.safeDelivery(official, '<!DOCTYPE x [<!ENTITY a "b">]><xml/>'),
    ]
    const before = await refusedOf('wechat_oa')
    for (const delivery of cases) assertForbidden(await post(delivery))
    assert.equal(await refusedOf('wechat_oa'), before + cases.length)
  })

  test('comes to the desk as it was written, and its receipt is plain text', async () => {
    for (const text of ['路灯坏了' + '😀'.repeat(1996), '𠮷 {{number}} <b>&amp; ]] >', ' 前后有空格 ']) {
      const heard = wechat.passiveText(official, await wechat.say(site, official, text))
      assert.equal((await admin.taken(wechat.receiptIn(heard).number)).text, text)
    }
  })

  test('of an account that nobody knows hears the same', async () => {
    assertForbidden(await post(wechat.safeDelivery(official, xml()), { ...official, path: '/hooks/wechat_oa/nobody' }))
  })

  test('whose body is larger than the limit is refused as too large', async () => {
    const { query } = wechat.safeDelivery(official, xml())
    assertProblem(await post({ query, body: 'x'.repeat(kBodyLimit + 1) }), 413, 'body_too_large')
  })

  test('in plain mode is taken with a good signature and refused with a bad one', async () => {
    const answer = await wechat.post(site, plain, wechat.plainDelivery(plain, xml()))
    assert.equal(answer.status, 200)
    assert.match(wechat.element(answer.text, 'Content'), /受理编号：/)
    assertForbidden(await post(wechat.plainDelivery(plain, xml(), { token: 'wrong' }), plain))
    assertForbidden(await post(wechat.plainDelivery(plain, '<xml><'), plain))
  })

  test('that checks the address gets its echo back, only with a good signature', async () => {
    const answer = await wechat.verify(site, official, { echo: '4711<b>' })
    assert.deepEqual([answer.status, answer.text], [200, '4711<b>'])
    assertForbidden(await wechat.verify(site, official, { token: 'wrong' }))
    assertForbidden(await wechat.verify(site, official, { timestamp: webhooks.now() - kSkew - 2 }))
  })

  test('for a follower gets a welcome and makes no ticket', async () => {
    const event = wechat.textXml('x').replace('[text]', '[event]').replace('<Content><![CDATA[x]]></Content>', '<Event><![CDATA[subscribe]]></Event>')
    const before = await tickets()
    const answer = await wechat.post(site, official, wechat.safeDelivery(official, event))
    assert.match(wechat.passiveText(official, answer), /欢迎关注/)
    assert.equal(await tickets(), before)
  })
})

describe('an address below /hooks', () => {
  test('of a platform that is unknown is not found', async () => {
    assertProblem(await nothingComesOf(() => site.send('POST', '/hooks/telegram/town', { json: {} })), 404, 'not_found')
  })

  test('refuses other methods and names those that it has', async () => {
    for (const method of ['PUT', 'DELETE', 'PATCH']) {
      const answer = await site.send(method, partner.path, { undocumented: true })
      assertProblem(answer, 405, 'method_not_allowed')
      assert.deepEqual(answer.headers.get('allow').split(', ').sort(), ['GET', 'HEAD', 'POST'])
    }
  })
})
