// Inside which platform's app the page is shown, and which ways to log in go there.
import type { Schema } from '@/api/client'

export type LoginWay = Schema['LoginWay']

/** A way that did not let somebody in is not tried by itself again for so long. */
const kPauseMs = 60_000

/** The platform inside whose app the page is shown; '' for an ordinary browser. */
export function appAround(agent: string): string {
  if (/wxwork/i.test(agent)) return 'wecom'
  if (/dingtalk/i.test(agent)) return 'dingtalk'
  return /lark|feishu/i.test(agent) ? 'feishu' : ''
}

/** WeCom knows people only inside its own app; the others show a page of theirs in any browser. */
export const isUsable = (way: LoginWay, around: string) => (around ? way.platform === around || way.platform === 'oidc' : way.platform !== 'wecom')

/** The way to take without asking, once in a while. */
export function wayToTry(ways: LoginWay[], around: string, triedAt: number, now: number): LoginWay | undefined {
  if (!around || now - triedAt < kPauseMs) return undefined
  return ways.find((way) => way.platform === around)
}
