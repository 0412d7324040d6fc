// Which replies to others were taken over into one that is being written: kept in the browser until it went out.
export interface Citation {
  number: string
  unit_name: string
  replied_at: string
}

type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>
const keyOf = (login: string, number: string) => `huiying.cited.${login}.${number}`
const isCitation = (value: unknown): value is Citation =>
  typeof value === 'object' && value !== null && ['number', 'unit_name', 'replied_at'].every((key) => typeof (value as Record<string, unknown>)[key] === 'string')

export function keepCitations(store: Store, login: string, number: string, cited: Citation[]) {
  try {
    if (cited.length === 0) store.removeItem(keyOf(login, number))
    else store.setItem(keyOf(login, number), JSON.stringify(cited.map(({ number: from, unit_name, replied_at }) => ({ number: from, unit_name, replied_at }))))
  } catch {
    // Storage full or forbidden: the note stays for as long as the page does.
  }
}

export function keptCitations(store: Store, login: string, number: string): Citation[] {
  try {
    const kept: unknown = JSON.parse(store.getItem(keyOf(login, number)) ?? '[]')
    return Array.isArray(kept) ? kept.filter(isCitation) : []
  } catch {
    return []
  }
}
