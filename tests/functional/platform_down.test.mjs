// Platforms that are away for a long time and come back: each citizen hears each reply, once. The pauses between tries are set
// short, so that some seconds hold as many tries as hours do.
import { after, before, describe, test } from 'node:test'
import assert from 'node:assert/strict'
import * as feishu from './feishu.mjs'
import { sleep, startSite, until } from './harness.mjs'
import { asFinalReply, firstAdministrator, hired } from './people.mjs'
import * as kf from './wecom_kf.mjs'
import * as wechat from './wechat.mjs'
import * as wecom from './wecom.mjs'

const kCitizens = 5
let site, handler
const platforms = []

before(async () => {
  site = await startSite({ settings: { 'sender.timeout_seconds': 2, 'sender.retry_seconds': 1, 'sender.longest_retry_seconds': 1 } })
  handler = await hired(await firstAdministrator(site), 'lu', 'cjzx', ['handler'])
  const add = async (platform, api, flags) => platforms.push({ platform, api, account: await site.addChannel(platform, 'town', [...flags, '--api-base', api.url]) })
  await add('wechat_oa', await wechat.startApi(), ['--app-id', 'wx5d3f', '--app-secret', 's3cret'])
  await add('wecom', await wecom.startApi(), ['--corp-id', 'ww5d3f', '--agent-id', '1000012', '--app-secret', 's3cret'])
  await add('feishu', await feishu.startApi({ app_secret: 's3cret' }), ['--app-id', 'cli_a1b2', '--app-secret', 's3cret', '--verification-token', 'vtoken', '--encrypt-key', 'a key'])
  await add('wecom_kf', await kf.startApi(), ['--corp-id', 'ww5d3f', '--open-kfid', 'wk1', '--app-secret', 's3cret'])
})
after(async () => {
  for (const { api } of platforms) await api.close()
  await site?.stop()
})

const textsOf = {
  wechat_oa: (api, user) => api.sent.map(({ message }) => message).filter(({ touser }) => touser === user).map(({ text }) => text.content),
  wecom: (api, user) => api.sent.filter(({ touser }) => touser === user).map(({ text }) => text.content),
  feishu: (api, user) => api.sent.filter(({ to }) => to === `om_${user}`).map(({ text }) => text),
  wecom_kf: (api, user) => [...api.sent.values()].filter(({ touser }) => touser === user).map(({ text }) => text.content),
}
const ask = {
  wechat_oa: async ({ account }, from) => wechat.receiptIn(wechat.passiveText(account, await wechat.say(site, account, '路灯不亮', { from }))),
  wecom: async ({ account }, from) => wechat.receiptIn(wecom.passiveText(account, await wecom.say(site, account, '路灯不亮', { from }))),
  feishu: async ({ account, api }, from) => {
    await feishu.say(site, account, '路灯不亮', { id: `om_${from}`, from: `ou_${from}` })
    return wechat.receiptIn((await until('the receipt', () => textsOf.feishu(api, from).length > 0 && textsOf.feishu(api, from)))[0])
  },
  wecom_kf: async ({ account, api }, from) => {
    api.write('路灯不亮', { from })
    await kf.ring(site, account)
    return wechat.receiptIn((await until('the receipt', () => textsOf.wecom_kf(api, from).length > 0 && textsOf.wecom_kf(api, from)))[0])
  },
}

describe('platforms that are away', () => {
  const asked = []

  before(async () => {
    for (const one of platforms)
      for (let i = 0; i < kCitizens; ++i) {
        const user = `${one.platform}_${i}`
        const { number } = await ask[one.platform](one, user)
        await handler.taken(number)
        asked.push({ ...one, user, number })
      }
    for (const { api } of platforms) await api.goDown()
    for (const { number, user } of asked) await handler.move(number, 'reply', { text: `已修好，${user}。` })
  })

  test('are tried again and again, and nobody has heard anything', async () => {
    await sleep(6000)
    const tries = await site.metric('huiying_delivery_tries_total', { class: 'retry' })
    assert.ok(tries >= 3 * asked.length, `${tries} tries`)
    for (const { platform, api, user } of asked) assert.ok(!textsOf[platform](api, user).some((text) => text.includes('已修好')), user)
  })

  test('get each reply once when they are back', async () => {
    for (const { api } of platforms) await api.comeBack()
    for (const { user, number } of asked)
      await until(`the reply to ${user}`, async () => (await handler.ticket(number)).messages.find(({ from }) => from === 'staff').state === 'sent')
    await sleep(1500)
    for (const { platform, api, user } of asked) assert.equal(textsOf[platform](api, user).filter((text) => text === asFinalReply(`已修好，${user}。`)).length, 1, user)
  })
})
