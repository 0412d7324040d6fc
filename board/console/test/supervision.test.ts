import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

const sent: [string, string, Record<string, unknown>][] = []
let refuse: Record<string, string> = {}
let answer: string | null = null
const said: string[] = []
vi.mock('@/api/client', async () => {
  const { ApiProblem } = await import('./api_problem')
  return {
    ApiProblem,
    makeMove: (number: string, path: string, body: Record<string, unknown>) => {
      sent.push([number, path, body])
      return refuse[number] ? Promise.reject(new ApiProblem({ code: refuse[number]!, title: '不行。' })) : Promise.resolve({ version: 9 })
    },
  }
})
vi.mock('@/session', () => ({ hasRole: () => true }))
vi.mock('@/shell/clock', async () => ({ now: (await import('vue')).ref(Date.now()) }))
vi.mock('@/shell/notice', () => ({ problemText: (failure: Error) => failure.message, told: (words: string) => said.push(words), warned: (words: string) => said.push(words) }))
const asked: string[][] = []
vi.mock('../src/dashboard/supervise_reason', () => ({ askReason: async (...words: string[]) => (asked.push(words), answer) }))
import { ApiProblem } from '../src/api/client'
import { justSupervised, keepSupervised } from '../src/dashboard/just_supervised'
import { kGraceSeconds, kReason, useSupervision } from '../src/dashboard/use_supervision'
import type { TicketRow } from '../src/desk/use_queue'
import { now } from '../src/shell/clock'

let turn = 0
/** Numbers that no other test has: what was supervised is remembered. */
const rowsNamed = (...names: string[]) => names.map((name) => ({ number: `${name}${turn}`, subject: name, excerpt: '', version: 3, unit: 'cjzx' }) as TicketRow)
const done = vi.fn()
const at = (rows: TicketRow[], rowsOf = async () => rows) => useSupervision({ what: () => `规建办 超期的 ${rows.length} 件`, rowsOf, done })
const pass = (seconds: number) => vi.advanceTimersByTimeAsync(seconds * 1000)

beforeEach(() => {
  vi.useFakeTimers()
  turn += 1
  sent.length = said.length = asked.length = 0
  refuse = {}
  answer = null
  done.mockClear()
})
afterEach(() => vi.useRealTimers())

describe('supervising by one press', () => {
  it('says what it is about to do, and does it for all when the time is out', async () => {
    const rows = rowsNamed('A', 'B', 'C')
    const one = at(rows)
    one.press()
    expect(one.words.value).toBe('8 秒后督办 规建办 超期的 3 件：“超期未答复，请今天办理并说明原因。”')
    await pass(kGraceSeconds - 1)
    expect(sent).toEqual([])
    await pass(1)
    expect(sent).toEqual(rows.map(({ number }) => [number, 'supervise', { version: 3, reason: kReason }]))
    expect([one.stage.value, one.done.value, done.mock.calls.length]).toEqual(['over', 3, 1])
    expect(rows.every(({ number }) => justSupervised(number))).toBe(true)
  })

  it('is not hurried by a second press', async () => {
    const one = at(rowsNamed('A'))
    one.press()
    await pass(5)
    one.press()
    expect([one.grace.left.value, sent.length]).toEqual([3, 0])
    one.takeBack()
  })

  it('is taken back, and then nothing goes', async () => {
    const one = at(rowsNamed('A'))
    one.press()
    await pass(7)
    one.takeBack()
    await pass(60)
    expect([one.stage.value, sent.length]).toEqual(['idle', 0])
  })

  it('goes at once where that is wished', async () => {
    const one = at(rowsNamed('A'))
    one.press()
    await one.send()
    await pass(60)
    expect(sent.length).toBe(1)
  })

  it('asks for other words with those that it would have sent; without an answer the time begins anew', async () => {
    const one = at(rowsNamed('A'))
    one.press()
    await pass(7)
    await one.reword()
    expect(asked).toEqual([['督办 规建办 超期的 1 件', kReason]])
    expect([one.stage.value, one.grace.left.value]).toEqual(['waiting', kGraceSeconds])
    answer = '明天上午开会，请带材料。'
    await one.reword()
    expect(sent.map(([, , body]) => body.reason)).toEqual(['明天上午开会，请带材料。'])
  })

  it('tells of each that was refused, and goes on with the others', async () => {
    const rows = rowsNamed('A', 'B', 'C')
    refuse = { [rows[1]!.number]: 'version_conflict' }
    const one = at(rows)
    one.press()
    await pass(kGraceSeconds)
    expect(one.results.value.map(({ done: isDone }) => isDone)).toEqual([true, false, true])
    expect(one.refused.value[0]!.refusal).toMatch(/刚有变化/)
    expect(justSupervised(rows[1]!.number)).toBe(false)
  })

  it('says so where the tickets could not be read, and may be pressed again', async () => {
    const rows = rowsNamed('A')
    let fails = true
    const one = at(rows, async () => {
      if (fails) throw new ApiProblem({ code: 'network', title: '连不上服务器。' })
      return rows
    })
    one.press()
    await pass(kGraceSeconds)
    expect([one.problem.value?.message, one.busy.value, done.mock.calls.length]).toEqual(['连不上服务器。', false, 0])
    fails = false
    one.press()
    await pass(kGraceSeconds)
    expect([one.problem.value, one.done.value]).toEqual([null, 1])
  })

  it('leaves out what was supervised a moment ago', async () => {
    const rows = rowsNamed('A', 'B')
    keepSupervised(rows[0]!.number)
    const one = at(rows)
    one.press()
    await pass(kGraceSeconds)
    expect(sent.map(([number]) => number)).toEqual([rows[1]!.number])
  })

  it('sends nothing once the page is left, and says so', async () => {
    const one = at(rowsNamed('A'))
    one.press()
    await pass(7)
    const words: string[] = []
    one.leave((text) => words.push(text))
    await pass(60)
    expect(sent).toEqual([])
    expect(words).toEqual(['没有督办 规建办 超期的 1 件：还没到时间就离开了。'])
  })

  it('sends nothing from a dialog that outlives its page', async () => {
    const one = at(rowsNamed('A'))
    one.press()
    answer = '请办。'
    const asking = one.reword()
    one.leave(() => {})
    await asking
    expect(sent).toEqual([])
  })

  it('finishes what had begun, and tells of it elsewhere', async () => {
    const rows = rowsNamed('A', 'B')
    refuse = { [rows[1]!.number]: 'move_not_allowed' }
    const one = at(rows)
    one.press()
    const sending = one.send()
    one.leave((text) => said.push(text))
    await sending
    expect(sent.length).toBe(2)
    expect(said).toEqual(['已督办 1 件', '督办 规建办 超期的 2 件，有没有成功的，请核对。'])
  })
})

describe('what was supervised a moment ago', () => {
  it('may be supervised again when the moment is over', () => {
    keepSupervised('unit cjzx')
    expect(justSupervised('unit cjzx')).toBe(true)
    now.value = Date.now() + 11 * 60_000
    expect(justSupervised('unit cjzx')).toBe(false)
    now.value = Date.now()
  })
})
