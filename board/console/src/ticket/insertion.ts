// Putting more text into a reply, and the places that somebody must still fill in.
const kOpen = /【待填[^】]*】/g

/** On lines of its own, whatever stands around it. `from`, `to`: where it is now. */
export function inserted(text: string, at: number, more: string): { text: string; from: number; to: number } {
  const before = text.slice(0, at)
  const after = text.slice(at)
  const head = before === '' || before.endsWith('\n') ? '' : '\n'
  const tail = after === '' || after.startsWith('\n') ? '' : '\n'
  const from = before.length + head.length
  return { text: before + head + more + tail + after, from, to: from + more.length }
}

/** The first at or after a place; null where there is none. */
export function nextOpenPlace(text: string, at: number): { from: number; to: number } | null {
  for (const found of text.matchAll(kOpen)) if (found.index >= at) return { from: found.index, to: found.index + found[0].length }
  return null
}
