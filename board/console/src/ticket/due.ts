// Due times in words. Everything is told in Shanghai's time, whatever the clock of the computer is set to.
import type { Schema } from '@/api/client'
import { dateText, withWeekday } from '@/language/dates'
import { isEnglish, sense, verbatim } from '@/language/say'

export type DueTone = 'overdue' | 'today' | 'soon' | 'later' | 'done' | 'open'
export interface DueWord {
  tone: DueTone
  word: string
}

const kHourMs = 3_600_000
const kDayMs = 24 * kHourMs
const kShanghaiMs = 8 * kHourMs
const kSoonDays = 2

const dayNumber = (instant: number) => Math.floor((instant + kShanghaiMs) / kDayMs)

/** `due`: RFC 3339, or null where no calendar covers the day. */
export function dueWord(due: string | null, now: number, fulfilled: boolean): DueWord {
  if (fulfilled) return { tone: 'done', word: '已完成' }
  if (!due) return { tone: 'open', word: '日期待定' }
  const at = Date.parse(due)
  if (at < now) return { tone: 'overdue', word: `已超期${lateness(now - at)}` }
  const days = dayNumber(at) - dayNumber(now)
  if (days === 0) return { tone: 'today', word: '今天到期' }
  return { tone: days <= kSoonDays ? 'soon' : 'later', word: `还剩${days}天` }
}

function lateness(ms: number): string {
  if (ms < kHourMs) return '不到1小时'
  if (ms < kDayMs) return `${Math.floor(ms / kHourMs)}小时`
  return `${Math.floor(ms / kDayMs)}天`
}

type Clocked = Pick<Schema['TicketRow'], 'state' | 'responded' | 'response_due' | 'final_due'>
type Stated = Pick<Clocked, 'state'>

const kAnswered: ReadonlySet<Clocked['state']> = new Set(['final_replied', 'to_evaluate', 'closed', 'archived'])
const kEnded: ReadonlySet<Clocked['state']> = new Set(['not_accepted', 'emergency_transferred', 'to_foi', 'to_petition', 'merged', 'withdrawn', 'terminated'])

export const isAnswered = (ticket: Stated) => kAnswered.has(ticket.state)
/** Over without a final reply: nothing is due any more. */
export const isEnded = (ticket: Stated) => kEnded.has(ticket.state)

/** The clock that matters now: the response until there is one, then the final reply. */
export function pressingDue(ticket: Clocked, now: number): DueWord & { clock: string } {
  if (isAnswered(ticket)) return { tone: 'done', word: '已答复', clock: sense('答复', 'clock') }
  if (isEnded(ticket)) return { tone: 'done', word: '已结束', clock: sense('答复', 'clock') }
  if (ticket.state === 'paused') return { tone: 'open', word: '已中止', clock: sense('答复', 'clock') }
  const final = dueWord(ticket.final_due, now, false)
  if (ticket.responded || final.tone === 'overdue') return { ...final, clock: sense('答复', 'clock') }
  return { ...dueWord(ticket.response_due, now, false), clock: sense('回应', 'clock') }
}

const parts = (instant: number) => new Date(instant + kShanghaiMs)
const two = (value: number) => String(value).padStart(2, '0')

/** 3月5日 周二 18:00, with the year where it is not this year's. */
export const dayAndTime = (due: string | null, now = Date.now()) => (due ? instantText(due, now, isEnglish()) : '待定')
/** The same on paper for a citizen, who reads Chinese. */
export const citizensDayAndTime = (due: string | null, now = Date.now()) => (due ? instantText(due, now, false) : verbatim('待定'))

function instantText(due: string, now: number, english: boolean): string {
  const date = parts(Date.parse(due))
  const year = date.getUTCFullYear()
  const day = dateText(year === parts(now).getUTCFullYear() ? null : year, date.getUTCMonth() + 1, date.getUTCDate(), english)
  return `${withWeekday(day, date.getUTCDay(), english)} ${two(date.getUTCHours())}:${two(date.getUTCMinutes())}`
}

/** "2026-03-05" as 3月5日 周四, with the year where it is not this year's. */
export function dayWord(day: string, now = Date.now()): string {
  return dayAndTime(`${day}T00:00:00+08:00`, now).slice(0, -' 00:00'.length)
}

/** 刚刚, 12分钟前, 今天 09:30, 昨天 09:30, 3月5日 09:30. */
export function whenWord(at: string, now = Date.now()): string {
  const instant = Date.parse(at)
  const ago = now - instant
  if (ago >= 0 && ago < 60_000) return '刚刚'
  if (ago >= 0 && ago < kHourMs) return `${Math.floor(ago / 60_000)}分钟前`
  const date = parts(instant)
  const time = `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}`
  const days = dayNumber(now) - dayNumber(instant)
  if (days === 0) return `今天 ${time}`
  if (days === 1) return `昨天 ${time}`
  const year = date.getUTCFullYear()
  return `${dateText(year === parts(now).getUTCFullYear() ? null : year, date.getUTCMonth() + 1, date.getUTCDate())} ${time}`
}
