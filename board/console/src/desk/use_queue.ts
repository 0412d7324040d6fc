// A queue as far as it was scrolled, kept fresh by live events; and the counts of all queues.
import { ref, shallowRef, watch, type Ref } from 'vue'
import { api, ApiProblem, ask, type Schema } from '@/api/client'
import { onLiveGathered } from '@/api/live'
import type { Queue } from '@/ticket/words'
import { queryOf, type ListFilter } from './list_filter'

export type TicketRow = Schema['TicketRow']
const kPageSize = 50
/** Beyond this the list is not read anew by itself, for it would jump below the reader. */
const kRefreshedPages = 4
const kGatherMs = 400

export function useQueue(queue: Ref<Queue['id']>, filter: Ref<ListFilter>) {
  const rows = shallowRef<TicketRow[]>([])
  const next = ref<string | null>(null)
  const loading = ref(false)
  const loaded = ref(false)
  const stale = ref(false)
  const problem = ref<ApiProblem | null>(null)
  let turn = 0
  let pages = 0

  const page = (after: string | null) =>
    ask(
      api.GET('/api/v1/tickets', {
        params: { query: { queue: queue.value, limit: kPageSize, ...(after ? { after } : {}), ...(queryOf(filter.value) as object) } },
      }),
    )

  async function read(count: number) {
    const mine = ++turn
    loading.value = true
    try {
      let gathered: TicketRow[] = []
      let after: string | null = null
      let taken = 0
      do {
        const answer: Schema['TicketPage'] = await page(after)
        if (mine !== turn) return
        gathered = gathered.concat(answer.items)
        after = answer.next
        taken += 1
      } while (after && taken < count)
      rows.value = gathered
      next.value = after
      pages = taken
      problem.value = null
      stale.value = false
      loaded.value = true
    } catch (failure) {
      if (!(failure instanceof ApiProblem)) throw failure
      if (mine === turn) problem.value = failure
    } finally {
      if (mine === turn) loading.value = false
    }
  }

  const reload = () => read(1)

  async function more() {
    if (!next.value || loading.value) return
    const mine = ++turn
    loading.value = true
    try {
      const answer = await page(next.value)
      if (mine !== turn) return
      const seen = new Set(rows.value.map((row) => row.number))
      rows.value = rows.value.concat(answer.items.filter((row) => !seen.has(row.number)))
      next.value = answer.next
      pages += 1
    } catch (failure) {
      if (!(failure instanceof ApiProblem)) throw failure
      if (mine === turn) problem.value = failure
    } finally {
      if (mine === turn) loading.value = false
    }
  }

  onLiveGathered(() => {
    if (pages > kRefreshedPages) stale.value = true
    else void read(Math.max(pages, 1))
  }, kGatherMs)

  watch(
    () => JSON.stringify([queue.value, queryOf(filter.value)]),
    () => {
      rows.value = []
      loaded.value = false
      next.value = null
      void reload()
    },
    { immediate: true },
  )

  return { rows, next, loading, loaded, stale, problem, reload, more }
}

export type TicketCounts = Schema['TicketCounts']

export function useCounts() {
  const counts = shallowRef<TicketCounts | null>(null)

  async function read() {
    try {
      counts.value = await ask(api.GET('/api/v1/ticket-counts'))
    } catch (failure) {
      // Counts are a help: the old ones, or none, are better than a broken desk.
      if (!(failure instanceof ApiProblem)) throw failure
    }
  }

  onLiveGathered(() => void read(), kGatherMs)
  void read()
  return { counts, read }
}
