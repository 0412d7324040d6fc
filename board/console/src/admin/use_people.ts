// Who works here, read once a page load and again when asked: names behind logins, and whom one may choose.
import { shallowRef } from 'vue'
import { api, ApiProblem, ask, type Schema } from '@/api/client'

export type Person = Schema['Staff']
const people = shallowRef<Person[]>([])
let reading: Promise<void> | null = null

async function readPeople() {
  try {
    people.value = (await ask(api.GET('/api/v1/people'))).items
  } catch (failure) {
    // Names are a help: logins are shown as long as there are none.
    if (!(failure instanceof ApiProblem)) throw failure
    reading = null
  }
}

const kNotPeople: Record<string, string> = { system: '系统', citizen: '来信人' }

export function usePeople() {
  reading ??= readPeople()
  const nameOf = (login: string) => kNotPeople[login] ?? people.value.find((person) => person.login === login)?.name ?? login
  const reload = () => (reading = readPeople())
  return { people, nameOf, reload }
}
