// Moves that another move takes back: which one, and with what. An undo is a move like any other, kept in the history, and it is
// made with the version that the first one left: whatever anybody did since then wins.
import { ApiProblem, makeMove, type Schema } from '@/api/client'
import { verbatim } from '@/language/say'
import { problemText } from '@/shell/notice'

/** How long it is offered. */
export const kUndoMs = 120_000

export interface UndoCall {
  path: string
  body: Record<string, unknown>
}

export interface Undone {
  number: string
  subject: string
  done: boolean
  /** Why not. */
  refusal: string
}

type Values = Record<string, unknown>

const kReverse: Record<string, (unitBefore: string, values: Values) => UndoCall> = {
  // Where it had no unit it waits for one again, as long as nobody there has begun.
  assign: (unitBefore) => (unitBefore === '' ? { path: 'recall', body: {} } : { path: 'assign', body: { unit: unitBefore, reason: verbatim('撤销刚才的转办') } }),
  merge: () => ({ path: 'unmerge', body: {} }),
  ask_assist: (_, { unit }) => ({ path: 'assist/drop', body: { unit, reason: verbatim('撤销刚才的请求') } }),
}

/** null: nothing takes that back (a signature, a word to somebody, a reply). */
export function undoOf(move: string, unitBefore: string, moved: Pick<Schema['Moved'], 'version'>, values: Values = {}): UndoCall | null {
  const reverse = kReverse[move]
  if (!reverse) return null
  const call = reverse(unitBefore, values)
  return { ...call, body: { ...call.body, version: moved.version } }
}

function refusalOf(failure: unknown): string {
  if (!(failure instanceof ApiProblem)) throw failure
  return ['version_conflict', 'move_not_allowed', 'not_found'].includes(failure.code) ? '已经有人接着办了，没有撤销。' : problemText(failure)
}

/** One after the other; `told` hears of each as it comes. */
export async function undoAll(moves: { number: string; subject: string; undo: UndoCall }[], told: (undone: Undone) => void): Promise<Undone[]> {
  const all: Undone[] = []
  for (const { number, subject, undo } of moves) {
    const undone: Undone = { number, subject, done: true, refusal: '' }
    try {
      await makeMove(number, undo.path, undo.body)
    } catch (failure) {
      undone.done = false
      undone.refusal = refusalOf(failure)
    }
    all.push(undone)
    told(undone)
  }
  return all
}
