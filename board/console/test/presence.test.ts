import { describe, expect, it } from 'vitest'
import { kBeatMs, kGoneMs, PresenceBook, presenceWords, type Doing } from '../src/ticket/presence'

const one = (login: string, name: string, doing: Doing) => ({ number: 'A', login, name, doing })

describe('who is at a ticket', () => {
  it('is told by name, whoever writes first', () => {
    const book = new PresenceBook()
    book.heard(one('shen', '沈审', 'reading'), 0)
    book.heard(one('gong', '王工', 'writing'), 0)
    expect(presenceWords(book.present(1))).toBe('王工正在编辑，沈审正在查看')
    book.heard(one('gong', '王工', 'reading'), 2)
    expect(presenceWords(book.present(3))).toBe('沈审、王工正在查看')
    expect(presenceWords([])).toBe('')
  })

  it('is gone when they leave, and within 30 seconds where nothing more is heard', () => {
    const book = new PresenceBook()
    book.heard(one('gong', '王工', 'writing'), 0)
    book.heard(one('shen', '沈审', 'reading'), 0)
    book.heard(one('shen', '沈审', 'left'), 1)
    expect(book.present(2).map(({ login }) => login)).toEqual(['gong'])
    expect(book.present(kGoneMs)).toEqual([])
    expect(kGoneMs).toBeLessThan(30_000)
    // One beat that is lost is no leaving.
    expect(kGoneMs).toBeGreaterThan(2 * kBeatMs)
  })

  it('knows who is new, to be told at once who is here', () => {
    const book = new PresenceBook()
    expect(book.heard(one('gong', '王工', 'reading'), 0)).toBe(true)
    expect(book.heard(one('gong', '王工', 'writing'), kBeatMs)).toBe(false)
    expect(book.heard(one('gong', '王工', 'left'), kBeatMs)).toBe(false)
    expect(book.heard(one('gong', '王工', 'reading'), kBeatMs + 1)).toBe(true)
    expect(book.heard(one('gong', '王工', 'reading'), 10 * kGoneMs)).toBe(true)
  })

  it('names three, and counts more', () => {
    const people = ['甲', '乙', '丙', '丁'].map((name) => one(name, name, 'reading'))
    expect(presenceWords(people)).toBe('甲、乙、丙等 4 人正在查看')
  })
})
