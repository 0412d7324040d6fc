// One move on many tickets: one after the other, each with the version that the list showed, by the very calls that a single
// ticket's page makes. What was refused is told ticket by ticket, and nothing is tried a second time by itself.
import { ApiProblem, makeMove, type Schema } from '@/api/client'
import { fieldText, problemText } from '@/shell/notice'
import { undoOf, type UndoCall } from './undo'
import type { TicketRow } from './use_queue'

export type BulkMove = 'assign' | 'sign' | 'supervise'

export interface BulkForm {
  move: BulkMove
  name: string
  rule: string
  asks: ('unit' | 'reason')[]
}

/** Never a reply: what goes to a citizen is read ticket by ticket. */
export const bulkForms: BulkForm[] = [
  { move: 'assign', name: '分派', rule: '一件一件交给同一个单位。已有单位的算转办，要写理由；期限不因转办而延长。', asks: ['unit', 'reason'] },
  { move: 'sign', name: '签收', rule: '确认本单位收到了交办。期限从收到来信起算，签收早晚都不影响。', asks: [] },
  { move: 'supervise', name: '督办', rule: '发给每件来信承办单位的负责人，写明同一事由，记入各件的办理经过。', asks: ['reason'] },
]

export interface BulkResult {
  number: string
  subject: string
  done: boolean
  /** Why not. */
  refusal: string
  /** What takes it back, where something does. */
  undo: UndoCall | null
}

export type OneMove = (row: TicketRow) => Promise<Pick<Schema['Moved'], 'version'>>

export const oneMove = (form: BulkForm, values: { unit: string; reason: string }): OneMove => (row) =>
  makeMove(row.number, form.move, {
    version: row.version,
    ...(form.asks.includes('unit') ? { unit: values.unit } : {}),
    ...(form.asks.includes('reason') && values.reason ? { reason: values.reason } : {}),
  })

function refusalOf(failure: ApiProblem): string {
  if (failure.code === 'version_conflict') return '这件来信刚有变化，没有办，请打开核对。'
  // That the request is wrong is the program's word for it; why is the person's.
  return failure.code === 'bad_request' ? fieldText(failure) : problemText(failure)
}

/** `told` hears of each result as it comes; `stopped` is asked before each; `word` says what move it is, for its undo. */
export async function runBulk(rows: TicketRow[], move: OneMove, told: (result: BulkResult) => void, stopped: () => boolean, word = ''): Promise<BulkResult[]> {
  const results: BulkResult[] = []
  for (const row of rows) {
    if (stopped()) break
    const result: BulkResult = { number: row.number, subject: row.subject || row.excerpt, done: true, refusal: '', undo: null }
    try {
      result.undo = undoOf(word, row.unit, await move(row))
    } catch (failure) {
      if (!(failure instanceof ApiProblem)) throw failure
      result.done = false
      result.refusal = refusalOf(failure)
    }
    results.push(result)
    told(result)
  }
  return results
}

/** From the row picked last to this one, both included; only this one where there is no such row. */
export function rangeOf(rows: TicketRow[], from: string, to: string): string[] {
  const numbers = rows.map(({ number }) => number)
  const ends = [numbers.indexOf(from), numbers.indexOf(to)]
  if (ends.includes(-1)) return [to]
  return numbers.slice(Math.min(...ends), Math.max(...ends) + 1)
}
