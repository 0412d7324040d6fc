// Who is logged in, and the overlay that asks again when a session ends.
import { computed, reactive } from 'vue'
import { api, ApiProblem, ask, guardWith, type Schema } from '@/api/client'

export type Role = Schema['Role']
type Session = Schema['Session']

interface SessionState {
  current: Session | null
  /** False until the server has been asked once. */
  known: boolean
  /** Why the server could not be asked. */
  problem: ApiProblem | null
  /** The session ended while the page was in use. */
  ended: boolean
}

export const session = reactive<SessionState>({ current: null, known: false, problem: null, ended: false })

export const staff = computed(() => session.current?.staff ?? null)

export function hasRole(...roles: Role[]): boolean {
  return roles.some((role) => session.current?.staff.roles.includes(role))
}

let waiting: Promise<void> | null = null
let release: (() => void) | null = null

function logInAgain(): Promise<void> {
  session.ended = true
  waiting ??= new Promise<void>((resolve) => (release = resolve))
  return waiting
}

async function refresh() {
  session.current = await ask(api.GET('/api/v1/session'))
}

guardWith({ csrfToken: () => session.current?.csrf_token ?? '', logInAgain, refresh })

/** Asks the server who this is; nobody is an answer too. */
export async function loadSession() {
  session.problem = null
  try {
    await refresh()
  } catch (failure) {
    if (!(failure instanceof ApiProblem)) throw failure
    session.current = null
    if (failure.status !== 401) session.problem = failure
  } finally {
    session.known = true
  }
}

function enter(next: Session) {
  const previous = session.current?.staff.login
  session.current = next
  // Nothing goes on before the second factor is set up; an overlay stays and asks for it.
  if (next.second_factor_to_set_up) return
  session.ended = false
  release?.()
  waiting = release = null
  // Another person's tickets must not stay on the screen.
  if (previous && previous !== next.staff.login) location.reload()
}

export async function logIn(login: string, password: string) {
  enter(await ask(api.POST('/api/v1/session', { body: { login, password } })))
}

/** The second step, where logIn was refused by `second_factor_needed`. */
export async function enterCode(code: string) {
  enter(await ask(api.POST('/api/v1/session/code', { body: { code } })))
}

/** What a role demanded is set up: on with the work. */
export async function secondFactorIsOn() {
  enter(await ask(api.GET('/api/v1/session')))
}

/** Whether there is a session again, begun in another tab. */
export async function lookAgain() {
  try {
    enter(await ask(api.GET('/api/v1/session')))
  } catch (failure) {
    if (!(failure instanceof ApiProblem)) throw failure
  }
}

export async function setFirstPassword(first: Schema['FirstPassword']) {
  enter(await ask(api.POST('/api/v1/setup/password', { body: first })))
}

export async function logOut() {
  try {
    await ask(api.DELETE('/api/v1/session'))
  } catch (failure) {
    if (!(failure instanceof ApiProblem) || failure.status !== 401) throw failure
  }
  session.current = null
  session.ended = false
}
