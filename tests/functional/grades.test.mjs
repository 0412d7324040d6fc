// A grade written back in the talk: asked for once, below the first final reply, on every platform where it is heard.
import { after, before, describe, test } from 'node:test'
import assert from 'node:assert/strict'
import * as dingtalk from './dingtalk.mjs'
import * as feishu from './feishu.mjs'
import { startSite, until } from './harness.mjs'
import { asFinalReply, firstAdministrator, hired } from './people.mjs'
import * as kf from './wecom_kf.mjs'
import * as wechat from './wechat.mjs'
import * as wecom from './wecom.mjs'

let site, handler
let said = 0
const kPlatforms = {
  wechat_oa: {
    start: wechat.startApi,
    flags: ['--app-id', 'wx5d3f', '--app-secret', 's3cret'],
    say: (account, api, from, text) => wechat.say(site, account, text, { from }),
    heard: (api, from) => api.sent.map(({ message }) => message).filter(({ touser }) => touser === from).map(({ text }) => text.content),
    atOnce: (account, answer) => wechat.passiveText(account, answer),
  },
  wecom: {
    start: wecom.startApi,
    flags: ['--corp-id', 'ww5d3f', '--agent-id', '1000012', '--app-secret', 's3cret'],
    say: (account, api, from, text) => wecom.say(site, account, text, { from }),
    heard: (api, from) => api.sent.filter(({ touser }) => touser === from).map(({ text }) => text.content),
    atOnce: (account, answer) => wecom.passiveText(account, answer),
  },
  wecom_kf: {
    start: kf.startApi,
    flags: ['--corp-id', 'ww5d3f', '--open-kfid', 'wk1', '--app-secret', 's3cret'],
    say: (account, api, from, text) => {
      api.write(text, { from })
      return kf.ring(site, account)
    },
    heard: (api, from) => [...api.sent.values()].filter(({ touser }) => touser === from).map(({ text }) => text.content),
  },
  dingtalk: {
    start: dingtalk.startApi,
    flags: ['--app-key', 'ding1', '--app-secret', 's3cret'],
    say: (account, api, from, text) => dingtalk.say(site, account, text, { from, session: dingtalk.sessionOf(from) }),
    heard: (api, from) => api.sent.filter(({ to }) => to === from).map(({ text }) => text),
  },
  feishu: {
    start: () => feishu.startApi({ app_secret: 's3cret' }),
    flags: ['--app-id', 'cli_a1b2', '--app-secret', 's3cret', '--verification-token', 'vtoken', '--encrypt-key', 'a key'],
    say: (account, api, from, text) => feishu.say(site, account, text, { from, id: `om_${from}_${++said}` }),
    heard: (api, from) => api.sent.filter(({ to }) => to.startsWith(`om_${from}_`)).map(({ text }) => text),
  },
}

/** A talk on a platform. `say` gives what is answered to it, wherever the platform hears that. */
class Talk {
  constructor(platform, from) {
    Object.assign(this, { at: kPlatforms[platform], from })
  }
  all() {
    return this.at.heard(this.at.api, this.from)
  }
  async say(text) {
    const before = this.all().length
    const answer = await this.at.say(this.at.account, this.at.api, this.from, text)
    if (this.at.atOnce) return this.at.atOnce(this.at.account, answer)
    return until(`an answer to ${text}`, () => this.all()[before])
  }
  hears(text) {
    return until(`"${text}" in ${JSON.stringify(this.all())}`, () => this.all().includes(text))
  }
}

before(async () => {
  site = await startSite({ settings: { 'sender.timeout_seconds': 2 } })
  handler = await hired(await firstAdministrator(site), 'lu', 'cjzx', ['handler', 'reviewer'])
  for (const [platform, one] of Object.entries(kPlatforms)) {
    const api = await one.start()
    const bases = ['--api-base', api.url, ...(platform === 'dingtalk' ? ['--set', `oapi_base=${api.url}`] : [])]
    Object.assign(one, { platform, api, account: await site.addChannel(platform, 'town', [...one.flags, ...bases]) })
  }
})
after(async () => {
  for (const { api } of Object.values(kPlatforms)) await api?.close()
  await site?.stop()
})

let people = 0
async function answered(platform, more = {}) {
  const talk = new Talk(platform, `citizen${++people}`)
  const { number } = wechat.receiptIn(await talk.say('元江路的路灯不亮'))
  await handler.taken(number)
  await handler.move(number, 'reply', { text: '已修好。', ...more })
  return { talk, number }
}
const evaluations = async (number) => (await handler.ticket(number)).proceedings.evaluations.map(({ by, grade, round }) => [by, grade, round])
const becomes = (number, state) => until(`${number} to be ${state}`, async () => (await handler.ticket(number)).ticket.state === state)

for (const platform of Object.keys(kPlatforms))
  describe(`on ${platform}`, () => {
    test('a content citizen is asked below the reply, and the grade that is written back closes the ticket', async () => {
      const { talk, number } = await answered(platform)
      await talk.hears(asFinalReply('已修好。'))
      assert.match(await talk.say('基本满意'), /感谢您的评价/)
      await becomes(number, 'closed')
      assert.deepEqual(await evaluations(number), [['citizen', 'mostly_satisfied', 1]])
    })

    test('a discontent citizen is answered again, and is not asked a second time', async () => {
      const { talk, number } = await answered(platform)
      await talk.hears(asFinalReply('已修好。'))
      await talk.say('不满意')
      await becomes(number, 'rework')
      assert.deepEqual(await evaluations(number), [['citizen', 'dissatisfied', 1]])
      await handler.move(number, 'reply', { text: '已换新灯。' })
      await talk.hears('已换新灯。')
      await talk.say('满意')
      await becomes(number, 'closed')
      assert.deepEqual((await evaluations(number)).at(-1), ['citizen', 'satisfied', 2])
      assert.equal(talk.all().filter((text) => text.includes('请您评价')).length, 1)
    })
  })

test('what is read by number and code is the letter alone', async () => {
  const talk = new Talk('wechat_oa', 'reader')
  const { number, code } = wechat.receiptIn(await talk.say('元江路的路灯不亮'))
  await handler.taken(number)
  await handler.move(number, 'reply', { text: '已修好。' })
  await talk.hears(asFinalReply('已修好。'))
  const { body } = await site.send('GET', `/api/v1/messages/${number}?code=${code}`)
  assert.deepEqual(body.replies.map(({ text }) => text), ['已修好。'])
  assert.ok((await handler.ticket(number)).messages.some(({ from, text }) => from === 'staff' && text === '已修好。'))
})

/** Beijing's date, so many days from today. */
const inDays = (days) => new Date(Date.now() + (8 + 24 * days) * 3_600_000).toISOString().slice(0, 10)

test('a reply that promises something asks for no grade yet', async () => {
  const { talk } = await answered('wechat_oa', { commitment: { text: '更换整排路灯', due: inDays(20) } })
  await until('the reply', () => talk.all().find((text) => text.startsWith('已修好。')))
  assert.ok(!talk.all().some((text) => text.includes('请您评价')), talk.all().join())
})
