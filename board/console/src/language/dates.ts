// Days in words. English names its months, which no pattern of numbers can.
import { isEnglish, verbatim } from './say'

const kMonths = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const kWeekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const kChineseWeekdays = verbatim(['周日', '周一', '周二', '周三', '周四', '周五', '周六'])

/** 2026年3月5日, 5 Mar 2026; without the year where it is null. */
export function dateText(year: number | null, month: number, day: number, english = isEnglish()): string {
  if (english) return `${day} ${kMonths[month - 1]}${year === null ? '' : ` ${year}`}`
  return verbatim(`${year === null ? '' : `${year}年`}${month}月${day}日`)
}

export const monthText = (year: number, month: number) => (isEnglish() ? `${kMonths[month - 1]} ${year}` : verbatim(`${year}年${month}月`))

/** 3月5日 周四, Thu 5 Mar; `weekday`: 0 is Sunday. */
export const withWeekday = (date: string, weekday: number, english = isEnglish()) =>
  english ? `${kWeekdays[weekday]} ${date}` : `${date} ${kChineseWeekdays[weekday]}`
