// How many new messages one network may send: by form, API and web chat together; nothing typed is lost.
import { after, before, describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { assertProblem } from './contract.mjs'
import { startSite, until } from './harness.mjs'
import { firstAdministrator } from './people.mjs'
import { Citizen, isLive } from './web_chat.mjs'

let site

before(async () => {
  site = await startSite({ settings: { 'server.trusted_proxies': '127.0.0.1', 'intake.per_address_hourly': 3, 'intake.per_address_daily': 5 } })
})
after(() => site?.stop())

let lastAddress = 0
const newAddress = () => ({ 'X-Forwarded-For': `198.51.100.${(lastAddress += 1)}` })
const post = (text, headers) => site.send('POST', '/api/v1/messages', { json: { text }, headers })
const ask = (text, headers, more = {}) => site.page('/ask', { method: 'POST', body: new URLSearchParams({ subject: '路灯', text, kind: 'question', ...more }), headers })

describe('a network that has sent its messages of the hour', () => {
  test('hears from the API how many it may, and when to come again', async () => {
    const from = newAddress()
    for (const text of ['甲', '乙', '丙']) assert.equal((await post(text, from)).status, 201)
    const refused = await post('丁', from)
    assert.match(assertProblem(refused, 429, 'rate_limited').detail, /^您所在的网络1小时内最多提交3条留言，现在已经满了，请过(60|59)分钟再提交$/)
    const wait = Number(refused.headers.get('retry-after'))
    assert.ok(wait > 3500 && wait <= 3600, `${wait}`)
    assert.equal((await post('丁', newAddress())).status, 201, 'another network is not meant')
  })

  test('gets the form back as it was filled, and the receipt of what was taken before', async () => {
    const from = newAddress()
    const id = 'ab'.repeat(16)
    const first = await ask('第一条', from, { form: id })
    assert.equal(first.status, 200)
    for (const text of ['乙', '丙']) assert.equal((await post(text, from)).status, 201)
    const refused = await ask('写了很久的一大段话', from, { contact: '13800000000', place: '银春路' })
    assert.equal(refused.status, 429)
    assert.match(refused.headers.get('retry-after'), /^3[56]\d\d$/)
    assert.match(refused.text, /role="alert"><p>您所在的网络1小时内最多提交3条留言，现在已经满了，请过\d+分钟再提交。还没有提交成功，您写的内容都在下面。<\/p>/)
    for (const typed of ['写了很久的一大段话', '13800000000', '银春路']) assert.ok(refused.text.includes(typed), typed)
    const again = await ask('第一条', from, { form: id })
    assert.equal(again.status, 200, 'the same form sent again gets its receipt')
    const numberOf = (page) => page.text.match(/[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/)[0]
    assert.equal(numberOf(again), numberOf(first))
  })

  test('is a whole IPv6 line, and whatever a stranger says of itself in the header', async () => {
    for (let i = 1; i < 4; ++i) assert.equal((await post(`${i}`, { 'X-Forwarded-For': `2001:db8:0:7::${i}` })).status, 201)
    assertProblem(await post('x', { 'X-Forwarded-For': '2001:db8:0:7:ffff::9' }), 429, 'rate_limited')
    assertProblem(await post('x', { 'X-Forwarded-For': '8.8.8.8, 2001:db8:0:7::1' }), 429, 'rate_limited')
  })

  test('is told so in the web chat, in talks without a ticket; who has one goes on', async () => {
    const admin = await firstAdministrator(site)
    assert.equal((await admin.call('POST', '/api/v1/channels', { channel: 'webchat', name: 'web', settings: { origins: 'https://portal.example.gov.cn' } })).status, 201)
    await isLive(site, 'web')
    const citizen = await new Citizen(site).open()
    const { number } = await citizen.say('银春路的路灯坏了三天了')
    assert.ok(number)
    for (const text of ['乙', '丙']) assert.equal((await post(text)).status, 201)
    assert.equal((await citizen.say('在68号门口')).number, number)
    const back = await new Citizen(site, { token: citizen.token }).open()
    assert.equal((await back.say('今晚有人在那里摔倒了')).number, number, 'who comes back with a talk goes on')
    back.close()
    citizen.close()
    await citizen.open()
    assert.ok(citizen.after > 0)
    assert.equal((await citizen.say('是在人行道上')).number, number, 'a page that lost its line goes on, too')
    const other = await new Citizen(site).open()
    const id = other.tell('垃圾房堆满了建筑垃圾')
    const refused = await until('the refusal', () => other.texts.find((each) => each.t === 'refused' && each.id === id))
    assert.deepEqual([refused.code, refused.again ?? false], ['rate_limited', false])
    assert.match(refused.title, /^您所在的网络新提的事太多了，请过一会儿再发/)
    citizen.close()
    other.close()
    const said = []
    for (let page = 0; page < 4; ++page) {
      const again = await new Citizen(site, { token: citizen.token }).open()
      for (let i = 0; i < 10; ++i) {
        const more = again.tell(`还有一点 ${page} ${i}`)
        said.push(await until('a word', () => again.texts.find((each) => each.id === more && (each.t === 'received' || each.t === 'refused'))))
      }
      again.close()
    }
    assert.equal(said.at(0).t, 'received')
    assert.deepEqual([said.at(-1).t, said.at(-1).code], ['refused', 'rate_limited'], 'but not without end')
  })
})
