// Seconds of grace before something is done: they stand still as long as the pointer or the focus is on what tells of them.
import { computed, ref } from 'vue'

export function useGrace(seconds: number, act: () => void) {
  const left = ref(0)
  const holders = ref<ReadonlySet<string>>(new Set())
  const held = computed(() => holders.value.size > 0)
  let timer: ReturnType<typeof setInterval> | undefined

  function stop() {
    clearInterval(timer)
    left.value = 0
    holders.value = new Set()
  }

  function tick() {
    if (held.value) return
    left.value -= 1
    if (left.value > 0) return
    stop()
    act()
  }

  function start() {
    stop()
    left.value = seconds
    timer = setInterval(tick, 1000)
  }

  function hold(by: 'pointer' | 'focus', on: boolean) {
    const next = new Set(holders.value)
    if (on) next.add(by)
    else next.delete(by)
    holders.value = next
  }
  return { left, held, start, stop, hold }
}
