import { describe, expect, it, vi } from 'vitest'

vi.mock('@/api/client', async () => {
  const { ApiProblem } = await import('./api_problem')
  return { ApiProblem, makeMove: () => Promise.resolve({ version: 2 }) }
})
vi.mock('@/shell/notice', () => ({ problemText: (failure: Error) => failure.message }))
import { ApiProblem } from '../src/api/client'
import { bulkForms, rangeOf, runBulk } from '../src/desk/bulk'
import type { TicketRow } from '../src/desk/use_queue'

const row = (number: string) => ({ number, subject: `第${number}件`, excerpt: '', version: 1 }) as TicketRow
const rows = ['A', 'B', 'C', 'D'].map(row)

describe('one move on many tickets', () => {
  it('goes through them one after the other and tells each result with its reason', async () => {
    const order: string[] = []
    const told: string[] = []
    const move = async ({ number }: TicketRow) => {
      order.push(`begin ${number}`)
      await Promise.resolve()
      order.push(`end ${number}`)
      if (number === 'B') throw new ApiProblem({ code: 'move_not_allowed', title: '这件来信现在不能这样办。' })
      if (number === 'C') throw new ApiProblem({ code: 'version_conflict', title: '版本不同' })
      return { version: 2 }
    }
    const results = await runBulk(rows, move, ({ number }) => told.push(number), () => false)
    expect(order.slice(0, 4)).toEqual(['begin A', 'end A', 'begin B', 'end B'])
    expect(told).toEqual(['A', 'B', 'C', 'D'])
    expect(results.map(({ done }) => done)).toEqual([true, false, false, true])
    expect(results[1]!.refusal).toBe('这件来信现在不能这样办。')
    expect(results[2]!.refusal).toMatch(/刚有变化/)
  })

  it('knows of each what takes it back', async () => {
    const all = await runBulk([{ ...row('A'), unit: '' }, { ...row('B'), unit: 'cjzx' }], async () => ({ version: 7 }), () => {}, () => false, 'assign')
    expect(all.map(({ undo }) => [undo?.path, undo?.body.version])).toEqual([['recall', 7], ['assign', 7]])
  })

  it('stops when asked, before the next one', async () => {
    let stopped = false
    const results = await runBulk(rows, async ({ number }) => ((stopped = number === 'B'), { version: 2 }), () => {}, () => stopped)
    expect(results.map(({ number }) => number)).toEqual(['A', 'B'])
  })

  it('hides no fault of the page itself', async () => {
    await expect(runBulk(rows, () => Promise.reject(new TypeError('broken')), () => {}, () => false)).rejects.toThrow('broken')
  })

  it('never sends replies', () => {
    expect(bulkForms.map(({ move }) => move)).toEqual(['assign', 'sign', 'supervise'])
  })

  it('selects a stretch in either direction', () => {
    expect(rangeOf(rows, 'B', 'D')).toEqual(['B', 'C', 'D'])
    expect(rangeOf(rows, 'C', 'A')).toEqual(['A', 'B', 'C'])
    expect(rangeOf(rows, 'gone', 'C')).toEqual(['C'])
  })
})
