import { describe, expect, it } from 'vitest'
import { formOf, moveForms } from '../src/ticket/move_forms'
import { countOf, grouped, nextMoves } from '../src/ticket/next_moves'

const of = (...words: string[]) => words.map((move) => ({ move }))
const words = (moves: { move: string }[]) => moves.map(({ move }) => move)
const inGroups = (rest: ReturnType<typeof grouped>) => rest.map(({ name, moves }) => [name, words(moves)])

/** What a ticket in work allows, to the unit, to the office and to the citizen. */
const kInWork = of(
  'not_accept', 'merge', 'assign', 'ask_assist', 'return_ticket', 'save_draft', 'submit', 'pause', 'ask_extension', 'ask_termination', 'withdraw',
  'remind', 'supervise', 'escalate', 'add', 'note', 'log_contact', 'restrict',
)

describe('many moves', () => {
  it('stand in the groups of the table, the citizen’s own at the end', () => {
    expect(inGroups(grouped(of('log_contact', 'withdraw', 'sign')))).toEqual([['受理与分派', ['sign']], ['沟通与记录', ['log_contact']], ['其他', ['withdraw']]])
    expect(grouped([])).toEqual([])
  })

  it('are parted: six that usually come next, in the order of the work, then the rest in groups', () => {
    const { usual, rest } = nextMoves(kInWork)
    expect(words(usual)).toEqual(['submit', 'assign', 'log_contact', 'note', 'ask_assist', 'return_ticket'])
    expect(rest.map(({ name }) => name)).toEqual(['受理与分派', '拟稿与答复', '期限与中止', '保密', '催办督办', '其他'])
    expect(countOf(rest)).toBe(kInWork.length - 6)
  })

  it('begin with what the person may make', () => {
    const mine = ['submit', 'ask_assist', 'ask_extension', 'note']
    const { usual, rest } = nextMoves(kInWork, (move) => mine.includes(move))
    expect(words(usual)).toEqual(['submit', 'note', 'ask_assist', 'ask_extension'])
    expect(rest.flatMap(({ moves }) => words(moves))).toContain('assign')
  })

  it('are not parted where they are few, or where nothing is usual', () => {
    expect(nextMoves(of('sign', 'note')).usual).toEqual([])
    expect(inGroups(nextMoves(of('sign', 'note')).rest)).toEqual([['受理与分派', ['sign']], ['沟通与记录', ['note']]])
    expect(nextMoves(kInWork, () => false)).toEqual({ usual: [], rest: grouped(kInWork) })
  })

  it('lose none and name none twice', () => {
    const all = moveForms.map(({ move }) => ({ move }))
    const { usual, rest } = nextMoves(all)
    const shown = [...usual, ...rest.flatMap(({ moves }) => moves)]
    expect(words(shown).sort()).toEqual(words(all).sort())
    expect(words(usual).every((move) => formOf(move) !== null)).toBe(true)
  })
})
