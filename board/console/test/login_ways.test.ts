import { describe, expect, test } from 'vitest'
import { authenticatorAddress } from '@/account/authenticator'
import { loginProblem } from '@/shell/login_problem'
import { appAround, isUsable, wayToTry } from '@/shell/app_around'

const wecom = { platform: 'wecom', account: 'main', title: '企业微信' }
const feishu = { platform: 'feishu', account: 'main', title: '飞书' }
const oidc = { platform: 'oidc', account: 'main', title: '统一身份认证' }

describe('the app around the page', () => {
  test('is known by what its browser says', () => {
    expect(appAround('Mozilla/5.0 (iPhone) MicroMessenger/7.0.1 wxwork/4.1.0')).toBe('wecom')
    expect(appAround('Mozilla/5.0 (Linux; Android 13) AliApp(DingTalk/7.0.10)')).toBe('dingtalk')
    expect(appAround('Mozilla/5.0 (Macintosh) Lark/7.3 LarkLocale/zh_CN')).toBe('feishu')
    expect(appAround('Mozilla/5.0 (iPhone) MicroMessenger/8.0')).toBe('')
    expect(appAround('Mozilla/5.0 (X11; Linux x86_64) Chrome/120')).toBe('')
  })

  test('is tried by itself, once a minute, and no other is', () => {
    const ways = [feishu, wecom, oidc]
    expect(wayToTry(ways, 'wecom', 0, 100_000)).toBe(wecom)
    expect(wayToTry(ways, 'wecom', 50_000, 100_000)).toBeUndefined()
    expect(wayToTry(ways, 'dingtalk', 0, 100_000)).toBeUndefined()
    expect(wayToTry(ways, '', 0, 100_000)).toBeUndefined()
  })

  test('says which ways can be used', () => {
    expect([wecom, feishu, oidc].filter((way) => isUsable(way, ''))).toEqual([feishu, oidc])
    expect([wecom, feishu, oidc].filter((way) => isUsable(way, 'wecom'))).toEqual([wecom, oidc])
  })
})

describe('why a login failed', () => {
  test('is said for every code, and whom to ask where somebody must act', () => {
    for (const why of ['unknown_person', 'switched_off', 'taken', 'refused', 'untrusted']) expect(loginProblem(why, '飞书').asks).toBe(true)
    expect(loginProblem('provider_down', '飞书').title).toContain('飞书')
    expect(loginProblem('<script>', '').title).toBe('没有登录成功')
  })
})

describe('the address for an authenticator', () => {
  test('names service and person, whatever letters they have', () => {
    const address = new URL(authenticatorAddress('ABCD', '马桥镇:回应', 'wang'))
    expect(address.protocol).toBe('otpauth:')
    expect(address.searchParams.get('secret')).toBe('ABCD')
    expect(address.searchParams.get('issuer')).toBe('马桥镇：回应')
    expect(decodeURIComponent(address.pathname)).toContain('马桥镇：回应:wang')
  })
})
