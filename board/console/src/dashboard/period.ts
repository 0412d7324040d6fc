// The period that the figures are of, kept in the address: what a link says, the next person sees. Days are the town's.
import type { LocationQuery, RouteLocationRaw } from 'vue-router'
import { dateText } from '@/language/dates'

export interface Period {
  from: string
  to: string
  compare: 'none' | 'before' | 'year_ago'
  unit: string
  channel: string
  kind: string
}

const kDayMs = 86_400_000
const kShanghaiMs = 8 * 3_600_000
export const kLongestDays = 366

const utc = (day: string) => Date.parse(`${day}T00:00:00Z`)
const iso = (ms: number) => new Date(ms).toISOString().slice(0, 10)
export const todayOf = (now: number) => iso(now + kShanghaiMs)
export const addDays = (day: string, days: number) => iso(utc(day) + days * kDayMs)
export const daysOf = ({ from, to }: Pick<Period, 'from' | 'to'>) => (utc(to) - utc(from)) / kDayMs + 1
const monthStart = (day: string) => `${day.slice(0, 7)}-01`
const isDay = (value: unknown): value is string => typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) && !Number.isNaN(utc(value))
const text = (value: unknown) => (typeof value === 'string' ? value : '')

/** What one click chooses. */
export function presets(now: number) {
  const today = todayOf(now)
  const lastMonthEnd = addDays(monthStart(today), -1)
  return [
    { name: '本月', from: monthStart(today), to: today },
    { name: '上月', from: monthStart(lastMonthEnd), to: lastMonthEnd },
    { name: '近7天', from: addDays(today, -6), to: today },
    { name: '近30天', from: addDays(today, -29), to: today },
    { name: '今年', from: `${today.slice(0, 4)}-01-01`, to: today },
  ]
}

/** What the address says; this month where it says nothing that holds. */
export function readPeriod(query: LocationQuery, now: number): Period {
  const { from, to } = isDay(query.from) && isDay(query.to) && query.from <= query.to ? { from: query.from, to: query.to } : { from: monthStart(todayOf(now)), to: todayOf(now) }
  const compare = query.compare === 'year_ago' || query.compare === 'none' ? query.compare : 'before'
  const longest = addDays(to, 1 - kLongestDays)
  return { from: from < longest ? longest : from, to, compare, unit: text(query.unit), channel: text(query.channel), kind: text(query.kind) }
}

/** Into the address; what is usual is left out. */
export function periodQuery({ from, to, compare, unit, channel, kind }: Period): Record<string, string> {
  return { from, to, ...(compare === 'before' ? {} : { compare }), ...(unit && { unit }), ...(channel && { channel }), ...(kind && { kind }) }
}

/** The tickets behind a figure; `count` is what the figure says. */
export function behind(period: Period, what: string, more: Partial<Period> & { value?: string; title: string; count?: number }): RouteLocationRaw {
  const { title, value, count, ...changed } = more
  return { path: '/dashboard/tickets', query: { ...periodQuery({ ...period, ...changed }), what, ...(value ? { value } : {}), ...(count ? { count: String(count) } : {}), title } }
}

/** Figures that count what was a unit's then, wherever it lies now: their list may be shorter. */
const kOfThen = new Set(['replied', 'response_missed', 'contact_missed', 'final_missed', 'returned', 'replied_by'])

/** A list is counted up to here. */
const kMostListed = 10_000

/** How many of the figure the list does not have. */
export function movedAway(what: string, count: unknown, listed: number): number {
  const counted = Number(count)
  return kOfThen.has(what) && Number.isInteger(counted) && listed < kMostListed ? Math.max(0, counted - listed) : 0
}

const dateOf = (day: string, withYear: boolean) => dateText(withYear ? Number(day.slice(0, 4)) : null, Number(day.slice(5, 7)), Number(day.slice(8)))
export const dayName = (day: string) => dateOf(day, false)
export const spanName = ({ from, to }: Pick<Period, 'from' | 'to'>) => {
  const withYear = (day: string) => dateOf(day, true)
  if (from === to) return withYear(from)
  return `${withYear(from)}至${from.slice(0, 4) === to.slice(0, 4) ? dayName(to) : withYear(to)}`
}
