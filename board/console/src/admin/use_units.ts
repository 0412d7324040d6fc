// The units, read once a page load and again when they were changed.
import { computed, ref, shallowRef } from 'vue'
import { api, ApiProblem, ask, type Schema } from '@/api/client'

export type Unit = Schema['Unit']
const units = shallowRef<Unit[]>([])
const problem = ref<ApiProblem | null>(null)
let reading: Promise<void> | null = null

async function readUnits() {
  try {
    units.value = (await ask(api.GET('/api/v1/units'))).items
    problem.value = null
  } catch (failure) {
    if (!(failure instanceof ApiProblem)) throw failure
    problem.value = failure
    reading = null
  }
}

export function useUnits() {
  reading ??= readUnits()
  const active = computed(() => units.value.filter((unit) => unit.active !== false))
  const nameOf = (code: string) => units.value.find((unit) => unit.code === code)?.name ?? code
  const reload = () => (reading = readUnits())
  return { units, active, problem, nameOf, reload }
}
