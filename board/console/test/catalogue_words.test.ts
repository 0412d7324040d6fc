import { describe, expect, it } from 'vitest'
import { found, isShown, withdrawnWords, type Item } from '../src/catalogue/catalogue_words'
import { shanghaiToday } from '../src/catalogue/today'

const item = (changes: Partial<Item>) => ({ id: 'a', category: '财政', subcategory: '', name: '预算', content: '', basis: '', unit: 'cjzx', active: true, standing: 'later', waiting: 0, ...changes }) as Item

describe('which items a list shows', () => {
  it('those that are due, that wait, and that are kept no more', () => {
    const overdue = item({ standing: 'overdue' })
    const today = item({ standing: 'today', waiting: 1 })
    const off = item({ active: false, standing: 'none' })
    expect([overdue, today, off].map((one) => isShown(one, 'overdue'))).toEqual([true, false, false])
    expect([overdue, today, off].map((one) => isShown(one, 'soon'))).toEqual([false, true, false])
    expect([overdue, today, off].map((one) => isShown(one, 'waiting'))).toEqual([false, true, false])
    expect([overdue, today, off].map((one) => isShown(one, 'all'))).toEqual([true, true, false])
    expect([overdue, today, off].map((one) => isShown(one, 'off'))).toEqual([false, false, true])
  })

  it('of a unit, with the words that are looked for', () => {
    const items = [item({}), item({ unit: 'zfd', basis: '条例第二十条' })]
    expect(found(items, 'all', 'zfd', '').length).toBe(1)
    expect(found(items, 'all', '', ' 第二十条 ').length).toBe(1)
    expect(found(items, 'all', 'cjzx', '第二十条')).toEqual([])
  })
})

describe('a withdrawal', () => {
  it('says which entry of the knowledge base went with it', () => {
    expect(withdrawnWords('')).toBe('已撤下')
    expect(withdrawnWords('公开了什么？')).toMatch('常见问题“公开了什么？”已停用')
  })
})

describe('today in the town', () => {
  it('is Shanghai’s day, also before its morning elsewhere', () => {
    expect(shanghaiToday(Date.parse('2026-11-26T15:59:59Z'))).toBe('2026-11-26')
    expect(shanghaiToday(Date.parse('2026-11-26T16:00:00Z'))).toBe('2026-11-27')
  })
})
