// Group robots of units against a stand-in of the platforms on loopback: set, tested, reminded, refused and tried again.
import { after, before, describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { createServer } from 'node:http'
import { assertProblem } from './contract.mjs'
import { startSite, until } from './harness.mjs'
import { assigned, firstAdministrator, hired } from './people.mjs'
import { sql } from './record.mjs'

const kHourMs = 3_600_000
const kPath = '/api/v1/units/cjzx/robot'
const kDingtalk = 'https://oapi.dingtalk.com/robot/send?access_token=abcdef0123456789'
const kSecret = 'SECb90923e19e58b466481e9e7b7a5b4f108a4531abde590ad3967fb29f0eae5c68'

let site, admin, dispatcher, handler, platform
const posts = []
let answer = { status: 200, body: '{"errcode":0,"errmsg":"ok"}' }

before(async () => {
  platform = createServer((request, response) => {
    let body = ''
    request.on('data', (data) => (body += data))
    request.on('end', () => {
      posts.push({ url: new URL(request.url, 'http://platform'), body: JSON.parse(body) })
      response.writeHead(answer.status, { 'Content-Type': 'application/json' }).end(answer.body)
    })
  })
  await new Promise((resolve) => platform.listen(0, '127.0.0.1', resolve))
  site = await startSite({ settings: { 'sender.robot_test_address': `http://127.0.0.1:${platform.address().port}` } })
  admin = await firstAdministrator(site)
  dispatcher = await hired(admin, 'zhu', 'dzb', ['dispatcher'])
  handler = await hired(admin, 'lu', 'cjzx', ['handler'])
})
after(async () => {
  await site?.stop()
  await new Promise((resolve) => platform.close(resolve))
})

const newest = async (state) => until(`a message that is ${state}`, async () => ((robot) => robot.newest?.state === state && robot)(await admin.get(kPath)))

describe('a unit’s group robot', () => {
  test('is set by the administrator, with the platform’s own address only', async () => {
    assertProblem(await admin.call('GET', kPath), 404, 'not_found')
    const robot = { platform: 'dingtalk', url: kDingtalk, secret: kSecret }
    assertProblem(await dispatcher.call('PUT', kPath, robot), 403, 'forbidden')
    assertProblem(await handler.call('GET', kPath), 403, 'forbidden')
    for (const url of ['http://127.0.0.1:1/robot/send?access_token=a', 'https://oapi.dingtalk.com.example.cn/robot/send?access_token=a', `${kDingtalk}&x=1`]) {
      const problem = assertProblem(await admin.call('PUT', kPath, { ...robot, url }), 400, 'bad_request')
      assert.equal(problem.field, 'url')
      assert.match(problem.detail, /oapi\.dingtalk\.com/)
    }
    assert.equal(assertProblem(await admin.call('PUT', kPath, { ...robot, platform: 'telegram' }), 400, 'bad_request').field, 'platform')
    assertProblem(await admin.call('PUT', '/api/v1/units/nowhere/robot', robot), 404, 'not_found')
    assert.equal((await admin.call('PUT', kPath, robot)).status, 200)
    const text = JSON.stringify(await admin.get(kPath))
    assert.ok(!text.includes('abcdef') && !text.includes(kSecret))
    const stored = JSON.stringify(sql(site, 'select * from unit_robot'))
    assert.ok(!stored.includes('abcdef') && !stored.includes(kSecret), 'sealed in the record')
  })

  test('gets a test message, signed', async () => {
    assert.equal((await admin.call('POST', `${kPath}/test`)).status, 200)
    await newest('sent')
    assert.equal(posts.length, 1)
    const { url, body } = posts[0]
    assert.equal(url.pathname, '/robot/send')
    assert.equal(url.searchParams.get('access_token'), 'abcdef0123456789')
    const timestamp = url.searchParams.get('timestamp')
    assert.ok(Math.abs(Number(timestamp) - Date.now()) < kHourMs / 60)
    assert.equal(url.searchParams.get('sign'), createHmac('sha256', kSecret).update(`${timestamp}\n${kSecret}`).digest('base64'))
    assert.match(body.text.content, /测试/)
  })

  test('keeps address and secret where only the switch is changed', async () => {
    assert.equal((await admin.call('PUT', kPath, { platform: 'dingtalk', active: false })).body.active, false)
    const robot = (await admin.call('PUT', kPath, { platform: 'dingtalk', active: true })).body
    assert.deepEqual({ active: robot.active, has_secret: robot.has_secret }, { active: true, has_secret: true })
    assert.equal(assertProblem(await admin.call('PUT', kPath, { platform: 'feishu' }), 400, 'bad_request').field, 'url')
  })
})

describe('a reminder to the group', () => {
  test('names number, masked subject and date, once', async () => {
    posts.length = 0
    const { number } = await assigned(admin, 'cjzx', { subject: '王小明的路灯坏了13812345678', text: '银春路的路灯坏了', name: '王小明', contact: '13812345678' })
    sql(site, `update ticket set final_due = ${Date.now() - 30 * 24 * kHourMs} where number = '${number}';
               update alarm set since = 0, at = 0 where ticket = (select id from ticket where number = '${number}')`)
    await until('the rungs to be gathered', () => sql(site, `select count(*) as n from robot_line l join ticket t on t.id = l.ticket where t.number = '${number}'`)[0].n > 0)
    await until('the message to be sent', () => {
      sql(site, `update robot_message set next_at = 0 where state = 'waiting'`)
      return posts.length > 0
    })
    const { content } = posts[0].body.text
    assert.ok(content.includes(number))
    assert.ok(!content.includes('13812345678') && !content.includes('王小明'), content)
    await newest('sent')
    assert.equal(posts.length, 1)
  })

  test('is kept while the platform is down, and sent when it is back', async () => {
    posts.length = 0
    answer = { status: 503, body: 'busy' }
    await admin.call('POST', `${kPath}/test`)
    await until('a first try', () => posts.length === 1)
    await newest('waiting')
    answer = { status: 200, body: '{"errcode":0}' }
    sql(site, `update robot_message set next_at = 0 where state = 'waiting'`)
    await newest('sent')
    assert.equal(posts.length, 2)
    assert.equal(posts[0].body.msgUuid, posts[1].body.msgUuid)
  })

  test('that the platform refuses is shown to the office, and sent again when a person says so', async () => {
    answer = { status: 200, body: '{"errcode":310000,"errmsg":"sign not match"}' }
    await admin.call('POST', `${kPath}/test`)
    const robot = await newest('failed')
    assert.equal(robot.failed, 1)
    assert.match(robot.newest.detail, /310000/)
    const [notice] = (await dispatcher.get('/api/v1/notices')).items.filter(({ rung }) => rung === 'robot_failed')
    assert.match(notice.subject, /310000/)
    answer = { status: 200, body: '{"errcode":0}' }
    assert.equal((await dispatcher.call('POST', `${kPath}/resend`)).status, 200)
    await newest('sent')
    assert.equal((await admin.call('DELETE', kPath)).status, 204)
    assertProblem(await admin.call('DELETE', kPath), 404, 'not_found')
  })
})
