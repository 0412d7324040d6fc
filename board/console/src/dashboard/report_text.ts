// A report's text as blocks: title, headings, lines. For print and for the Word file; and what somebody types, kept in this tab.
import { monthText } from '@/language/dates'
import { verbatim } from '@/language/say'
export interface Block {
  kind: 'title' | 'heading' | 'line'
  text: string
}

/** The first line is the title; "一、" and the like begin a heading; empty lines only divide. */
export function blocksOf(text: string): Block[] {
  const lines = text.split('\n').map((line) => line.trim()).filter((line) => line !== '')
  return lines.map((line, index) => ({ kind: index === 0 ? 'title' : /^[一二三四五六七八九十]+、/.test(line) ? 'heading' : 'line', text: line }))
}

export const monthName = (month: string) => monthText(Number(month.slice(0, 4)), Number(month.slice(5)))
/** The report is the town's, whatever language it is read in. */
export const fileName = (month: string) => verbatim(`${month.slice(0, 4)}年${Number(month.slice(5))}月通报.docx`)
export const isMonth = (value: unknown): value is string => typeof value === 'string' && /^\d{4}-(0[1-9]|1[0-2])$/.test(value)

/** The month before the present one, in the town. */
export function lastMonth(now: number): string {
  const date = new Date(now + 8 * 3_600_000)
  date.setUTCDate(0)
  return date.toISOString().slice(0, 7)
}

const keyOf = (month: string) => `huiying.report.${month}`
export interface Kept {
  version: number
  text: string
}

export function keptText(month: string, storage: Storage = sessionStorage): Kept | null {
  try {
    const kept = JSON.parse(storage.getItem(keyOf(month)) ?? 'null') as Kept | null
    return kept && typeof kept.text === 'string' && typeof kept.version === 'number' ? kept : null
  } catch {
    return null
  }
}

export function keepText(month: string, kept: Kept | null, storage: Storage = sessionStorage) {
  try {
    if (kept) storage.setItem(keyOf(month), JSON.stringify(kept))
    else storage.removeItem(keyOf(month))
  } catch {
    // A full or forbidden storage: the text still stands on the screen.
  }
}
