import { describe, expect, it } from 'vitest'
import { askedOf, chipsOf, emptyFilter, filterOf, isEmpty, isSame, parseAsked, queryOf } from '../src/desk/list_filter'

const all = { q: '路灯', state: ['handling', 'in_review'], unit: ['-', 'cjzx'], kind: ['complaint'], channel: ['board'], from: '2026-11-01', to: '2026-11-30', mine: true, overdue: true }
const nameOf = (code: string) => ({ cjzx: '城建中心' })[code] ?? code

describe('the filter of a list', () => {
  it('survives the address, whatever is set', () => {
    expect(filterOf(queryOf(all))).toEqual(all)
    expect(filterOf(queryOf(emptyFilter()))).toEqual(emptyFilter())
    expect(queryOf(emptyFilter())).toEqual({})
  })

  it('takes nothing from an address that is not its own', () => {
    expect(filterOf({ q: ['  水 ', '火'], state: null, unit: undefined, mine: 'true', other: 'x' })).toEqual({ ...emptyFilter(), q: '水' })
  })

  it('is kept in a view with its queue', () => {
    expect(parseAsked(askedOf('mine', all))).toEqual({ queue: 'mine', filter: all })
    expect(parseAsked('q=%E6%B0%B4').queue).toBe('all')
  })

  it('is shown as one chip for each condition but the words, each taking just itself away', () => {
    const chips = chipsOf(all, nameOf)
    expect(chips.map(({ label }) => label)).toEqual(['办理中', '待审核', '未分派', '城建中心', '投诉', '留言板', '2026-11-01 起', '到 2026-11-30', '在我手上', '已超期'])
    expect(chips[0]!.without.state).toEqual(['in_review'])
    expect(chips[3]!.without).toEqual({ ...all, unit: ['-'] })
    expect(chips[9]!.without.overdue).toBe(false)
  })

  it('knows whether it filters, and whether it is the same', () => {
    expect(isEmpty({ ...emptyFilter(), q: '  ' })).toBe(true)
    expect(isEmpty({ ...emptyFilter(), mine: true })).toBe(false)
    expect(isSame(all, { ...all, q: ' 路灯 ' })).toBe(true)
    expect(isSame(all, { ...all, overdue: false })).toBe(false)
  })
})
