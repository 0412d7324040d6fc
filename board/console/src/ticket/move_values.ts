// From a form's fields to the body of a call, without I/O. Dates and times are Shanghai's, whatever the computer is set to.
import type { FieldValue, FieldValues, MoveField } from './move_fields'
import type { MoveForm } from './move_forms'
import type { TicketDetail } from './use_ticket'

const kShanghaiMs = 8 * 3_600_000
const kDayMs = 24 * 3_600_000
const kLongest = 2000

const inShanghai = (instant: number) => new Date(instant + kShanghaiMs).toISOString()
/** As a field of kind `time` holds it: 2026-11-25T14:05. */
export const nowInShanghai = (now = Date.now()) => inShanghai(now).slice(0, 16)
export const tomorrowInShanghai = (now = Date.now()) => inShanghai(now + kDayMs).slice(0, 10)

export const shownFields = (form: MoveForm, values: FieldValues, detail: TicketDetail) =>
  form.fields.filter((field) => field.shown?.(values, detail) ?? true)

export const firstValues = (form: MoveForm, detail: TicketDetail): FieldValues =>
  Object.fromEntries(form.fields.map((field) => [field.name, field.initial?.(detail)]))

const isEmpty = (value: FieldValue) => value === undefined || value === '' || (Array.isArray(value) && value.length === 0) || (typeof value === 'string' && value.trim() === '')

const instantOf = (time: FieldValue) => `${String(time)}:00+08:00`

function timeFault(value: FieldValue, { ticket }: TicketDetail, ahead: boolean): string {
  if (!ahead && String(value) > nowInShanghai()) return '不能晚于现在。'
  return String(value) < inShanghai(Date.parse(ticket.received_at)).slice(0, 16) ? '不能早于收到来信的时间。' : ''
}

function fault(field: MoveField, value: FieldValue, detail: TicketDetail): string {
  if (isEmpty(value)) return field.missing ?? (field.kind === 'number' ? '请填写数字。' : '')
  if (field.kind === 'number' && (Number(value) < (field.min ?? 0) || Number(value) > (field.max ?? 1e6))) return `须在 ${field.min} 到 ${field.max} 之间。`
  if (field.kind === 'time') return timeFault(value, detail, field.ahead === true)
  const longest = field.longest ?? kLongest
  if (typeof value === 'string' && [...value].length > longest) return `最多 ${longest} 字，现在 ${[...value].length} 字。`
  return ''
}

/** What is wrong, by field; nothing when it may be sent. */
export function faultsOf(form: MoveForm, values: FieldValues, detail: TicketDetail): Record<string, string> {
  const faults = shownFields(form, values, detail).map((field) => [field.name, fault(field, values[field.name], detail)] as const)
  return Object.fromEntries(faults.filter(([, words]) => words !== ''))
}

/** A field knows no seconds: what was in the minute of the receipt was after it. */
const notBefore = (instant: string, received: string) => (Date.parse(instant) < Date.parse(received) ? received : instant)

function sent(field: MoveField, value: FieldValue, { ticket }: TicketDetail): unknown {
  if (field.kind === 'check') return value === true
  if (field.kind === 'number') return Number(value)
  if (field.kind === 'units') return value
  if (field.kind === 'time') return notBefore(instantOf(value), ticket.received_at)
  return String(value).trim()
}

export function bodyOf(form: MoveForm, values: FieldValues, detail: TicketDetail, version: number): Record<string, unknown> {
  const body: Record<string, unknown> = { ...form.fixed, version }
  for (const field of shownFields(form, values, detail)) {
    const value = values[field.name]
    if (field.local || (isEmpty(value) && field.kind !== 'check')) continue
    const into = field.into ? ((body[field.into] ??= {}) as Record<string, unknown>) : body
    into[field.name] = sent(field, value, detail)
  }
  return body
}
