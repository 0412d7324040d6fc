/** Share in percent, rounded down so that 100% means all; a dash where there is nothing to divide by. */
export function rate(part: number, whole: number): string {
  if (whole <= 0) return '—'
  return `${Math.floor((part * 1000) / whole) / 10}%`
}

/** What a town may promise for the same day. */
export const kGradeNames = { receipt: '收件回执', acceptance: '受理告知', contact: '人工联系' } as const
