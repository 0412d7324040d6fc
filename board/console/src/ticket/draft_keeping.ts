// What happens to a text that is being written while the server's copy changes: decided here, without I/O. And the copy in
// the browser's storage, which lives until the server has the text.

export interface TextVersions {
  /** What the server had when writing began, or when it last took our text. */
  base: string
  /** What stands in the editor. */
  mine: string
  /** What the server has now. */
  theirs: string
}

/**
 * same: both say the same; rebase: only ours changed, save it under the new version; take: only theirs changed, show it;
 * ask: both changed, a person decides.
 */
export type Reconciliation = 'same' | 'rebase' | 'take' | 'ask'

export function reconcile({ base, mine, theirs }: TextVersions): Reconciliation {
  if (mine === theirs) return 'same'
  if (theirs === base) return 'rebase'
  if (mine === base) return 'take'
  return 'ask'
}

export interface KeptDraft {
  text: string
  base: string
  version: number
  at: string
}

type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>
const keyOf = (login: string, number: string) => `huiying.draft.${login}.${number}`

export function keepDraft(store: Store, login: string, number: string, draft: KeptDraft) {
  try {
    store.setItem(keyOf(login, number), JSON.stringify(draft))
  } catch {
    // Storage full or forbidden: the server's copy is then the only one.
  }
}

export function keptDraft(store: Store, login: string, number: string): KeptDraft | null {
  try {
    const kept = JSON.parse(store.getItem(keyOf(login, number)) ?? 'null') as Partial<KeptDraft> | null
    if (!kept || typeof kept.text !== 'string' || typeof kept.base !== 'string') return null
    return { text: kept.text, base: kept.base, version: Number(kept.version ?? 0), at: String(kept.at ?? '') }
  } catch {
    return null
  }
}

export function dropDraft(store: Store, login: string, number: string) {
  try {
    store.removeItem(keyOf(login, number))
  } catch {
    // Nothing to drop where nothing can be kept.
  }
}

export interface OwnCopy {
  text: string
  at: string
}

/** What a person wrote and never saved, the later of the browser's and the server's copy; null where there is nothing to offer. */
export function copyToOffer(saved: { text: string }, kept: KeptDraft | null, own: { text: string; saved_at: string } | null): OwnCopy | null {
  const copies: OwnCopy[] = []
  if (own) copies.push({ text: own.text, at: own.saved_at })
  if (kept) copies.push({ text: kept.text, at: kept.at })
  const [latest] = copies.filter(({ text }) => text !== saved.text).sort((one, other) => Date.parse(other.at) - Date.parse(one.at))
  return latest ?? null
}

/** Places that a template left open: they must not reach a citizen. */
export const openPlaces = (text: string) => text.match(/【待填[^】]*】/g)?.length ?? 0
