import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ApiProblem } from '../src/api/client'
import { CopyKeeper, kLongestMs, kPauseMs, kRetryMs } from '../src/ticket/copy_keeper'

// The client asks the page where the server is.
vi.hoisted(() => vi.stubGlobal('document', { baseURI: 'http://127.0.0.1/desk/' }))

let sent: string[]
let states: string[]
let refuse: ApiProblem | null
let answer: (() => void) | null

function keeper({ isThere = false, slow = false } = {}) {
  return new CopyKeeper(
    {
      put: async (text, leaving) => {
        sent.push(leaving ? `${text} (leaving)` : text)
        if (slow) await new Promise<void>((resolve) => (answer = resolve))
        if (refuse) throw refuse
        return '2026-11-25T12:03:00+08:00'
      },
      drop: async () => void sent.push('(drop)'),
      changed: (state, told) => states.push(told ? `${state} ${told}` : state),
      kept: () => {},
    },
    isThere,
  )
}

beforeEach(() => {
  vi.useFakeTimers()
  sent = []
  states = []
  refuse = answer = null
})
afterEach(() => vi.useRealTimers())

describe('what is being written', () => {
  it('is sent a moment after the last key, once', async () => {
    const kept = keeper()
    kept.typed('您')
    await vi.advanceTimersByTimeAsync(kPauseMs - 1)
    kept.typed('您好')
    await vi.advanceTimersByTimeAsync(kPauseMs - 1)
    expect(sent).toEqual([])
    await vi.advanceTimersByTimeAsync(1)
    expect(sent).toEqual(['您好'])
    expect(states.at(-1)).toBe('kept 2026-11-25T12:03:00+08:00')
  })

  it('is sent from time to time while somebody never pauses', async () => {
    const kept = keeper()
    for (let at = 0; at < kLongestMs + 1_000; at += 500) {
      kept.typed(`字${at}`)
      await vi.advanceTimersByTimeAsync(500)
    }
    expect(sent.length).toBe(1)
  })

  it('is sent at once when the field or the page is left', async () => {
    const kept = keeper()
    kept.typed('甲')
    await kept.flush()
    kept.typed('乙')
    void kept.flush(true)
    expect(sent).toEqual(['甲', '乙 (leaving)'])
    await kept.flush()
    await vi.advanceTimersByTimeAsync(kLongestMs)
    expect(sent.length).toBe(2)
  })

  it('is sent in turn, the later text last', async () => {
    const kept = keeper({ slow: true })
    kept.typed('甲')
    void kept.flush()
    await vi.advanceTimersByTimeAsync(0)
    kept.typed('乙')
    void kept.flush()
    await vi.advanceTimersByTimeAsync(0)
    expect(sent).toEqual(['甲'])
    answer!()
    await vi.advanceTimersByTimeAsync(0)
    expect(sent).toEqual(['甲', '乙'])
  })

  it('is tried again while the server is away, with what was typed since', async () => {
    const kept = keeper()
    refuse = new ApiProblem({ code: 'network' })
    kept.typed('甲')
    await kept.flush()
    expect(states.at(-1)).toBe('unreachable')
    await vi.advanceTimersByTimeAsync(kRetryMs)
    expect(sent).toEqual(['甲', '甲'])
    refuse = null
    kept.typed('甲乙')
    await vi.advanceTimersByTimeAsync(kRetryMs)
    expect(sent.at(-1)).toBe('甲乙')
    expect(states.at(-1)).toMatch(/^kept/)
  })

  it('is not tried again when the server does not want it', async () => {
    const kept = keeper()
    refuse = new ApiProblem({ code: 'text_too_long', status: 422, title: '内容过长' })
    kept.typed('甲')
    await kept.flush()
    await vi.advanceTimersByTimeAsync(kLongestMs * 2)
    expect(sent).toEqual(['甲'])
    expect(states.at(-1)).toBe('refused 内容过长')
  })
})

describe('the copy on the server', () => {
  it('is dropped after what is on its way, when nothing is to be kept', async () => {
    const kept = keeper({ slow: true })
    kept.typed('甲')
    void kept.flush()
    await vi.advanceTimersByTimeAsync(0)
    kept.typed('甲乙')
    kept.forget()
    expect(sent).toEqual(['甲'])
    answer!()
    await vi.advanceTimersByTimeAsync(kLongestMs)
    expect(sent).toEqual(['甲', '(drop)'])
  })

  it('is left alone where there is none, or where it went out with a move', async () => {
    keeper().forget()
    const there = keeper({ isThere: true })
    there.dropped()
    there.forget()
    await vi.advanceTimersByTimeAsync(0)
    expect(sent).toEqual([])
  })
})
