// "@" in a note: what is being typed after it, who fits, and the text with the chosen name.
interface Person {
  name: string
  login: string
  unit_name?: string
}

const kLongest = 20
const kOffered = 8

/** Of the "@" before the caret: where it stands and what follows it; null where none is being typed. An address is none. */
export function mentionAt(text: string, caret: number): { from: number; typed: string } | null {
  const found = /(^|[^A-Za-z0-9])@([^\s@]*)$/.exec(text.slice(Math.max(0, caret - kLongest - 2), caret))
  if (!found) return null
  const typed = found[2] ?? ''
  return typed.length > kLongest ? null : { from: caret - typed.length - 1, typed }
}

/** Those whose name begins so first, then those in whose name, login or unit it is found. */
export function mentionable<P extends Person>(people: P[], typed: string): P[] {
  const wanted = typed.toLowerCase()
  const rank = ({ name, login, unit_name }: P) => {
    if (name.startsWith(typed) || login.startsWith(wanted)) return 0
    if (name.includes(typed)) return 1
    return unit_name?.includes(typed) ? 2 : 3
  }
  return people
    .map((person) => ({ person, rank: rank(person) }))
    .filter((one) => one.rank < 3)
    .sort((one, other) => one.rank - other.rank)
    .slice(0, kOffered)
    .map(({ person }) => person)
}

export function withMention(text: string, from: number, caret: number, name: string): { text: string; caret: number } {
  const inserted = `@${name} `
  return { text: text.slice(0, from) + inserted + text.slice(caret), caret: from + inserted.length }
}
