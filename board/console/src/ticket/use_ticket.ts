// One ticket on the screen: read it, keep it fresh, make moves on it.
import { computed, ref, shallowRef, watch, type Ref } from 'vue'
import { api, ApiProblem, ask, type Schema } from '@/api/client'
import { onLiveGathered } from '@/api/live'

export type TicketDetail = Schema['TicketDetail']
const kGatherMs = 250

export function useTicket(number: Ref<string>) {
  const detail = shallowRef<TicketDetail | null>(null)
  const problem = ref<ApiProblem | null>(null)
  const loading = ref(false)
  let latest = 0

  async function read(): Promise<TicketDetail | null> {
    const turn = ++latest
    const wanted = number.value
    loading.value = true
    try {
      const answer = await ask(api.GET('/api/v1/tickets/{number}', { params: { path: { number: wanted } } }))
      if (turn !== latest) return null
      problem.value = null
      detail.value = answer
      return answer
    } catch (failure) {
      if (!(failure instanceof ApiProblem)) throw failure
      // A ticket on the screen stays there when the line drops for a moment.
      if (turn === latest && (detail.value?.ticket.number !== wanted || failure.status === 404)) problem.value = failure
      return null
    } finally {
      if (turn === latest) loading.value = false
    }
  }

  onLiveGathered(() => void read(), kGatherMs, (event) => number.value !== '' && (!event || event.number === number.value))

  watch(
    number,
    () => {
      detail.value = null
      problem.value = null
      if (number.value) void read()
    },
    { immediate: true },
  )

  const ticket = computed(() => detail.value?.ticket ?? null)
  const may = (move: string) => (detail.value?.allowed_moves as string[] | undefined)?.includes(move) ?? false

  return { detail, ticket, problem, loading, read, may }
}
