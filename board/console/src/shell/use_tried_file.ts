// A file that is brought to the server: tried first, line by line, then taken.
import { shallowRef } from 'vue'
import { useSubmit } from './use_submit'

/** Of a report, so that a long file does not stop the page. */
export const kShownLines = 300
const kMaxBytes = 10 * 1024 * 1024

/** The part of a call that carries a file as it is. */
export const asBytes = (bytes: ArrayBuffer) => ({
  body: bytes as never,
  bodySerializer: (body: unknown) => body as BodyInit,
  headers: { 'Content-Type': 'application/octet-stream' },
})

export function useTriedFile<Report>(call: (bytes: ArrayBuffer, trial: boolean) => Promise<Report>, taken: () => void) {
  const file = shallowRef<File | null>(null)
  const report = shallowRef<Report | null>(null)
  const { busy, problem, submit, clear } = useSubmit()

  const send = (trial: boolean) =>
    submit(async () => {
      report.value = await call(await file.value!.arrayBuffer(), trial)
      if (!trial) taken()
    })

  function forget() {
    file.value = report.value = null
    clear()
  }

  function choose(event: Event) {
    const [chosen] = (event.target as HTMLInputElement).files ?? []
    forget()
    file.value = chosen ?? null
    if (!chosen) return
    if (chosen.size > kMaxBytes) {
      problem.value = '文件超过 10 MB，请分成几个再传。'
      file.value = null
    } else void send(true)
  }

  return { file, report, busy, problem, send, forget, choose }
}
