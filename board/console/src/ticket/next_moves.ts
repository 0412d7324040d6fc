// Of many moves those that usually come next, and the rest in the groups of the table.
import { formOf, moveGroups } from './move_forms'

/** In the order in which they are offered: what somebody waits for, then the everyday work, then what ends it. */
const kUsual = [
  'accept', 'sign', 'rule_on_return', 'grant_extension', 'refuse_extension', 'terminate', 'refuse_termination', 'give_opinion', 'resume',
  'approve', 'send_back', 'send_approved', 'submit', 'reply', 'assign', 'recall', 'log_contact', 'note', 'ask_assist', 'return_ticket', 'ask_extension',
  'remind', 'supervise', 'evaluate', 'close', 'order_rework',
]
const kShown = 6
/** As many are no trouble to read. */
const kFew = 8

export interface MoveGroup<T> {
  name: string
  moves: T[]
}

export interface NextMoves<T> {
  usual: T[]
  rest: MoveGroup<T>[]
}

/** In the order of the table; what it does not have, a citizen's own moves, at the end. */
export function grouped<T extends { move: string }>(moves: readonly T[]): MoveGroup<T>[] {
  const inGroup = (group: string) => moves.filter(({ move }) => (formOf(move)?.group ?? '') === group)
  const named = Object.entries(moveGroups).map(([group, name]) => ({ name: name as string, moves: inGroup(group) }))
  return [...named, { name: '其他', moves: inGroup('') }].filter((group) => group.moves.length > 0)
}

/** Few are not parted. `mine` says which a person may make: only these come first. */
export function nextMoves<T extends { move: string }>(moves: readonly T[], mine: (move: string) => boolean = () => true): NextMoves<T> {
  const usual = kUsual.flatMap((word) => moves.filter(({ move }) => move === word && mine(move))).slice(0, kShown)
  if (moves.length <= kFew || usual.length === 0) return { usual: [], rest: grouped(moves) }
  return { usual, rest: grouped(moves.filter((one) => !usual.includes(one))) }
}

export const countOf = (rest: MoveGroup<unknown>[]) => rest.reduce((sum, { moves }) => sum + moves.length, 0)
