// What a person looks for within a queue: kept in the page's address, sent to the server as it is, shown as chips.
import { channelWord, kindWords, stateWords } from '@/ticket/words'

export interface ListFilter {
  q: string
  state: string[]
  unit: string[]
  kind: string[]
  channel: string[]
  from: string
  to: string
  mine: boolean
  overdue: boolean
}

/** In the order in which the address and the chips have them. */
const lists = ['state', 'unit', 'kind', 'channel'] as const
const words = ['q', 'from', 'to'] as const
const marks = ['mine', 'overdue'] as const

export const emptyFilter = (): ListFilter => ({ q: '', state: [], unit: [], kind: [], channel: [], from: '', to: '', mine: false, overdue: false })

type Query = Record<string, unknown>
const textOf = (value: unknown): string => (typeof value === 'string' ? value : Array.isArray(value) ? textOf(value[0]) : '')

export function filterOf(query: Query): ListFilter {
  const filter = emptyFilter()
  for (const name of words) filter[name] = textOf(query[name]).trim()
  for (const name of lists) filter[name] = textOf(query[name]).split(',').filter(Boolean)
  for (const name of marks) filter[name] = textOf(query[name]) === 'yes'
  return filter
}

/** Only what filters. */
export function queryOf(filter: ListFilter): Record<string, string> {
  const query: Record<string, string> = {}
  for (const name of words) if (filter[name].trim()) query[name] = filter[name].trim()
  for (const name of lists) if (filter[name].length > 0) query[name] = filter[name].join(',')
  for (const name of marks) if (filter[name]) query[name] = 'yes'
  return query
}

export const isEmpty = (filter: ListFilter) => Object.keys(queryOf(filter)).length === 0
export const isSame = (one: ListFilter, other: ListFilter) => JSON.stringify(queryOf(one)) === JSON.stringify(queryOf(other))

/** A view's filter: "queue=all&q=...". */
export const askedOf = (queue: string, filter: ListFilter) => new URLSearchParams({ queue, ...queryOf(filter) }).toString()
export function parseAsked(asked: string): { queue: string; filter: ListFilter } {
  const query = Object.fromEntries(new URLSearchParams(asked))
  return { queue: query.queue || 'all', filter: filterOf(query) }
}

export interface Chip {
  label: string
  /** The filter without it. */
  without: ListFilter
}

export function chipsOf(filter: ListFilter, unitName: (code: string) => string): Chip[] {
  const chips: Chip[] = []
  const named = { state: (word: string) => (stateWords as Record<string, string>)[word] ?? word, unit: (code: string) => (code === '-' ? '未分派' : unitName(code)), kind: (word: string) => (kindWords as Record<string, string>)[word] ?? word, channel: channelWord }
  for (const name of lists)
    for (const value of filter[name]) chips.push({ label: named[name](value), without: { ...filter, [name]: filter[name].filter((other) => other !== value) } })
  if (filter.from) chips.push({ label: `${filter.from} 起`, without: { ...filter, from: '' } })
  if (filter.to) chips.push({ label: `到 ${filter.to}`, without: { ...filter, to: '' } })
  if (filter.mine) chips.push({ label: '在我手上', without: { ...filter, mine: false } })
  if (filter.overdue) chips.push({ label: '已超期', without: { ...filter, overdue: false } })
  return chips
}
