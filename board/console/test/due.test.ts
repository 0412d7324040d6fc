import { describe, expect, it } from 'vitest'
import { dayAndTime, dayWord, dueWord, pressingDue, whenWord } from '../src/ticket/due'

const at = (time: string) => Date.parse(time)

describe('a due time in words', () => {
  it('is today until midnight in Shanghai, not in London', () => {
    expect(dueWord('2026-03-05T23:59:59+08:00', at('2026-03-05T00:00:10+08:00'), false)).toEqual({ tone: 'today', word: '今天到期' })
    expect(dueWord('2026-03-06T00:00:00+08:00', at('2026-03-05T23:59:00+08:00'), false)).toEqual({ tone: 'soon', word: '还剩1天' })
  })

  it('counts the days that are left by the calendar', () => {
    expect(dueWord('2026-03-10T18:00:00+08:00', at('2026-03-05T19:00:00+08:00'), false)).toEqual({ tone: 'later', word: '还剩5天' })
  })

  it('is late one second after', () => {
    expect(dueWord('2026-03-05T18:00:00+08:00', at('2026-03-05T18:00:00+08:00'), false).tone).toBe('today')
    expect(dueWord('2026-03-05T18:00:00+08:00', at('2026-03-05T18:00:01+08:00'), false)).toEqual({ tone: 'overdue', word: '已超期不到1小时' })
    expect(dueWord('2026-03-05T18:00:00+08:00', at('2026-03-06T17:00:00+08:00'), false).word).toBe('已超期23小时')
    expect(dueWord('2026-03-05T18:00:00+08:00', at('2026-03-08T18:00:00+08:00'), false).word).toBe('已超期3天')
  })

  it('tells a day without a time, the year where it is another', () => {
    expect(dayWord('2026-03-05', at('2026-03-01T12:00:00+08:00'))).toBe('3月5日 周四')
    expect(dayWord('2027-01-01', at('2026-12-31T23:59:00+08:00'))).toBe('2027年1月1日 周五')
  })

  it('says so when no calendar covers the day', () => {
    expect(dueWord(null, at('2026-03-05T18:00:00+08:00'), false)).toEqual({ tone: 'open', word: '日期待定' })
  })

  it('is done once fulfilled, however late', () => {
    expect(dueWord('2020-01-01T00:00:00+08:00', at('2026-03-05T18:00:00+08:00'), true).tone).toBe('done')
  })
})

describe('the clock that matters', () => {
  const ticket = { state: 'handling', responded: false, response_due: '2026-03-05T23:59:59+08:00', final_due: '2026-03-12T23:59:59+08:00' } as const
  const now = at('2026-03-05T10:00:00+08:00')

  it('is the response until there is one', () => {
    expect(pressingDue(ticket, now)).toEqual({ tone: 'today', word: '今天到期', clock: '回应' })
    expect(pressingDue({ ...ticket, responded: true }, now)).toEqual({ tone: 'later', word: '还剩7天', clock: '答复' })
  })

  it('is the final reply when both are missed', () => {
    expect(pressingDue(ticket, at('2026-03-13T10:00:00+08:00')).clock).toBe('答复')
  })

  it('stops with the reply', () => {
    for (const state of ['final_replied', 'to_evaluate', 'closed', 'archived'] as const)
      expect(pressingDue({ ...ticket, state }, at('2027-01-01T00:00:00+08:00')), state).toEqual({ tone: 'done', word: '已答复', clock: '答复' })
  })

  it('stops with whatever ends the matter, and while it is paused', () => {
    for (const state of ['not_accepted', 'to_foi', 'merged', 'withdrawn', 'terminated'] as const)
      expect(pressingDue({ ...ticket, state }, at('2027-01-01T00:00:00+08:00')), state).toEqual({ tone: 'done', word: '已结束', clock: '答复' })
    expect(pressingDue({ ...ticket, state: 'paused' }, at('2027-01-01T00:00:00+08:00'))).toEqual({ tone: 'open', word: '已中止', clock: '答复' })
  })
})

describe('times', () => {
  const now = at('2026-03-05T10:00:00+08:00')

  it('are told in Shanghai time', () => {
    expect(dayAndTime('2026-03-05T16:30:00Z', now)).toBe('3月6日 周五 00:30')
    expect(dayAndTime('2027-01-04T18:00:00+08:00', now)).toBe('2027年1月4日 周一 18:00')
    expect(dayAndTime(null, now)).toBe('待定')
  })

  it('are told by nearness', () => {
    expect(whenWord('2026-03-05T09:59:40+08:00', now)).toBe('刚刚')
    expect(whenWord('2026-03-05T09:48:00+08:00', now)).toBe('12分钟前')
    expect(whenWord('2026-03-05T08:05:00+08:00', now)).toBe('今天 08:05')
    expect(whenWord('2026-03-04T23:05:00+08:00', now)).toBe('昨天 23:05')
    expect(whenWord('2026-02-28T23:05:00+08:00', now)).toBe('2月28日 23:05')
    expect(whenWord('2025-12-31T23:05:00+08:00', now)).toBe('2025年12月31日 23:05')
  })
})
