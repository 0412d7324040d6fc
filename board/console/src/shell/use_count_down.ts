// Seconds until somebody who was locked out may try again.
import { computed, onUnmounted, ref } from 'vue'

export function useCountDown() {
  const left = ref(0)
  let timer = 0
  const words = computed(() => (left.value > 90 ? `约 ${Math.ceil(left.value / 60)} 分钟后可以再试。` : `${left.value} 秒后可以再试。`))

  function countDown(seconds: number) {
    left.value = seconds
    window.clearInterval(timer)
    if (seconds <= 0) return
    timer = window.setInterval(() => {
      left.value -= 1
      if (left.value <= 0) window.clearInterval(timer)
    }, 1000)
  }
  onUnmounted(() => window.clearInterval(timer))
  return { left, words, countDown }
}
