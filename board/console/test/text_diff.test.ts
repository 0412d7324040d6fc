import { describe, expect, it } from 'vitest'
import { diffRows, type DiffRow, type Piece } from '../src/ticket/text_diff'

const shown = (pieces: Piece[] | null) => pieces?.map(({ text, changed }) => (changed ? `[${text}]` : text)).join('') ?? '—'
const lines = (rows: DiffRow[]) => rows.map(({ left, right, same }) => (same ? shown(left) : `${shown(left)} | ${shown(right)}`))

describe('two texts beside each other', () => {
  it('are the same where they are', () => {
    expect(lines(diffRows('甲\n乙', '甲\n乙'))).toEqual(['甲', '乙'])
  })

  it('mark the characters that differ inside a line', () => {
    expect(lines(diffRows('您好：\n路灯今晚修好。', '您好：\n路灯明早修好。'))).toEqual(['您好：', '路灯[今晚]修好。 | 路灯[明早]修好。'])
  })

  it('tell lines with little in common as two', () => {
    expect(lines(diffRows('请到窗口办理', '我们已经派人去看了'))).toEqual(['[请到窗口办理] | [我们已经派人去看了]'])
  })

  it('leave room where only one side has a line', () => {
    expect(lines(diffRows('甲\n丙', '甲\n乙\n丙'))).toEqual(['甲', '— | [乙]', '丙'])
    expect(lines(diffRows('甲\n乙\n丙', '甲\n丙'))).toEqual(['甲', '[乙] | —', '丙'])
  })

  it('keep rare characters whole', () => {
    expect(lines(diffRows('姓名𠮷某先生', '姓名𡘙某先生'))).toEqual(['姓名[𠮷]某先生 | 姓名[𡘙]某先生'])
  })

  it('lose nothing of either text', () => {
    const left = '您好：\n\n一、办理时间\n周一至周五。\n二、地点【待填】\n'
    const right = '您好：\n一、办理时间和材料\n周一到周六上午。\n\n三、电话\n'
    const rows = diffRows(left, right)
    const side = (of: 'left' | 'right') => rows.filter((row) => row[of]).map((row) => row[of]!.map(({ text }) => text).join('')).join('\n')
    expect([side('left'), side('right')]).toEqual([left, right])
  })

  it('come soon, also where ten thousand characters differ', () => {
    const long = (step: number) => Array.from({ length: 10_000 }, (_, at) => String.fromCodePoint(0x4e00 + ((at * step) % 5000))).join('')
    const began = Date.now()
    expect(diffRows(long(7), long(11))).toHaveLength(1)
    expect(Date.now() - began).toBeLessThan(2_000)
  })
})
