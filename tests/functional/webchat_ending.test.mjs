// A server that ends while a page of the web chat waits for its answer.
import { after, before, test } from 'node:test'
import assert from 'node:assert/strict'
import { sleep, startSite, until } from './harness.mjs'
import { firstAdministrator } from './people.mjs'
import { whileStopped } from './redis.mjs'
import { Citizen, isLive } from './web_chat.mjs'

let site, admin

before(async () => {
  site = await startSite()
  admin = await firstAdministrator(site)
  const added = await admin.call('POST', '/api/v1/channels', { channel: 'webchat', name: 'web', settings: {} })
  assert.equal(added.status, 201, added.text)
  await isLive(site, 'web')
})
after(() => site?.stop())

test('what a page was saying as the server ended is said again, and taken once', async () => {
  const citizens = await Promise.all(Array.from({ length: 4 }, () => new Citizen(site).open()))
  let ids
  // Redis answers only when the page is gone, and while the server's parts are going.
  await whileStopped(site, async () => {
    ids = citizens.map((citizen) => citizen.tell('元江路的路灯坏了'))
    await sleep(200)
    site.child.kill('SIGTERM')
    await until('the pages to be sent away', () => citizens.every((citizen) => !citizen.isOpen))
    await sleep(100)
  })
  await site.end()
  await site.start()
  await isLive(site, 'web')
  const numbers = []
  for (const [at, citizen] of citizens.entries()) {
    await citizen.open()
    numbers.push((await citizen.say('元江路的路灯坏了', ids[at])).number)
    citizen.close()
  }
  assert.equal(new Set(numbers).size, citizens.length)
  await site.drained()
  for (const number of numbers) {
    const { messages } = (await until(`ticket ${number}`, async () => ((answer) => answer.status === 200 && answer)(await admin.call('GET', `/api/v1/tickets/${number}`)))).body
    assert.equal(messages.filter((line) => line.from === 'citizen').length, 1)
  }
})
