// A list that is read once and again on request.
import { ref, shallowRef } from 'vue'
import { ApiProblem } from '@/api/client'

export function useList<T>(fetchItems: () => Promise<T[]>) {
  const items = shallowRef<T[]>([])
  const loaded = ref(false)
  const problem = ref<ApiProblem | null>(null)

  async function reload() {
    try {
      items.value = await fetchItems()
      problem.value = null
      loaded.value = true
    } catch (failure) {
      if (!(failure instanceof ApiProblem)) throw failure
      problem.value = failure
    }
  }
  void reload()
  return { items, loaded, problem, reload }
}
