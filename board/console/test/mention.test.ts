import { describe, expect, it } from 'vitest'
import { mentionAt, mentionable, withMention } from '../src/ticket/mention'

const people = [
  { name: '王工', login: 'gong', unit_name: '城建中心' },
  { name: '小王', login: 'xiao', unit_name: '平安办' },
  { name: '沈审', login: 'shen', unit_name: '城建中心' },
]

describe('a mention in a note', () => {
  it('is what stands between the @ and the caret', () => {
    expect(mentionAt('请@王', 3)).toEqual({ from: 1, typed: '王' })
    expect(mentionAt('@', 1)).toEqual({ from: 0, typed: '' })
    expect(mentionAt('请@王工 看', 6)).toBeNull()
    expect(mentionAt('没有', 2)).toBeNull()
    expect(mentionAt('写信到 a@b', 7)).toBeNull()
    expect(mentionAt('请@王工看@沈', 7)).toEqual({ from: 5, typed: '沈' })
  })

  it('offers names that begin so before others, and units', () => {
    expect(mentionable(people, '王').map(({ login }) => login)).toEqual(['gong', 'xiao'])
    expect(mentionable(people, 'SH').map(({ login }) => login)).toEqual(['shen'])
    expect(mentionable(people, '城建').map(({ login }) => login)).toEqual(['gong', 'shen'])
    expect(mentionable(people, '').length).toBe(3)
    expect(mentionable(people, '不在')).toEqual([])
  })

  it('is written in the place of what was typed, with the caret behind it', () => {
    expect(withMention('请@王看看', 1, 3, '王工')).toEqual({ text: '请@王工 看看', caret: 5 })
  })
})
