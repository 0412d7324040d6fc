import { describe, expect, it } from 'vitest'
import { wordsOfRule, formOf, moved, ruleOf, share, type Rule } from '../src/admin/rule_words'

const rule = (over: Partial<Rule> = {}): Rule => ({ name: '河道', words: [], without: [], places: [], channels: [], kinds: [], unit: 'swz', active: true, ...over })

describe('a rule in words', () => {
  it('says all conditions, and what must not be said', () => {
    expect(wordsOfRule(rule({ words: ['河道', '黑臭水'], places: ['北河'], without: ['水费'], channels: ['board'], kinds: ['complaint'] }))).toBe(
      '提到“河道”或“黑臭水”，并且地点是“北河”，并且来自留言板，并且类别是投诉，但没有提到“水费”',
    )
    expect(wordsOfRule(rule())).toBe('')
    expect(wordsOfRule(rule({ without: ['水费'] }))).toBe('没有提到“水费”')
  })

  it('comes back from its form as it was, without blanks and doubles', () => {
    const kept = rule({ words: ['河道', '排污口'], channels: ['board'], kinds: ['help'] })
    expect(ruleOf(formOf(kept))).toEqual(kept)
    expect(ruleOf({ ...formOf(null), name: ' 河道 ', words: '河道、 ，河道\n排污口' })).toMatchObject({ name: '河道', words: ['河道', '排污口'], unit: '', active: true })
  })
})

describe('the order of rules', () => {
  it('changes by one place, and not beyond the ends', () => {
    expect(moved([1, 2, 3], 1, -1)).toEqual([2, 1, 3])
    expect(moved([1, 2, 3], 1, 1)).toEqual([1, 3, 2])
    expect(moved([1, 2], 0, -1)).toEqual([1, 2])
    expect(moved([1, 2], 1, 1)).toEqual([1, 2])
  })
})

describe('shares', () => {
  it('say nothing where nothing is known', () => {
    expect(share({ known: 0, decided: 0, right: 0 })).toEqual({ right: '—', decided: '—' })
    expect(share({ known: 200, decided: 150, right: 147 })).toEqual({ right: '98.0%', decided: '75.0%' })
  })
})
