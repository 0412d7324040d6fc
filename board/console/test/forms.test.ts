import { describe, expect, it } from 'vitest'
import { readDelivery } from '../src/admin/delivery_bytes'
import { joinedWords, toLines, wordsOf } from '../src/admin/word_list'
import { rate } from '../src/dashboard/rate'
import { passwordHint } from '../src/setup/password_hint'

describe('lists of words', () => {
  it('are split as people separate them, without empty and repeated ones', () => {
    expect(wordsOf('噪音、 垃圾，停车;噪音\n路灯, ')).toEqual(['噪音', '垃圾', '停车', '路灯'])
    expect(wordsOf(joinedWords(['甲', '乙']))).toEqual(['甲', '乙'])
  })

  it('keep commas where a line is one entry', () => {
    expect(toLines('办证要什么，多久？\n\n 怎么办证 ')).toEqual(['办证要什么，多久？', '怎么办证'])
  })
})

describe('a password', () => {
  it('is long, not guessable and not the name', () => {
    expect(passwordHint('', []).enough).toBe(false)
    expect(passwordHint('ninechars', []).word).toContain('还差 1 位')
    expect(passwordHint('aaaaaaaaaaaa', []).enough).toBe(false)
    expect(passwordHint('1234567890', []).enough).toBe(false)
    expect(passwordHint('my zhoumin pass', ['zhoumin']).enough).toBe(false)
    expect(passwordHint('一句自己记得住的话吧好', []).enough).toBe(true)
    expect(passwordHint('a right horse battery', ['zhou']).word).toContain('好')
  })
})

describe('rates', () => {
  it('say all only when it is all', () => {
    expect(rate(999, 1000)).toBe('99.9%')
    expect(rate(9999, 10000)).toBe('99.9%')
    expect(rate(5, 5)).toBe('100%')
    expect(rate(0, 0)).toBe('—')
  })
})

describe('the bytes of a dead letter', () => {
  it('are shown as text with control characters visible', () => {
    const delivery = readDelivery(btoa('{"a":"\x00<b>"}'))
    expect(delivery.text).toBe('{"a":"\u2400<b>"}')
    expect(delivery.size).toBe(12)
  })

  it('are shown as a hex dump with readable ASCII', () => {
    expect(readDelivery(btoa('AB\xff')).hex).toBe(`000000  41 42 ff${' '.repeat(39)}  AB.`)
  })

  it('of a whole entry are shown field by field, of what only looks like one as they are', () => {
    const entry = '*4\r\n$1\r\nv\r\n$1\r\n9\r\n$4\r\ntext\r\n$3\r\na\r\n\r\n'
    expect(readDelivery(btoa(entry)).text).toBe('v：9\ntext：a\r\n')
    expect(readDelivery(btoa('*2\r\n$1\r\nv\r\n')).text).toBe('*2\r\n$1\r\nv\r\n')
  })

  it('survive what is not base64', () => {
    expect(readDelivery('***').size).toBe(0)
  })
})
