// Which reminders were opened one by one. The server knows only "read up to": what was opened above an unread one is kept in
// this browser until everything below it was opened, too.
interface Told {
  id: number
}
type Keeper = Pick<Storage, 'getItem' | 'setItem'>

const keyOf = (login: string) => `hy-opened-notices:${login}`

export function openedNotices(keeper: Keeper, login: string): number[] {
  try {
    const kept: unknown = JSON.parse(keeper.getItem(keyOf(login)) ?? '[]')
    return Array.isArray(kept) ? kept.filter((id): id is number => typeof id === 'number') : []
  } catch {
    return []
  }
}

/** Keeps that it was opened; forgets those that the server does not list any more. */
export function keepOpened(keeper: Keeper, login: string, listed: readonly Told[], id: number): number[] {
  const opened = [...openedNotices(keeper, login).filter((known) => known !== id && listed.some((notice) => notice.id === known)), id]
  try {
    keeper.setItem(keyOf(login), JSON.stringify(opened))
  } catch {
    // Without storage it is read until the page is left.
  }
  return opened
}

/** Up to which reminder everything was opened; 0 where the oldest is unread, or where the list does not reach down to it. */
export function readUpTo(listed: readonly Told[], opened: readonly number[], mostListed: number): number {
  if (listed.length >= mostListed) return 0
  let last = 0
  for (const { id } of [...listed].sort((one, other) => one.id - other.id)) {
    if (!opened.includes(id)) break
    last = id
  }
  return last
}
