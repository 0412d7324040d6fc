import { beforeEach, describe, expect, it, vi } from 'vitest'

const made: unknown[][] = []
let refuse: Record<string, string> = {}
vi.mock('@/api/client', async () => {
  const { ApiProblem } = await import('./api_problem')
  return {
    ApiProblem,
    makeMove: (number: string, path: string, body: unknown) => {
      made.push([number, path, body])
      return refuse[number] ? Promise.reject(new ApiProblem({ code: refuse[number]!, title: '不行。' })) : Promise.resolve({ version: 9 })
    },
  }
})
vi.mock('@/shell/notice', () => ({ problemText: (failure: Error) => failure.message }))
import { undoAll, undoOf } from '../src/desk/undo'

beforeEach(() => {
  made.length = 0
  refuse = {}
})

describe('taking a move back', () => {
  it('gives a ticket back to the unit that had it, or to nobody', () => {
    expect(undoOf('assign', 'cjzx', { version: 4 })).toEqual({ path: 'assign', body: { unit: 'cjzx', reason: '撤销刚才的转办', version: 4 } })
    expect(undoOf('assign', '', { version: 4 })).toEqual({ path: 'recall', body: { version: 4 } })
  })

  it('ends what was asked of another unit', () => {
    expect(undoOf('ask_assist', 'cjzx', { version: 2 }, { unit: 'zfd' })).toEqual({ path: 'assist/drop', body: { unit: 'zfd', reason: '撤销刚才的请求', version: 2 } })
  })

  it('knows nothing that takes back a signature, a supervision or a reply', () => {
    for (const move of ['sign', 'supervise', 'reply', 'send_approved', 'approve', 'close']) expect(undoOf(move, 'cjzx', { version: 1 })).toBeNull()
  })

  it('goes through all, and says of each what came of it', async () => {
    refuse = { B: 'version_conflict', C: 'forbidden' }
    const undo = { path: 'recall', body: { version: 3 } }
    const told: string[] = []
    const all = await undoAll(['A', 'B', 'C'].map((number) => ({ number, subject: '', undo })), ({ number }) => told.push(number))
    expect(made.map(([number, path]) => `${number} ${path}`)).toEqual(['A recall', 'B recall', 'C recall'])
    expect(told).toEqual(['A', 'B', 'C'])
    expect(all.map(({ refusal }) => refusal)).toEqual(['', '已经有人接着办了，没有撤销。', '不行。'])
  })
})
