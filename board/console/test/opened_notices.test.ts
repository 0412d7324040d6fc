import { describe, expect, it } from 'vitest'
import { keepOpened, openedNotices, readUpTo } from '../src/shell/opened_notices'

function keeper() {
  const kept = new Map<string, string>()
  return { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => void kept.set(key, value) }
}
const listed = [{ id: 9 }, { id: 7 }, { id: 4 }]

describe('opened reminders', () => {
  it('are read up to the first that was not opened', () => {
    expect(readUpTo(listed, [4], 100)).toBe(4)
    expect(readUpTo(listed, [7, 4], 100)).toBe(7)
    expect(readUpTo(listed, [9, 4], 100)).toBe(4)
  })

  it('do not mark an older one read', () => {
    expect(readUpTo(listed, [9, 7], 100)).toBe(0)
  })

  it('do not mark what the list does not show', () => {
    expect(readUpTo(listed, [4], 3)).toBe(0)
  })

  it('are kept for each person', () => {
    const store = keeper()
    keepOpened(store, 'gong', listed, 9)
    expect(openedNotices(store, 'gong')).toEqual([9])
    expect(openedNotices(store, 'zhou')).toEqual([])
  })

  it('are forgotten when the server lists them no more', () => {
    const store = keeper()
    keepOpened(store, 'gong', listed, 4)
    expect(keepOpened(store, 'gong', [{ id: 9 }, { id: 7 }], 9)).toEqual([9])
  })

  it('stand what others wrote under the key', () => {
    const store = keeper()
    store.setItem('hy-opened-notices:gong', '{broken')
    expect(openedNotices(store, 'gong')).toEqual([])
  })
})
