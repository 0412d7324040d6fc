// The searches that this person keeps, with their counts; kept fresh by live events.
import { shallowRef } from 'vue'
import { api, ApiProblem, ask, type Schema } from '@/api/client'
import { onLiveGathered } from '@/api/live'

export type SavedView = Schema['SavedView']
type Input = Schema['SavedViewInput']
/** A count looks through many tickets: not with every event. */
const kGatherMs = 30_000

export function useViews() {
  const views = shallowRef<SavedView[]>([])

  async function read() {
    try {
      views.value = (await ask(api.GET('/api/v1/views'))).items
    } catch (failure) {
      // The queues above work without them.
      if (!(failure instanceof ApiProblem)) throw failure
    }
  }

  async function then<T>(call: Promise<T>): Promise<T> {
    const answer = await call
    await read()
    return answer
  }
  const add = (body: Input) => then(ask(api.POST('/api/v1/views', { body })))
  const change = (id: number, body: Input) => then(ask(api.PUT('/api/v1/views/{id}', { params: { path: { id } }, body })))
  const drop = (id: number) => then(ask(api.DELETE('/api/v1/views/{id}', { params: { path: { id } } })))

  onLiveGathered(() => void read(), kGatherMs)
  void read()
  return { views, read, add, change, drop }
}
