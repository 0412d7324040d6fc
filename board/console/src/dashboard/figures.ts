// What is made of the counts: rates, their change, days folded to weeks and months.
import type { Schema } from '@/api/client'
import { rate } from './rate'

export type Counts = Schema['PeriodCounts']
export type Day = Schema['PeriodFigures']['days'][number]
export type Grain = 'day' | 'week' | 'month'

export interface Share {
  part: number
  whole: number
}

const evaluated = (counts: Counts) => counts.satisfied + counts.mostly_satisfied + counts.dissatisfied

/** The rates of the page in their order; `bad`: the higher the worse; `what`: the list of those that fail. */
export const rates = [
  { key: 'same_day', name: '当天回应率', of: (c: Counts): Share => ({ part: c.rates.response.met, whole: c.rates.response.counted }), rule: '收到当天作出本镇承诺的回应', what: 'response_missed', behind: '当天没有回应' },
  { key: 'five_day', name: '五日答复率', of: (c: Counts): Share => ({ part: c.rates.final_reply.met, whole: c.rates.final_reply.counted }), rule: '首次答复在承诺的工作日内签发', what: 'final_missed', behind: '没有按期答复' },
  { key: 'evasive', name: '空泛答复率', of: (c: Counts): Share => ({ part: c.evasive, whole: c.checked }), rule: '本时段签发的答复中，没有写明谁做了什么、何时、为什么的（按答复的日期归入时段）', what: 'evasive', behind: '答复空泛', bad: true },
  { key: 'contact', name: '响应率', of: (c: Counts): Share => ({ part: c.rates.human_contact.met, whole: c.rates.human_contact.counted }), rule: '一个工作日内有人答复、致电或上门；系统自动回执不算', what: 'contact_missed', behind: '一个工作日内无人联系' },
  { key: 'resolved', name: '解决率', of: (c: Counts): Share => ({ part: c.resolved, whole: evaluated(c) }), rule: '来信人评过且不是“不满意”、答复后也没有再来的，占评过的', what: 'dissatisfied', behind: '不满意' },
  { key: 'satisfied', name: '满意率', of: (c: Counts): Share => ({ part: c.satisfied + c.mostly_satisfied, whole: evaluated(c) }), rule: '最近一次评价为满意或基本满意的，占评过的', what: 'dissatisfied', behind: '不满意' },
  { key: 'repeat', name: '重复率', of: (c: Counts): Share => ({ part: c.came_back, whole: c.answered }), rule: '答复后又重办、重新办理，或同一来信人30天内又就同一单位的事来信的，占已答复的', what: 'came_back', behind: '答复后又来', bad: true },
] as const

export const percent = ({ part, whole }: Share) => rate(part, whole)

/** "↑ 2.1 个百分点", or what else there is to say. */
export function change(now: Share, before: Share): string {
  if (now.whole === 0 || before.whole === 0) return '无可比数据'
  const points = Math.round((now.part / now.whole - before.part / before.whole) * 1000) / 10
  return points === 0 ? '持平' : `${points > 0 ? '升' : '降'} ${Math.abs(points)} 个百分点`
}

/** "多 12 件，+8.3%" of counts. */
export function growth(now: number, before: number): string {
  if (now === before) return '持平'
  const more = now - before
  const share = before > 0 ? `，${more > 0 ? '+' : '−'}${Math.round((Math.abs(more) / before) * 1000) / 10}%` : ''
  return `${more > 0 ? '多' : '少'} ${Math.abs(more)} 件${share}`
}

/** Days up to two months are shown singly, then weeks, then months. */
export const usualGrain = (days: number): Grain => (days <= 62 ? 'day' : days <= 190 ? 'week' : 'month')

const mondayOf = (date: string) => {
  const at = Date.parse(`${date}T00:00:00Z`)
  return new Date(at - ((new Date(at).getUTCDay() + 6) % 7) * 86_400_000).toISOString().slice(0, 10)
}

/** Days of one week or month together; `date` is the first that lies in the period. */
export function folded(days: Day[], grain: Grain): Day[] {
  if (grain === 'day') return days
  const keyOf = (date: string) => (grain === 'week' ? mondayOf(date) : date.slice(0, 7))
  const parts = new Map<string, Day>()
  for (const day of days) {
    const key = keyOf(day.date)
    const part = parts.get(key)
    if (!part) {
      parts.set(key, { ...day, response: { ...day.response }, final_reply: { ...day.final_reply } })
      continue
    }
    for (const count of ['received', 'answered', 'replied'] as const) part[count] += day[count]
    for (const kept of ['response', 'final_reply'] as const) {
      part[kept].met += day[kept].met
      part[kept].counted += day[kept].counted
    }
  }
  return [...parts.values()]
}

export const stageNames = {
  dispatch: '待受理、待分派',
  sign: '待签收',
  handling: '办理中',
  review: '待审核、待发出',
  pause: '中止',
  answered: '已答复',
  closed: '已办结',
  ended: '未答复而结束',
} as const
export type Stage = keyof typeof stageNames
export const openStages: readonly Stage[] = ['dispatch', 'sign', 'handling', 'review', 'pause']

/** What a funnel narrows down to: each is part of the one before. */
export const funnelOf = (counts: Counts) => [
  { name: '收到', value: counts.received, what: 'received' },
  { name: '已受理告知', value: counts.accepted, what: '' },
  { name: '已有人联系', value: counts.contacted, what: '' },
  { name: '已答复', value: counts.answered, what: 'answered' },
  { name: '已评价', value: evaluated(counts), what: '' },
  { name: '满意', value: counts.satisfied + counts.mostly_satisfied, what: 'satisfied' },
]

/** What no unit has yet goes by its state. */
export const unitTitle = (code: string, name: string) => (code === '' ? '待分派' : name)

export const weekdayNames = ['周一', '周二', '周三', '周四', '周五', '周六', '周日']
