// Two texts beside each other, line by line, with what differs inside a line marked: what a person sees who has to choose.
import { diffArrays, diffChars } from 'diff'

export interface Piece {
  text: string
  changed: boolean
}
export interface DiffRow {
  /** null: the line is only on the other side. */
  left: Piece[] | null
  right: Piece[] | null
  same: boolean
}

/** Lines that share less than this are told as two different lines. */
const kAlike = 0.3
const kPatienceMs = 100

const whole = (text: string, changed: boolean): Piece[] => [{ text, changed }]

function pair(left: string, right: string): DiffRow {
  const changes = diffChars(left, right, { timeout: kPatienceMs })
  const shared = (changes ?? []).filter(({ added, removed }) => !added && !removed).reduce((sum, { value }) => sum + value.length, 0)
  if (!changes || shared < kAlike * Math.max(left.length, right.length)) return { left: whole(left, true), right: whole(right, true), same: false }
  const side = (skipped: 'added' | 'removed') =>
    changes.filter((change) => !change[skipped]).map(({ value, added, removed }) => ({ text: value, changed: added || removed }))
  return { left: side('added'), right: side('removed'), same: false }
}

function changedRows(removed: string[], added: string[]): DiffRow[] {
  return Array.from({ length: Math.max(removed.length, added.length) }, (_, index) => {
    const left = removed[index]
    const right = added[index]
    if (left !== undefined && right !== undefined) return pair(left, right)
    return { left: left === undefined ? null : whole(left, true), right: right === undefined ? null : whole(right, true), same: false }
  })
}

export function diffRows(left: string, right: string): DiffRow[] {
  const rows: DiffRow[] = []
  let removed: string[] = []
  let added: string[] = []
  const close = () => {
    rows.push(...changedRows(removed, added))
    removed = []
    added = []
  }
  for (const change of diffArrays(left.split('\n'), right.split('\n'))) {
    if (change.removed) removed.push(...change.value)
    else if (change.added) added.push(...change.value)
    else {
      close()
      rows.push(...change.value.map((line) => ({ left: whole(line, false), right: whole(line, false), same: true })))
    }
  }
  close()
  return rows
}
