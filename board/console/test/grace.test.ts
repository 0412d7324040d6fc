import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { useGrace } from '../src/shell/use_grace'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())
const pass = (seconds: number) => vi.advanceTimersByTime(seconds * 1000)

describe('the grace before something is done', () => {
  it('counts down and acts once', () => {
    const act = vi.fn()
    const grace = useGrace(8, act)
    grace.start()
    pass(7)
    expect([grace.left.value, act.mock.calls.length]).toEqual([1, 0])
    pass(60)
    expect([grace.left.value, act.mock.calls.length]).toEqual([0, 1])
  })

  it('stands still while pointer or focus is on it, until both are gone', () => {
    const act = vi.fn()
    const grace = useGrace(8, act)
    grace.start()
    pass(3)
    grace.hold('pointer', true)
    grace.hold('focus', true)
    pass(600)
    grace.hold('pointer', false)
    pass(600)
    expect([grace.left.value, grace.held.value]).toEqual([5, true])
    grace.hold('focus', false)
    pass(5)
    expect(act).toHaveBeenCalledOnce()
  })

  it('is stopped for good, and begins anew with all its seconds', () => {
    const act = vi.fn()
    const grace = useGrace(8, act)
    grace.start()
    pass(5)
    grace.stop()
    pass(60)
    expect(act).not.toHaveBeenCalled()
    grace.start()
    pass(7)
    expect([grace.left.value, act.mock.calls.length]).toEqual([1, 0])
    grace.stop()
  })
})
