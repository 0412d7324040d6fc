// Logging in with a second factor, over a page whose session has ended too; and inside an app, where a notice opens the ticket
// in one tap.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { codeOf, steadyStep } from '../functional/one_time_codes.mjs'
import { authorised, startStaffPlatforms } from '../functional/staff_platforms.mjs'
import { desktop, goTo, logIn, openPage, overflows, phone, startBrowser } from './browser.mjs'
import { assigned, kPassword, staffedTown, until } from './people.mjs'
import { startSite } from './site.mjs'

const screens = process.env.SCREENS
const kWecomAgent = 'Mozilla/5.0 (iPhone; CPU iPhone OS 16_0 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 wxwork/4.1.20 MicroMessenger/7.0.1'
let site, town, browser, api
before(async () => {
  site = await startSite()
  town = await staffedTown(site, { review: false })
  api = await startStaffPlatforms()
  browser = await startBrowser()
})
after(async () => {
  await browser?.close()
  await site?.stop()
  await api?.close()
})

const picture = async (page, name) => screens && (await page.screenshot({ path: `${screens}/login_${name}.png`, animations: 'disabled' }))
const hired = (login, name, roles = ['handler']) => town.admin.call('POST', '/api/v1/staff', { login, name, unit: town.unit.code, roles, password: kPassword })

/** Sets the second factor up on the page: {secret, codes}. */
async function setUp(page, name) {
  await page.fill('.factor-setup input[name=password]', 'not the password')
  await page.click('text=下一步 >> visible=true')
  await page.waitForSelector('text=密码不正确')
  assert.equal(await page.inputValue('.factor-setup input[name=password]'), 'not the password')
  await page.fill('.factor-setup input[name=password]', kPassword)
  await page.click('text=下一步 >> visible=true')
  await page.waitForSelector('[data-secret]')
  await picture(page, `${name}_setup`)
  assert.equal(await overflows(page), false)
  const secret = (await page.textContent('[data-secret]')).replaceAll(' ', '').trim()
  await steadyStep(8_000)
  await page.fill('input[name=code]', codeOf(secret, -1))
  await page.click('text=开启两步验证 >> visible=true')
  await page.waitForSelector('.recovery-codes')
  await picture(page, `${name}_recovery`)
  const codes = await page.$$eval('.recovery-codes li', (items) => items.map((item) => item.textContent))
  assert.equal(codes.length, 10)
  await page.click('text=我已经保存好了')
  await page.click('.recovery >> text=完成')
  return { secret, codes }
}

test('the second factor is turned on in the own account, asked for at the next login, and over a page that ended too', async () => {
  await hired('lu', '陆工')
  const page = await openPage(browser, desktop)
  await logIn(page, site, 'lu', kPassword)
  await page.click('.bar-user')
  await page.click('text=我的账号')
  await page.click('.account-factor >> text=开启两步验证')
  const { secret, codes } = await setUp(page, 'account')
  await page.waitForSelector('text=已开启')
  await picture(page, 'account')

  const next = await openPage(browser, phone)
  await next.goto(`${site.url}/desk/`)
  await next.fill('input[name=login]', 'lu')
  await next.fill('input[name=password]', kPassword)
  await next.click('button[type=submit]')
  await next.waitForSelector('input[name=code]')
  await picture(next, 'code')
  await next.fill('input[name=code]', '000000')
  await next.waitForSelector('text=验证码不正确')
  // Six digits need no button.
  await next.fill('input[name=code]', codeOf(secret))
  await next.waitForSelector('.frame')
  assert.equal(await overflows(next), false)

  const receipt = await assigned(site, town.admin, town.unit, { subject: '路灯', text: '路灯不亮' })
  await goTo(page, site, `/t/${receipt.number}`)
  await page.waitForSelector('.ticket-head, .ticket-pane')
  const changed = 'another right horse'
  await town.admin.call('PATCH', '/api/v1/staff/lu', { password: changed })
  await page.waitForSelector('text=登录已过期')
  await page.fill('.el-dialog input[name=password]', changed)
  await page.click('.el-dialog button[type=submit]')
  await page.click('.el-dialog >> text=用恢复码')
  await page.fill('.el-dialog input[name=code]', codes[0])
  await picture(page, 'overlay_code')
  await page.click('.el-dialog button[type=submit]')
  await page.waitForSelector('text=登录已过期', { state: 'hidden' })
  assert.deepEqual(page.faults, [])
  assert.deepEqual(next.faults, [])
})

test('a role that must have it sets it up before anything else', async () => {
  const page = await openPage(browser, phone)
  const admin = await openPage(browser, desktop)
  await logIn(admin, site, 'zhou', kPassword)
  await goTo(admin, site, '/admin/login')
  await admin.click('.el-checkbox >> text=审核人')
  await admin.click('text=保存')
  await admin.waitForSelector('text=已保存，马上生效')
  await admin.waitForSelector('text=没有开启，要先设置')
  await picture(admin, 'administration')
  await page.goto(`${site.url}/desk/`)
  await page.fill('input[name=login]', 'shen')
  await page.fill('input[name=password]', kPassword)
  await page.click('button[type=submit]')
  await page.waitForSelector('text=您的角色要求两步验证')
  await setUp(page, 'duty')
  await page.waitForSelector('.frame')
  assert.deepEqual(page.faults, [])
  assert.deepEqual(admin.faults, [])
})

test('inside WeCom a notice opens its ticket in one tap; whom nobody knows is told whom to ask', async () => {
  await town.admin.call('POST', '/api/v1/channels', { channel: 'wecom', name: 'town', settings: { corp_id: 'ww5d3f', agent_id: '1000012', api_base: api.url }, secrets: { app_secret: 's3cret' } })
  await town.admin.call('PUT', '/api/v1/settings/login', { second_factor_roles: [], ways: ['wecom/town'] })
  await town.admin.call('PUT', '/api/v1/staff/gong/identities/wecom/town', { subject: 'WangGong' })
  const { number } = await assigned(site, town.admin, town.unit, { subject: '井盖松动', text: '井盖松动，请处理。' })
  const opened = async (userid) => {
    const context = await browser.newContext({ viewport: phone, userAgent: kWecomAgent, locale: 'zh-CN', hasTouch: true })
    const page = await context.newPage()
    page.setDefaultTimeout(10_000)
    await page.route('https://open.weixin.qq.com/**', (route) => route.fulfill({ status: 302, headers: { Location: authorised(api, route.request().url(), { userid }) } }))
    await page.goto(`${site.url}/desk/#/t/${number}`)
    return page
  }
  const page = await opened('WangGong')
  await page.waitForSelector('text=井盖松动，请处理。 >> visible=true')
  await until('the ticket', async () => page.url().endsWith(number))
  await picture(page, 'wecom_ticket')
  assert.equal(await overflows(page), false)
  const stranger = await opened('Nobody')
  await stranger.waitForSelector('text=还没有您的账号')
  await stranger.waitForSelector('text=Nobody')
  await picture(stranger, 'wecom_unknown')
  await stranger.click('text=用登录名和密码登录')
  await stranger.waitForSelector('input[name=password]')
  await stranger.waitForSelector('text=用企业微信登录')
  await picture(stranger, 'wecom_password')
})
