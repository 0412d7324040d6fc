// Ways to log in beside the password: by the app one is in (企业微信, 钉钉, 飞书), or by the town's provider.
import { api, ask } from '@/api/client'
import type { LoginWay } from './app_around'

const kTriedKey = 'huiying.login_tried'

/** Private windows may refuse to remember. */
export function triedAt(): number {
  try {
    return Number(sessionStorage.getItem(kTriedKey) ?? 0)
  } catch {
    return Date.now()
  }
}

export function noteTry() {
  try {
    sessionStorage.setItem(kTriedKey, String(Date.now()))
  } catch {
    // Then triedAt() says "just now" and nothing is tried by itself.
  }
}

export const readWays = () => ask(api.GET('/api/v1/session/ways'))

/** Where the browser must go for it; it comes back to `back`, a path of this console. */
export async function addressOf(way: LoginWay, back: string): Promise<string> {
  const { platform, account } = way
  return (await ask(api.POST('/api/v1/session/ways/{platform}/{account}', { params: { path: { platform, account } }, body: { back } }))).address
}

/** The same to say who one is there; the password once more, because that outlives the session. */
export async function bindingAddress(way: LoginWay, back: string, password: string): Promise<string> {
  const { platform, account } = way
  return (await ask(api.POST('/api/v1/account/identities/{platform}/{account}', { params: { path: { platform, account } }, body: { back, password } }))).address
}
