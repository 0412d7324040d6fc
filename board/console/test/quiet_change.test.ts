import { describe, expect, it } from 'vitest'
import { isQuietChange, moveThroughQuietChange } from '../src/ticket/quiet_change'
import type { TicketDetail } from '../src/ticket/use_ticket'

const shown = (version: number, more: object = {}) =>
  ({ ticket: { number: '20261126-0001', state: 'handling', version, overdue: false }, messages: [], history: [], draft: { text: '' }, ...more }) as unknown as TicketDetail

const reminded = shown(4, { history: [{ kind: 'reminded' }] })
const signed = shown(4, { ticket: { number: '20261126-0001', state: 'signed', version: 4, overdue: false } })
const conflict = () => Object.assign(new Error('他人已先行修改'), { code: 'version_conflict' })

/** Refuses the first call. */
function refusedOnce(failure: unknown) {
  const calls: number[] = []
  const move = async () => {
    calls.push(1)
    if (calls.length === 1) throw failure
  }
  return { calls, move }
}

describe('a ticket that changed under somebody', () => {
  it('changed quietly when only its history tells of it', () => {
    expect(isQuietChange(shown(3), reminded)).toBe(true)
    expect(isQuietChange(shown(3), signed)).toBe(false)
    expect(isQuietChange(shown(3), shown(4, { messages: [{ text: '还有一件' }] }))).toBe(false)
    expect(isQuietChange(shown(3), shown(4, { draft: { text: '您好' } }))).toBe(false)
  })

  it('is moved all the same after a quiet change, once', async () => {
    const { calls, move } = refusedOnce(conflict())
    await moveThroughQuietChange(shown(3), async () => reminded, move)
    expect(calls.length).toBe(2)
  })

  it('is shown again to who moves it after any other change, and other refusals pass', async () => {
    const first = refusedOnce(conflict())
    await expect(moveThroughQuietChange(shown(3), async () => signed, first.move)).rejects.toMatchObject({ code: 'version_conflict' })
    const overtaken = refusedOnce(conflict())
    await expect(moveThroughQuietChange(shown(3), async () => null, overtaken.move)).rejects.toMatchObject({ code: 'version_conflict' })
    const other = refusedOnce(Object.assign(new Error('超出本镇规定'), { code: 'extension_over_cap' }))
    await expect(moveThroughQuietChange(shown(3), async () => reminded, other.move)).rejects.toMatchObject({ code: 'extension_over_cap' })
    expect([first.calls.length, overtaken.calls.length, other.calls.length]).toEqual([1, 1, 1])
  })
})
