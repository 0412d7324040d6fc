// The only way to the server: typed calls, the CSRF token, problem+json as ApiProblem. A session that ends in the middle
// of work holds the call, asks for the password and then repeats it, so nothing typed is lost.
import createClient from 'openapi-fetch'
import { serverWord } from '@/language/say'
import type { components, paths } from './schema'

export type Schema = components['schemas']
type Problem = Schema['Problem']

/** Where the server is: the page lies in <root>desk/, whatever the portal puts before it. */
export const serverRoot = new URL('../', document.baseURI).href.replace(/\/$/, '')

export class ApiProblem extends Error {
  readonly status: number
  readonly code: string
  readonly field: string
  readonly detail: string
  readonly requestId: string
  readonly retryAfterSeconds: number
  /** Of a refused move: what the ticket allows now, and to whom. */
  readonly moves: NonNullable<Problem['moves']>
  /** Of a text that lost against another's: both, and the version to go on with. */
  readonly conflict: Problem['conflict'] | null

  constructor(problem: Partial<Problem>, retryAfterSeconds = 0) {
    super(serverWord(problem.title ?? '') || '服务器没有说明原因，请稍后再试。')
    this.status = problem.status ?? 0
    this.code = problem.code ?? 'unknown'
    this.field = problem.field ?? ''
    this.detail = serverWord(problem.detail ?? '')
    this.requestId = problem.request_id ?? ''
    this.retryAfterSeconds = retryAfterSeconds
    this.moves = problem.moves ?? []
    this.conflict = problem.conflict ?? null
  }
}

interface SessionGate {
  csrfToken: () => string
  /** Resolves when somebody has logged in again. */
  logInAgain: () => Promise<void>
  /** Reads the session anew: its token was replaced. */
  refresh: () => Promise<void>
}

let gate: SessionGate = {
  csrfToken: () => '',
  logInAgain: () => Promise.reject(new ApiProblem({ status: 401, code: 'unauthenticated', title: '请先登录。' })),
  refresh: () => Promise.resolve(),
}

export function guardWith(next: SessionGate) {
  gate = next
}

function withToken(request: Request): Request {
  if (request.method !== 'GET') request.headers.set('X-CSRF-Token', gate.csrfToken())
  return request
}

async function reach(request: Request): Promise<Response> {
  try {
    return await fetch(withToken(request))
  } catch {
    throw new ApiProblem({ code: 'network', title: '连不上服务器，请检查网络后再试。已输入的内容仍保留在本页。' })
  }
}

async function codeOf(response: Response): Promise<string> {
  try {
    return ((await response.clone().json()) as Problem).code
  } catch {
    return ''
  }
}

async function send(request: Request): Promise<Response> {
  const again = request.clone()
  const response = await reach(request)
  if (response.status === 401 && !isPublicCall(request.url)) {
    await gate.logInAgain()
    return reach(again)
  }
  if (response.status === 403) {
    const code = await codeOf(response)
    if (code !== 'bad_csrf_token' && code !== 'second_factor_to_set_up') return response
    await gate.refresh()
    if (code === 'second_factor_to_set_up') await gate.logInAgain()
    return reach(again)
  }
  return response
}

const isPublicCall = (url: string) => /\/api\/v1\/(session(\/code)?|setup\/password)$/.test(new URL(url).pathname)

export const api = createClient<paths>({ baseUrl: serverRoot, fetch: send })

interface Answer<T> {
  data?: T
  error?: unknown
  response: Response
}

/** The answer's body; throws ApiProblem for everything that is not 2xx. */
export async function ask<T>(call: Promise<Answer<T>>): Promise<T> {
  let answer: Answer<T>
  try {
    answer = await call
  } catch (failure) {
    if (failure instanceof ApiProblem) throw failure
    throw new ApiProblem({ code: 'unreadable', title: '服务器的回答读不懂，请刷新页面再试。' })
  }
  if (answer.response.ok) return answer.data as T
  const problem = (typeof answer.error === 'object' && answer.error ? answer.error : {}) as Partial<Problem>
  const retryAfter = Number(answer.response.headers.get('Retry-After') ?? 0)
  throw new ApiProblem({ ...problem, status: answer.response.status, title: problem.title || plainTitle(answer.response.status) }, retryAfter || 0)
}

function plainTitle(status: number): string {
  if (status === 404) return '没有找到，可能已被移走，或者不在您的权限范围内。'
  if (status === 403) return '您的角色不能做这一步。'
  if (status === 413) return '内容太大，请删减后再试。'
  if (status === 503) return '服务器正忙，请过一会儿再试。'
  return `服务器出错（${status}），请稍后再试。`
}

type AnyMove = '/api/v1/tickets/{number}/accept'

/** A move of the table; what its body must be is held to openapi.json by a test, not by the compiler. */
export const makeMove = (number: string, path: string, body: Record<string, unknown>) =>
  ask(api.POST(`/api/v1/tickets/{number}/${path}` as AnyMove, { params: { path: { number } }, body: body as unknown as Schema['VersionOnly'] }))

export const attachmentAddress = (number: string, sha256: string) =>
  `${serverRoot}/api/v1/tickets/${encodeURIComponent(number)}/attachments/${encodeURIComponent(sha256)}`
