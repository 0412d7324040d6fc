import { describe, expect, it } from 'vitest'
import { arrangementWord, changeWord, countWord, noticeMark, noticesOf, promiseWord, ruleWord, type ExplainedClock, type ExplainedDay } from '../src/ticket/clock_days'

const day = (more: Partial<ExplainedDay>): ExplainedDay => ({ date: '2026-11-24', weekday: '周二', working: true, name: '', step: 'counted', counted: true, count: 1, reason: '工作日', source: '甲', provisional: false, ...more })
const clock = (more: Partial<ExplainedClock>): ExplainedClock => ({
  clock: 'final_reply',
  title: '最终答复',
  start: '2026-11-23T09:00:00+08:00',
  due: '2026-11-30T23:59:59+08:00',
  counted_due: '2026-11-30T23:59:59+08:00',
  met_at: null,
  state: 'running',
  workdays: 5,
  extension_workdays: 0,
  pauses: [],
  provisional: false,
  uncovered_year: null,
  note: '',
  days: [],
  ...more,
})

describe('the days of a clock', () => {
  it('are worked, off, or known to nobody', () => {
    expect([true, false, null].map((working) => arrangementWord(day({ working })))).toEqual(['工作日', '休息日', '未知'])
    expect(countWord(day({ count: 3 }))).toBe('第3天')
    expect(countWord(day({ counted: false, count: 3 }))).toBe('')
  })

  it('name each notice once, by its number', () => {
    const days = [day({}), day({ source: '乙' }), day({ source: '' }), day({})]
    expect(noticesOf(days)).toEqual(['甲', '乙'])
    expect(days.map((each) => noticeMark(each, noticesOf(days)))).toEqual(['[1]', '[2]', '', '[1]'])
  })
})

describe('a promise', () => {
  it('says what is counted, with what was granted', () => {
    expect(ruleWord(clock({ extension_workdays: 3 }))).toMatch(/5个工作日，经批准延期3个工作日，次日起算$/)
  })

  it('says that it is provisional, and which year is missing', () => {
    expect(promiseWord(clock({ provisional: true }))).toContain('（暂定）')
    expect(promiseWord(clock({ due: null, uncovered_year: 2028 }))).toBe('待定：2028年放假安排尚未公布')
  })

  it('that was kept shows what it would have been', () => {
    const change = { at: '2026-11-25T10:00:00+08:00', clock: 'final_reply', old_due: '2026-11-30T23:59:59+08:00', new_due: '2026-11-30T23:59:59+08:00', counted_due: '2026-11-28T23:59:59+08:00', outcome: 'kept' as const, reason: '日历更新', calendar_version: 'b', policy_version: 'p' }
    expect(changeWord(change)).toMatch(/可提前，未提前：.*30.* → .*28.*。日历更新$/)
  })
})
