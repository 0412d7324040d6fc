// How a due time came about, as lines of a dialog.
import type { Schema } from '@/api/client'
import { dayAndTime } from './due'

export type ExplainedClock = Schema['ExplainedClock']
export type ExplainedDay = Schema['ExplainedDay']

export const arrangementWord = (day: ExplainedDay) => (day.working === null ? '未知' : day.working ? '工作日' : '休息日')

/** "第3天", or empty for a day that does not count. */
export const countWord = (day: ExplainedDay) => (day.counted ? `第${day.count}天` : '')

/** The notices behind the days, each once, in the order in which they are met. */
export function noticesOf(days: ExplainedDay[]): string[] {
  return [...new Set(days.map((day) => day.source).filter(Boolean))]
}

/** "[2]", the number of a day's notice among them. */
export function noticeMark(day: ExplainedDay, notices: string[]): string {
  const at = notices.indexOf(day.source)
  return at < 0 ? '' : `[${at + 1}]`
}

/** What is counted, in one sentence. */
export function ruleWord(clock: ExplainedClock): string {
  const from = `自${dayAndTime(clock.start)}起`
  if (clock.workdays === 0) return from
  const extension = clock.extension_workdays > 0 ? `，经批准延期${clock.extension_workdays}个工作日` : ''
  return `${from}，${clock.workdays}个工作日${extension}，次日起算`
}

/** The date that is promised, and whether it may change. */
export function promiseWord(clock: ExplainedClock): string {
  if (clock.due) return `${dayAndTime(clock.due)} 前${clock.provisional ? '（暂定）' : ''}`
  if (clock.uncovered_year) return `待定：${clock.uncovered_year}年放假安排尚未公布`
  return '待定'
}

const outcomeWords: Record<Schema['DueChange']['outcome'], string> = {
  later: '改晚',
  known: '日期确定',
  kept: '可提前，未提前',
  confirmed: '不再是暂定',
  uncovered: '改为暂定',
}

/** One line about a date that was counted anew. */
export function changeWord(change: Schema['DueChange']): string {
  const dates = [change.old_due, change.outcome === 'kept' ? change.counted_due : change.new_due].map((due) => (due ? dayAndTime(due) : '待定'))
  const moved = dates[0] === dates[1] ? dates[0] : dates.join(' → ')
  return `${dayAndTime(change.at)} ${outcomeWords[change.outcome]}：${moved}。${change.reason}`
}
