// The web chat over its own connection: durable, once, resumed, live, bounded; and who may open it.
import { after, before, describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { sleep, startSite, until } from './harness.mjs'
import { firstAdministrator, hired } from './people.mjs'
import { Citizen, connect, frame, isLive } from './web_chat.mjs'

const kPortal = 'https://portal.example.gov.cn'
let site, admin, reviewer

before(async () => {
  site = await startSite({ settings: { 'chat.max_per_address': 4 } })
  admin = await firstAdministrator(site)
  reviewer = await hired(admin, 'shen', 'cjzx', ['reviewer', 'handler'])
  const added = await admin.call('POST', '/api/v1/channels', { channel: 'webchat', name: 'web', settings: { origins: kPortal } })
  assert.equal(added.status, 201, added.text)
  await isLive(site, 'web')
})
after(() => site?.stop())

const taken = (number) => until(`ticket ${number}`, async () => ((answer) => answer.status === 200 && answer.body)(await admin.call('GET', `/api/v1/tickets/${number}`)))

async function answered(number, text) {
  const { ticket } = await taken(number)
  if (ticket.unit !== 'cjzx') await admin.move(number, 'assign', { unit: 'cjzx', reason: '测试' })
  await admin.move(number, 'submit', { text })
  await reviewer.move(number, 'reply', { text })
}

describe('a talk', () => {
  test('said twice under the same id is one message with one answer', async () => {
    const citizen = await new Citizen(site).open()
    const id = randomUUID()
    const first = await citizen.say('元江路的路灯坏了', id)
    citizen.close()
    await until('the end', () => !citizen.isOpen)
    await citizen.open()
    const again = await citizen.say('元江路的路灯坏了', id)
    assert.equal(again.number, first.number)
    const { messages } = await taken(first.number)
    assert.equal(messages.filter((line) => line.from === 'citizen').length, 1)
    citizen.close()
  })

  test('hears the reply at once where the page is open, and after it is opened again where it was not, each once', async () => {
    const citizen = await new Citizen(site).open()
    const { number } = await citizen.say('春申路的窨井盖松了')
    await answered(number, '已经修好。')
    await citizen.heard('已经修好')
    citizen.close()
    await until('the end', () => !citizen.isOpen)

    const other = await new Citizen(site).open()
    const { number: away } = await other.say('联青路的路牌歪了')
    other.close()
    await until('the end', () => !other.isOpen)
    await answered(away, '已经扶正。')
    await until('the reply to be left', async () => (await taken(away)).messages.some((line) => line.state === 'sent'))
    await other.open()
    await other.heard('已经扶正')
    await sleep(600)
    assert.equal(other.lines.filter((line) => line.text === '已经扶正。').length, 1)
    assert.ok(!other.lines.some((line) => line.text.includes('已经修好')), 'nothing of another’s talk')
    other.close()
  })

  test('is evaluated by a word after the reply', async () => {
    const citizen = await new Citizen(site).open()
    const { number } = await citizen.say('银都路的护栏断了')
    await answered(number, '已经换新。')
    await citizen.heard('请您评价')
    assert.match((await citizen.say('满意')).answer, /感谢您的评价/)
    await until('the grade', async () => (await taken(number)).ticket.state === 'closed')
    assert.equal(citizen.lines.filter((line) => line.text.includes('请您评价')).length, 1)
    citizen.close()
  })

  test('goes on after the server was away, with all its lines', async () => {
    const citizen = await new Citizen(site).open()
    await citizen.say('富岩路积水')
    await site.drained()
    await site.end()
    await until('the end', () => !citizen.isOpen)
    await site.start()
    citizen.after = 0
    citizen.lines = []
    citizen.keys.clear()
    await citizen.open()
    await until('its lines', () => citizen.lines.length >= 2)
    assert.equal(citizen.lines[0].text, '富岩路积水')
    assert.match((await citizen.say('水到膝盖了')).answer, /补充内容已收到/)
    citizen.close()
  })
})

describe('a connection', () => {
  test('is for pages of the account’s origins, and the server’s own', async () => {
    const from = (origin) => connect(site, '/chat/web/socket', { origin })
    assert.equal((await from('https://elsewhere.example')).status, 403)
    assert.equal((await from('null')).status, 403)
    for (const origin of [kPortal, site.origin]) {
      const link = await from(origin)
      assert.ok(link.send, origin)
      link.end()
    }
    assert.equal((await connect(site, '/chat/nobody/socket')).status, 404)
    assert.equal((await site.page('/chat/web/socket')).status, 426)
  })

  test('beyond those of one address is refused, and there is room again when one goes', async () => {
    const links = []
    await until('four', async () => {
      const link = await connect(site, '/chat/web/socket')
      if (link.send) links.push(link)
      return links.length === 4
    })
    assert.equal((await connect(site, '/chat/web/socket')).status, 503)
    links.pop().end()
    await until('room', async () => ((link) => link.send && links.push(link))(await connect(site, '/chat/web/socket')))
    links.forEach((link) => link.end())
  })

  test('ends on what is no text of the chat, and the server stays', async () => {
    for (const bytes of [frame(1, 'no json'), frame(1, '[]'), frame(1, '{"t":"say","id":"a","text":"b"}'), frame(1, '{"t":"hello","token":7}'), frame(2, 'binary'), Buffer.from([0x81, 0x05, 1, 2, 3, 4, 5]), frame(1, 'x'.repeat(17_000))]) {
      let isEnded = false
      const link = await until('a link', async () => ((made) => made.send && made)(await connect(site, '/chat/web/socket', { onClose: () => (isEnded = true) })))
      link.socket.write(bytes)
      await until('the end', () => isEnded)
    }
    assert.equal((await site.ready()).status, 'ok')
  })

  test('hears why an unfit message is not taken, and who writes too fast is asked to wait', async () => {
    const citizen = await new Citizen(site).open()
    const refused = async (text) => {
      const id = citizen.tell(text)
      return until('the refusal', () => citizen.texts.find((each) => each.t === 'refused' && each.id === id))
    }
    assert.equal((await refused('   ')).code, 'empty_text')
    assert.equal((await refused('字'.repeat(2001))).code, 'text_too_long')
    for (let i = 0; i < 20; i += 1) citizen.tell('好的')
    const slow = await until('the word', () => citizen.texts.find((each) => each.code === 'rate_limited'))
    assert.equal(slow.again, true)
    citizen.close()
  })
})
