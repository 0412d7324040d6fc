// Short notices at the top of the page.
import { ElMessage } from 'element-plus'
import { h } from 'vue'
import { ApiProblem } from '@/api/client'

export const told = (text: string) => ElMessage({ message: text, type: 'success', duration: 2600, grouping: true })
let former: { close: () => void } | null = null
/** For ten seconds, with a way back; one at a time, however fast one goes on. */
export function toldWithUndo(text: string, undo: () => void) {
  former?.close()
  const notice = ElMessage({
    message: h('span', { class: 'told-undo' }, [text, h('button', { type: 'button', class: 'text-button', onClick: () => (notice.close(), undo()) }, '撤销')]),
    type: 'success',
    duration: 10_000,
    showClose: true,
  })
  former = notice
}
export const warned = (text: string) => ElMessage({ message: text, type: 'warning', duration: 6000, showClose: true, grouping: true })

export function problemText(failure: unknown): string {
  if (!(failure instanceof ApiProblem)) throw failure
  const detail = failure.detail && failure.detail !== failure.message ? `（${failure.detail}）` : ''
  return failure.message + detail
}

/** Beside the field that is to blame: what is wrong with it, without the general sentence before it. */
export const fieldText = (failure: unknown) => (failure instanceof ApiProblem && failure.detail) || problemText(failure)

export function complained(failure: unknown) {
  ElMessage({ message: problemText(failure), type: 'error', duration: 8000, showClose: true, grouping: true })
}

export const complainedText = (text: string) => ElMessage({ message: text, type: 'error', duration: 8000, showClose: true })
