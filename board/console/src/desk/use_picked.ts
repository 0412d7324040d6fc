// Which rows of a list are selected. What has left the list is not selected any more.
import { computed, shallowRef, type Ref } from 'vue'
import { rangeOf } from './bulk'
import type { TicketRow } from './use_queue'

export function usePicked(rows: Ref<TicketRow[]>) {
  const numbers = shallowRef<ReadonlySet<string>>(new Set())
  let last = ''
  const picked = computed(() => rows.value.filter((row) => numbers.value.has(row.number)))

  function toggle(number: string) {
    const next = new Set(numbers.value)
    if (!next.delete(number)) next.add(number)
    numbers.value = next
    last = number
  }

  function pick(number: string, range: boolean) {
    if (!range || !last) return toggle(number)
    numbers.value = new Set([...numbers.value, ...rangeOf(rows.value, last, number)])
    last = number
  }

  const all = () => (numbers.value = new Set(rows.value.map(({ number }) => number)))
  const clear = () => (numbers.value = new Set())
  const drop = (gone: string[]) => (numbers.value = new Set([...numbers.value].filter((number) => !gone.includes(number))))
  return { rows: picked, has: (number: string) => numbers.value.has(number), pick, toggle, all, clear, drop }
}
