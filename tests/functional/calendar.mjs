// Due times counted by hand from the State Council's calendar files: day by day, independent of the product's own counting.
import { readdirSync, readFileSync } from 'node:fs'

const folder = new URL('../../config/calendar/', import.meta.url)
const years = new Map(
  readdirSync(folder).filter((name) => name.endsWith('.json')).map((name) => JSON.parse(readFileSync(new URL(name, folder), 'utf8'))).map((year) => [year.year, year]),
)

const kDayMs = 86_400_000
const kEndOfDay = 'T23:59:59+08:00'

/** The day in Shanghai (no summer time) of an instant, "2026-11-23". */
export const dayOf = (instant) => new Date(new Date(instant).getTime() + 8 * 3_600_000).toISOString().slice(0, 10)

const nextDay = (day) => new Date(Date.parse(day) + kDayMs).toISOString().slice(0, 10)
const yearOf = (day) => years.get(Number(day.slice(0, 4)))

export function isWorkingDay(day) {
  const year = yearOf(day)
  if (day in year.workdays) return true
  return !(day in year.holidays) && ![0, 6].includes(new Date(day).getUTCDay())
}

/** What a message received then is promised: {response_due, final_due, provisional}. */
export function dueTimes(received, workdays = 5) {
  const receipt = dayOf(received)
  let day = receipt
  let provisional = false
  for (let counted = 0; counted < workdays; ) {
    day = nextDay(day)
    if (!yearOf(day)) return { response_due: receipt + kEndOfDay, final_due: null, provisional: true }
    provisional ||= yearOf(day).standing === 'provisional'
    counted += isWorkingDay(day) ? 1 : 0
  }
  return { response_due: receipt + kEndOfDay, final_due: day + kEndOfDay, provisional }
}
