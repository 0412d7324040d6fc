// Sends a form: busy while it runs, the server's objection beside its field or below the form.
import { ref } from 'vue'
import { ApiProblem } from '@/api/client'
import { fieldText, problemText } from './notice'

export function useSubmit() {
  const busy = ref(false)
  const problem = ref('')
  const problems = ref<Record<string, string>>({})
  const lastCode = ref('')

  /** True when the server took it. */
  async function submit(call: () => Promise<unknown>, knownFields: string[] = []): Promise<boolean> {
    busy.value = true
    clear()
    try {
      await call()
      return true
    } catch (failure) {
      const { field, code } = failure as ApiProblem
      lastCode.value = code
      if (knownFields.includes(field)) problems.value = { [field]: fieldText(failure) }
      else problem.value = problemText(failure)
      return false
    } finally {
      busy.value = false
    }
  }

  function clear() {
    problem.value = ''
    problems.value = {}
    lastCode.value = ''
  }

  /** Notes what is missing before anything is sent; true when nothing is. */
  function complete(missing: Record<string, string | false>): boolean {
    clear()
    for (const [field, text] of Object.entries(missing)) if (text) problems.value[field] = text
    return Object.keys(problems.value).length === 0
  }

  return { busy, problem, problems, lastCode, submit, clear, complete }
}
