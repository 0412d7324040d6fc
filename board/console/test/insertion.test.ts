import { describe, expect, it } from 'vitest'
import { inserted, nextOpenPlace } from '../src/ticket/insertion'

describe('more text in a reply', () => {
  it('stands on lines of its own and loses nothing that was there', () => {
    expect(inserted('', 0, '您好')).toEqual({ text: '您好', from: 0, to: 2 })
    expect(inserted('甲\n乙', 1, '丙')).toEqual({ text: '甲\n丙\n乙', from: 2, to: 3 })
    expect(inserted('甲乙', 1, '丙')).toEqual({ text: '甲\n丙\n乙', from: 2, to: 3 })
    expect(inserted('甲\n', 2, '丙').text).toBe('甲\n丙')
  })

  it('knows the next place that is to be filled in', () => {
    const text = '您好，【待填：称呼】在【待填】'
    expect(nextOpenPlace(text, 0)).toEqual({ from: 3, to: 10 })
    expect(nextOpenPlace(text, 4)).toEqual({ from: 11, to: 15 })
    expect(nextOpenPlace(text, 12)).toBeNull()
  })
})
