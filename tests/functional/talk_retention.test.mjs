// What talks said long ago is forgotten, with the server's own round; what waits for an answer stays.
import { after, before, test } from 'node:test'
import assert from 'node:assert/strict'
import { startSite, until } from './harness.mjs'
import { firstAdministrator } from './people.mjs'
import { sql } from './record.mjs'
import { Citizen, isLive } from './web_chat.mjs'

const kDay = 86_400_000
let site, admin

before(async () => {
  site = await startSite({ settings: { 'chat.keep_days': 30 } })
  admin = await firstAdministrator(site)
  assert.equal((await admin.call('POST', '/api/v1/channels', { channel: 'webchat', name: 'web' })).status, 201)
  await isLive(site, 'web')
})
after(() => site?.stop())

const lines = () => sql(site, 'select text, number from talk_line order by id').map(({ text }) => text)
const age = (days, where) => sql(site, `update talk_line set at = at - ${days * kDay} where ${where}`)

test('lines older than the setting go at the next round, those of an open ticket and younger ones stay', async () => {
  const old = await new Citizen(site).open()
  await old.say('你好')
  const open = await new Citizen(site).open()
  const { number } = await open.say('元江路的路灯坏了')
  const young = await new Citizen(site).open()
  await young.say('谢谢')
  await site.drained()
  await until('all lines', () => lines().length === 6)
  age(31, `number <> '' or text = '你好'`)
  age(29, `text = '谢谢'`)
  for (const citizen of [old, open, young]) citizen.close()
  await site.end()
  await site.start()
  await until('the round', () => !lines().includes('你好'))
  assert.ok(lines().includes('元江路的路灯坏了') && lines().includes('谢谢'))
  assert.match(site.logs, /talk\.forgotten/)
  assert.doesNotMatch(site.logs, /你好/)

  await old.open()
  assert.ok(!old.texts[0].lines.some(({ text }) => text === '你好'), 'the page that comes back does not get it')
  // The ticket keeps what was said on it: that is the record, not the talk.
  assert.equal((await admin.ticket(number)).messages[0].text, '元江路的路灯坏了')
})
