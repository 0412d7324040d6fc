// Supervising by one press: announced, then sent when the grace is over, unless it was taken back or the page was left.
import { computed, ref, shallowRef } from 'vue'
import { ApiProblem } from '@/api/client'
import { bulkForms, oneMove, runBulk, type BulkResult } from '@/desk/bulk'
import type { TicketRow } from '@/desk/use_queue'
import { verbatim } from '@/language/say'
import { hasRole } from '@/session'
import { told, warned } from '@/shell/notice'
import { useGrace } from '@/shell/use_grace'
import { justSupervised, keepSupervised } from './just_supervised'
import { askReason } from './supervise_reason'

export const kGraceSeconds = 8
export const kReason = verbatim('超期未答复，请今天办理并说明原因。')
const kForm = bulkForms.find(({ move }) => move === 'supervise')!

export const maySupervise = () => hasRole('manager', 'dispatcher', 'administrator')

export interface Target {
  /** In words. */
  what: () => string
  /** Read when it is sent, so that nobody is pressed for what was answered meanwhile. */
  rowsOf: () => Promise<TicketRow[]>
  /** Something was sent. */
  done: () => void
}

export function useSupervision(target: Target) {
  const stage = ref<'idle' | 'waiting' | 'asking' | 'sending' | 'over'>('idle')
  const reason = ref<string>(kReason)
  const results = shallowRef<BulkResult[]>([])
  const total = ref(0)
  const problem = shallowRef<ApiProblem | null>(null)
  const isStopped = ref(false)
  const refused = computed(() => results.value.filter(({ done }) => !done))
  const done = computed(() => results.value.length - refused.value.length)
  const busy = computed(() => ['waiting', 'asking', 'sending'].includes(stage.value))
  const grace = useGrace(kGraceSeconds, () => void send())
  const words = computed(() => `${grace.left.value} 秒后督办 ${target.what()}：“${reason.value}”`)
  let isLeft = false

  function press() {
    if (busy.value) return
    reason.value = kReason
    wait()
  }

  function wait() {
    stage.value = 'waiting'
    grace.start()
  }

  function takeBack() {
    grace.stop()
    stage.value = 'idle'
  }

  async function reword() {
    grace.stop()
    stage.value = 'asking'
    const worded = await askReason(`督办 ${target.what()}`, reason.value)
    if (stage.value !== 'asking') return
    if (worded === null) return wait()
    reason.value = worded
    await send()
  }

  function heard(result: BulkResult) {
    results.value = [...results.value, result]
    if (result.done) keepSupervised(result.number)
  }

  async function sendAll() {
    const rows = (await target.rowsOf()).filter(({ number }) => !justSupervised(number))
    total.value = rows.length
    await runBulk(rows, oneMove(kForm, { unit: '', reason: reason.value }), heard, () => isStopped.value)
  }

  async function send() {
    grace.stop()
    results.value = []
    problem.value = null
    isStopped.value = false
    stage.value = 'sending'
    try {
      await sendAll()
    } catch (failure) {
      if (!(failure instanceof ApiProblem)) throw failure
      problem.value = failure
    } finally {
      stage.value = 'over'
      ended()
    }
  }

  function ended() {
    if (done.value > 0) target.done()
    if (!isLeft) return
    if (done.value > 0) told(`已督办 ${done.value} 件`)
    if (refused.value.length > 0 || problem.value) warned(`督办 ${target.what()}，有没有成功的，请核对。`)
  }

  /** Nothing that waits is sent; `tell` says so where somebody still reads. */
  function leave(tell: (words: string) => void) {
    isLeft = true
    if (stage.value !== 'waiting' && stage.value !== 'asking') return
    takeBack()
    tell(`没有督办 ${target.what()}：还没到时间就离开了。`)
  }
  return { stage, busy, words, grace, results, refused, done, total, problem, press, takeBack, reword, send, leave, stop: () => (isStopped.value = true) }
}
