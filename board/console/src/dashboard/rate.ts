/** Share in percent, rounded down so that 100% means all; a dash where there is nothing to divide by. */
export function rate(part: number, whole: number): string {
  if (whole <= 0) return '—'
  return `${Math.floor((part * 1000) / whole) / 10}%`
}
