// Who may arrange for whom, and who may stand in or take over: what the server checks, so that only that is offered.
import type { Person } from './use_people'

/** Oneself; everybody for an administrator; the own unit, or all for the lead office, for a manager. */
export function mayArrange(me: Person, person: Person, leadUnit: string): boolean {
  if (me.login === person.login || me.roles.includes('administrator')) return true
  return me.roles.includes('manager') && me.unit !== '' && (me.unit === person.unit || me.unit === leadUnit)
}

const sameUnit = (person: Person) => (other: Person) => other.active && other.login !== person.login && other.unit === person.unit && person.unit !== ''

export const deputiesOf = (person: Person, people: Person[]) => people.filter(sameUnit(person))
export const takersOf = (person: Person, people: Person[]) => deputiesOf(person, people).filter(({ roles }) => roles.includes('handler'))
