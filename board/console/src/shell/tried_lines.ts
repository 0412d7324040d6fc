// What becomes of the lines of a file that is brought: in words, and what may be taken.

export type LineResult = 'added' | 'changed' | 'unchanged' | 'there' | 'refused'
export interface TriedLine {
  line: number
  result: LineResult
}
export interface TriedReport<Line extends TriedLine = TriedLine> {
  written: boolean
  added: number
  changed: number
  unchanged: number
  there: number
  refused: number
  lines: Line[]
}

const kTried: Record<LineResult, string> = { added: '会新增', changed: '会更新', unchanged: '没有变化', there: '已有', refused: '不能导入' }
const kDone: Partial<Record<LineResult, string>> = { added: '已新增', changed: '已更新' }
/** What needs a look first. */
const kOrder: Record<LineResult, number> = { refused: 0, there: 1, changed: 2, added: 3, unchanged: 4 }

export const resultWord = (result: LineResult, written: boolean) => (written && kDone[result]) || kTried[result]
export const inOrder = <Line extends TriedLine>(lines: Line[]) => [...lines].sort((a, b) => kOrder[a.result] - kOrder[b.result] || a.line - b.line)
export const takenOf = (report: TriedReport | null) => (report ? report.added + report.changed : 0)
/** Nothing to take, or not all while all or none is wanted. */
export const isBlocked = (report: TriedReport | null, allOrNone: boolean) => takenOf(report) === 0 || (allOrNone && report!.refused + report!.there > 0)
