import { describe, expect, test } from 'vitest'
import type { LocationQuery } from 'vue-router'
import { change, folded, growth, rates, usualGrain, type Counts, type Day } from '../src/dashboard/figures'
import { blocksOf, isMonth, lastMonth } from '../src/dashboard/report_text'
import { behind, daysOf, movedAway, periodQuery, presets, readPeriod, spanName } from '../src/dashboard/period'

const now = Date.parse('2026-11-26T01:30:00+08:00')

describe('the period in the address', () => {
  test('tells how many of a figure have moved away from its list', () => {
    expect(behind(readPeriod({}, now), 'replied', { title: '本时段答复', count: 12 })).toMatchObject({ query: { count: '12' } })
    expect(movedAway('replied', '12', 9)).toBe(3)
    expect(movedAway('replied', '12', 13)).toBe(0)
    expect(movedAway('received', '12', 9)).toBe(0)
    expect(movedAway('replied', undefined, 9)).toBe(0)
    expect(movedAway('replied', '20000', 10_000)).toBe(0)
  })

  test('is this month where nothing holds', () => {
    for (const query of [{}, { from: 'yesterday', to: '2026-11-02' }, { from: '2026-11-09', to: '2026-11-02' }, { from: '2026-13-45', to: '2026-12-01' }] as LocationQuery[])
      expect(readPeriod(query, now)).toMatchObject({ from: '2026-11-01', to: '2026-11-26', compare: 'before', unit: '' })
  })
  test('comes back as it was written', () => {
    const period = { from: '2026-01-01', to: '2026-03-31', compare: 'year_ago', unit: 'cjzx', channel: 'board', kind: 'help' } as const
    expect(readPeriod(periodQuery(period), now)).toEqual(period)
    expect(periodQuery({ ...period, compare: 'before', unit: '', channel: '', kind: '' })).toEqual({ from: '2026-01-01', to: '2026-03-31' })
  })
  test('is at most a year', () => {
    const { from, to } = readPeriod({ from: '2020-01-01', to: '2026-11-26' }, now)
    expect(daysOf({ from, to })).toBe(366)
  })
  test('is chosen in the town’s days, whatever the computer’s clock', () => {
    expect(presets(now).map(({ from, to }) => `${from} ${to}`)).toEqual(['2026-11-01 2026-11-26', '2026-10-01 2026-10-31', '2026-11-20 2026-11-26', '2026-10-28 2026-11-26', '2026-01-01 2026-11-26'])
  })
  test('leads to its tickets', () => {
    const period = readPeriod({}, now)
    expect(behind(period, 'hour', { value: '2-09', unit: 'cjzx', title: '周二9时收到' })).toEqual({ path: '/dashboard/tickets', query: { from: '2026-11-01', to: '2026-11-26', unit: 'cjzx', what: 'hour', value: '2-09', title: '周二9时收到' } })
    expect(spanName(period)).toBe('2026年11月1日至11月26日')
    expect(spanName({ from: '2025-12-31', to: '2026-01-01' })).toBe('2025年12月31日至2026年1月1日')
  })
})

describe('figures', () => {
  const rate = { met: 0, counted: 0 }
  const counts: Counts = {
    received: 10, answered: 8, replied: 8, accepted: 9, contacted: 8, satisfied: 2, mostly_satisfied: 1, dissatisfied: 1, resolved: 2, came_back: 2, checked: 8, evasive: 1,
    rates: { response: { met: 9, counted: 10 }, receipt: rate, acceptance: rate, human_contact: { met: 7, counted: 8 }, final_reply: { met: 6, counted: 8 }, later_reply: rate },
    stages: { dispatch: 0, sign: 0, handling: 2, review: 0, pause: 0, answered: 0, closed: 8, ended: 0 },
  }
  test('are seven rates, evasive replies beside the on-time rate, the repeat rate always among them', () => {
    expect(rates.map(({ name, of }) => [name, of(counts).part, of(counts).whole])).toEqual([['当天回应率', 9, 10], ['五日答复率', 6, 8], ['空泛答复率', 1, 8], ['响应率', 7, 8], ['解决率', 2, 4], ['满意率', 3, 4], ['重复率', 2, 8]])
  })
  test('say how they changed', () => {
    expect([change({ part: 9, whole: 10 }, { part: 8, whole: 10 }), change({ part: 1, whole: 3 }, { part: 1, whole: 3 }), change({ part: 0, whole: 0 }, { part: 1, whole: 2 })]).toEqual(['升 10 个百分点', '持平', '无可比数据'])
    expect([growth(12, 10), growth(8, 10), growth(3, 0), growth(4, 4)]).toEqual(['多 2 件，+20%', '少 2 件，−20%', '多 3 件', '持平'])
  })
  test('fold days to weeks and months without changing the days', () => {
    const day = (date: string, received: number): Day => ({ date, received, answered: received, replied: 0, response: { met: received, counted: received }, final_reply: rate })
    const days = [day('2026-10-31', 1), day('2026-11-01', 2), day('2026-11-02', 4), day('2026-11-08', 8)]
    expect(folded(days, 'week').map(({ date, received, response }) => [date, received, response.met])).toEqual([['2026-10-31', 3, 3], ['2026-11-02', 12, 12]])
    expect(folded(days, 'month').map(({ date, received }) => [date, received])).toEqual([['2026-10-31', 1], ['2026-11-01', 14]])
    expect(days.map(({ received, response }) => [received, response.met])).toEqual([[1, 1], [2, 2], [4, 4], [8, 8]])
    expect([usualGrain(31), usualGrain(90), usualGrain(366)]).toEqual(['day', 'week', 'month'])
  })
})

describe('the report', () => {
  test('is a title, headings and lines', () => {
    expect(blocksOf('某镇通报\n\n各单位：\n一、总体情况\n收到1件。').map(({ kind }) => kind)).toEqual(['title', 'line', 'heading', 'line'])
  })
  test('is of the month before, in the town', () => {
    expect([lastMonth(now), lastMonth(Date.parse('2026-12-01T01:00:00+08:00')), lastMonth(Date.parse('2027-01-31T12:00:00+08:00'))]).toEqual(['2026-10', '2026-11', '2026-12'])
    expect([isMonth('2026-10'), isMonth('2026-13'), isMonth('')]).toEqual([true, false, false])
  })
})
