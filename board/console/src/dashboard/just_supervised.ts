// What was supervised from this page a moment ago, tickets and units: it is not offered again at once.
import { reactive } from 'vue'
import { now } from '@/shell/clock'

const kMomentMs = 10 * 60_000
const since = reactive(new Map<string, number>())

export const unitMark = (unit: string) => `unit ${unit}`
export const keepSupervised = (what: string) => void since.set(what, Date.now())

export function justSupervised(what: string): boolean {
  const at = since.get(what)
  return at !== undefined && now.value - at < kMomentMs
}
