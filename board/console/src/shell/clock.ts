// The present, moving on by itself, so that "今天到期" turns into "已超期" on an open page.
import { ref } from 'vue'

const kTickMs = 30_000
export const now = ref(Date.now())
window.setInterval(() => (now.value = Date.now()), kTickMs)
