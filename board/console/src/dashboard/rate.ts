/** Share in percent, rounded down so that 100% means all; a dash where there is nothing to divide by. */
export function rate(part: number, whole: number): string {
  if (whole <= 0) return '—'
  return `${Math.floor((part * 1000) / whole) / 10}%`
}

interface Answers {
  answered: number
  answered_in_time: number
  overdue: number
}

/** Of all that was due: what lies unanswered beyond its time counts as missed, not as absent. */
export const rateInTime = ({ answered, answered_in_time, overdue }: Answers) => rate(answered_in_time, answered + overdue)
