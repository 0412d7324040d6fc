// Another wording of the reply by the town's language model: whether there is one, what it offers, what was taken.
// It is only ever offered; where it does not come, the plain text stands and nobody waits.
import { ref, shallowRef, watch, type Ref } from 'vue'
import { api, ApiProblem, ask, type Schema } from '@/api/client'

export const kUnavailable = '暂时无法改写，请用原稿。'
export const kGenerated = '由模型改写，须人工核对'

export interface Offered {
  id: number
  text: string
  sentences: Schema['RewrittenSentence'][]
  leftOut: string[]
}

export function useRewriting(number: Ref<string>, mayWrite: Ref<boolean>) {
  const isOn = ref(false)
  const taken = shallowRef<Schema['RewritingStanding']['taken'] | null>(null)
  const offered = shallowRef<Offered | null>(null)
  const isUnderWay = ref(false)
  const isUnavailable = ref(false)
  const params = () => ({ params: { path: { number: number.value } } })

  async function readStanding() {
    const asked = number.value
    try {
      const standing = await ask(api.GET('/api/v1/rewritings/{number}', params()))
      if (asked !== number.value) return
      isOn.value = standing.on
      taken.value = standing.taken ?? null
    } catch (failure) {
      // What is not there is not offered; what matters of the ticket is read elsewhere.
      if (!(failure instanceof ApiProblem)) throw failure
      if (asked === number.value) isOn.value = false
    }
  }
  watch(
    [number, mayWrite],
    () => {
      isOn.value = isUnavailable.value = false
      taken.value = offered.value = null
      void readStanding()
    },
    { immediate: true },
  )

  async function rewrite(text: string) {
    const asked = number.value
    isUnderWay.value = true
    isUnavailable.value = false
    try {
      const found = await ask(api.POST('/api/v1/rewritings/{number}', { ...params(), body: { text } }))
      if (asked !== number.value) return
      if (found.offered && found.id !== undefined && found.text !== undefined)
        offered.value = { id: found.id, text: found.text, sentences: found.sentences ?? [], leftOut: found.left_out ?? [] }
      else isUnavailable.value = true
    } catch (failure) {
      if (!(failure instanceof ApiProblem)) throw failure
      if (asked === number.value) isUnavailable.value = true
    } finally {
      isUnderWay.value = false
    }
  }

  /** The text to put into the reply; null where it could not be written down that it was taken. */
  async function take(): Promise<string | null> {
    const chosen = offered.value
    if (!chosen) return null
    try {
      await ask(api.PUT('/api/v1/rewritings/{number}/{id}', { params: { path: { number: number.value, id: chosen.id } } }))
    } catch (failure) {
      if (!(failure instanceof ApiProblem)) throw failure
      isUnavailable.value = true
      offered.value = null
      return null
    }
    offered.value = null
    void readStanding()
    return chosen.text
  }

  const leave = () => (offered.value = null)
  return { isOn, taken, offered, isUnderWay, isUnavailable, rewrite, take, leave }
}
