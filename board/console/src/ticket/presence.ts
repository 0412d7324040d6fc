// Who else is at a ticket, as far as one was heard of lately.
export type Doing = 'reading' | 'writing' | 'left'
export interface Presence {
  number: string
  login: string
  name: string
  doing: Doing
}

/** A page says that it is there this often; who is silent for longer than the second is gone. */
export const kBeatMs = 10_000
export const kGoneMs = 25_000

export class PresenceBook {
  private readonly heardAt = new Map<string, Presence & { at: number }>()

  /** True when this is somebody new, who does not know yet who else is here. */
  heard(presence: Presence, now: number): boolean {
    const known = this.heardAt.get(presence.login)
    if (presence.doing === 'left') {
      this.heardAt.delete(presence.login)
      return false
    }
    this.heardAt.set(presence.login, { ...presence, at: now })
    return !known || known.at + kGoneMs <= now
  }

  forget() {
    this.heardAt.clear()
  }

  /** Those who write first, each by name. */
  present(now: number): Presence[] {
    return [...this.heardAt.values()]
      .filter(({ at }) => at + kGoneMs > now)
      .sort((one, other) => Number(other.doing === 'writing') - Number(one.doing === 'writing') || one.name.localeCompare(other.name, 'zh'))
  }
}

const kNamed = 3
const named = (people: Presence[]) => people.slice(0, kNamed).map(({ name }) => name).join('、') + (people.length > kNamed ? `等 ${people.length} 人` : '')

export function presenceWords(people: Presence[]): string {
  const writing = people.filter(({ doing }) => doing === 'writing')
  const reading = people.filter(({ doing }) => doing === 'reading')
  return [writing.length > 0 ? `${named(writing)}正在编辑` : '', reading.length > 0 ? `${named(reading)}正在查看` : ''].filter(Boolean).join('，')
}
