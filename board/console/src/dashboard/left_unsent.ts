// What did not go out because the page was closed or reloaded: told when it is open again in this tab.
const kPlace = 'huiying.left_unsent'

function kept(): string[] {
  try {
    return JSON.parse(sessionStorage.getItem(kPlace) ?? '[]')
  } catch {
    return []
  }
}

export function keepUnsent(words: string) {
  try {
    sessionStorage.setItem(kPlace, JSON.stringify([...kept(), words]))
  } catch {
    // Without storage it is not told; nothing was sent all the same.
  }
}

export function takeUnsent(): string[] {
  const words = kept()
  if (words.length > 0) sessionStorage.removeItem(kPlace)
  return words
}
