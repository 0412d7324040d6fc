// The catalogue of what must be published, in words, and which items a list shows.
import type { Schema } from '@/api/client'
import { dateText } from '@/language/dates'
import { isEnglish } from '@/language/say'

export type Item = Schema['CatalogueItem']
export type Cycle = Schema['CatalogueCycle']
export type Publication = Schema['CataloguePublication']
export type Standing = Item['standing']
export type Period = Required<Schema['CataloguePeriod']>

export const standingWords: Record<Standing, string> = { overdue: '已超期', today: '今天到期', soon: '即将到期', later: '未到期', unknown: '日期待定', none: '没有要公开的' }
/** Of the marks beside the words. */
export const standingTone: Record<Standing, string> = { overdue: 'overdue', today: 'today', soon: 'soon', later: 'later', unknown: 'open', none: 'done' }
export const stateWords: Record<Publication['state'], string> = { proposed: '等待审查', refused: '审查未通过', published: '已公开', withdrawn: '已撤下' }
export const periodWords: Record<Period['kind'], string> = { event: '事件发生后若干个工作日内', monthly: '每月', quarterly: '每季度', yearly: '每年', once: '一次' }

/** The server tells it in Chinese; in English it is told from what it is made of. */
export function periodText({ period, period_words }: Pick<Item, 'period' | 'period_words'>): string {
  if (!isEnglish()) return period_words
  const { kind, workdays, month = 1, day = 31, date } = period
  if (kind === 'event') return `within ${workdays} workdays`
  if (kind === 'once') return `by ${date}`
  if (kind === 'yearly') return `yearly by ${dateText(null, month, day)}`
  return kind === 'monthly' ? `monthly by day ${day}` : `quarterly by day ${day} of month ${month}`
}

/** `faq`: the question of the entry that was retired with the text. */
export const withdrawnWords = (faq: string) => (faq ? `已撤下；由它生成的常见问题“${faq}”已停用` : '已撤下')

export type Shown = 'all' | 'overdue' | 'soon' | 'waiting' | 'off'
export const shownWords: Record<Shown, string> = { all: '在用的', overdue: '已超期', soon: '即将到期', waiting: '等待审查', off: '已停用' }

export function isShown(item: Item, shown: Shown): boolean {
  if (shown === 'off') return !item.active
  if (!item.active) return false
  if (shown === 'overdue') return item.standing === 'overdue'
  if (shown === 'soon') return item.standing === 'soon' || item.standing === 'today'
  return shown === 'all' || item.waiting > 0
}

export function found(items: Item[], shown: Shown, unit: string, words: string): Item[] {
  const wanted = words.trim()
  return items.filter((item) => isShown(item, shown) && (!unit || item.unit === unit) && (!wanted || [item.category, item.subcategory, item.name, item.content, item.basis].some((text) => text.includes(wanted))))
}
