import { describe, expect, it } from 'vitest'
import { dayAfter, fromLocal, keptShifts, toLocal, today } from '../src/duty/days'

const shift = (from: string, to: string, login: string) => ({ from, to, staff: [{ login, name: login }] })

describe('the days of a duty roster', () => {
  it('are those of Shanghai', () => {
    expect(today(Date.parse('2026-11-25T16:30:00Z'))).toBe('2026-11-26')
    expect(dayAfter('2026-12-28', 13)).toBe('2027-01-10')
    expect(toLocal('2026-11-25T12:00:00Z')).toBe('2026-11-25T20:00')
    expect(fromLocal('2026-11-25T20:00')).toBe('2026-11-25T20:00:00+08:00')
  })

  it('keep their shifts, but not the night of the day before nor the one that is removed', () => {
    const night = shift('2026-11-24T17:00:00+08:00', '2026-11-25T08:30:00+08:00', 'zhao')
    const first = shift('2026-11-25T17:00:00+08:00', '2026-11-26T08:30:00+08:00', 'qian')
    const second = shift('2026-11-26T17:00:00+08:00', '2026-11-27T08:30:00+08:00', 'sun')
    const period = { shifts: [night, first, second], gaps: [], may_replace: true }
    expect(keptShifts(period, '2026-11-25').map(({ staff }) => staff[0])).toEqual(['qian', 'sun'])
    expect(keptShifts(period, '2026-11-25', first).map(({ staff }) => staff[0])).toEqual(['sun'])
  })
})
