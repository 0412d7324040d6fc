// Days and times of the duty roster, in Shanghai's time whatever the computer's zone.
import type { Schema } from '@/api/client'

export const kShownDays = 14
const kDayMs = 86_400_000
const kShanghaiMs = 8 * 3_600_000

const dayOf = (ms: number) => new Date(ms).toISOString().slice(0, 10)

export const today = (now = Date.now()) => dayOf(now + kShanghaiMs)
export const dayAfter = (day: string, days: number) => dayOf(Date.parse(day) + days * kDayMs)

/** "2026-11-25T20:00", as an input of the browser has it. */
export const toLocal = (instant: string) => new Date(Date.parse(instant) + kShanghaiMs).toISOString().slice(0, 16)
export const fromLocal = (local: string) => `${local}:00+08:00`

type Shift = Schema['DutyPeriod']['shifts'][number]

/** What stays when the period that begins on that day is put anew: shifts of the day before are not its own. */
export function keptShifts(period: Schema['DutyPeriod'], from: string, without?: Shift): Schema['DutyChange']['shifts'] {
  return period.shifts
    .filter((shift) => shift.from !== without?.from && Date.parse(shift.from) >= Date.parse(`${from}T00:00:00+08:00`))
    .map((shift) => ({ from: shift.from, to: shift.to, staff: shift.staff.map(({ login }) => login) }))
}
