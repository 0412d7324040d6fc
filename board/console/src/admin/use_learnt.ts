// A page of what the program has learnt: read, looked at again while something is under way, changed by a call that answers with the page.
import { onMounted, onUnmounted, ref, shallowRef } from 'vue'
import type { ApiProblem } from '@/api/client'
import { complained, told } from '@/shell/notice'

const kLookAgainMs = 3000

/** `isWorthALook`: whether it may have changed by itself. */
export function useLearnt<Page>(readPage: () => Promise<Page>, isWorthALook: (page: Page) => boolean) {
  const page = shallowRef<Page | null>(null)
  const problem = ref<ApiProblem | null>(null)
  const busy = ref(false)

  async function read() {
    try {
      page.value = await readPage()
      problem.value = null
    } catch (failure) {
      problem.value = failure as ApiProblem
    }
  }

  async function change(call: () => Promise<Page>, words: string) {
    busy.value = true
    try {
      page.value = await call()
      told(words)
    } catch (failure) {
      complained(failure)
      await read()
    } finally {
      busy.value = false
    }
  }

  let timer = 0
  onMounted(() => {
    void read()
    timer = window.setInterval(() => {
      if (!page.value || isWorthALook(page.value)) void read()
    }, kLookAgainMs)
  })
  onUnmounted(() => window.clearInterval(timer))
  return { page, problem, busy, read, change }
}
