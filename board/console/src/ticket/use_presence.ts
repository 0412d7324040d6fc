// Tells colleagues that this person is at the ticket, and who of them is. Only while the page is looked at and used: being
// there must not keep a session alive for somebody who went home.
import { onScopeDispose, ref, watch, type Ref } from 'vue'
import { api } from '@/api/client'
import { onPresence } from '@/api/live'
import { staff } from '@/session'
import { kBeatMs, PresenceBook, presenceWords, type Doing } from './presence'

const kIdleMs = 5 * 60_000
const kAnswerMs = 300
const kLookMs = 1_000

export function usePresence(number: Ref<string>, isWriting: Ref<boolean>) {
  const words = ref('')
  const book = new PresenceBook()
  let used = Date.now()
  let answering = 0
  const isUsed = () => !document.hidden && Date.now() - used < kIdleMs
  const onUse = () => (used = Date.now())

  function say(ticket: string, doing: Doing) {
    // Nobody waits for it, and the next one comes soon.
    void api.POST('/api/v1/tickets/{number}/presence', { params: { path: { number: ticket } }, body: { doing }, keepalive: doing === 'left' }).catch(() => {})
  }
  function beat() {
    if (number.value && isUsed()) say(number.value, isWriting.value ? 'writing' : 'reading')
  }
  const look = () => (words.value = presenceWords(book.present(Date.now())))

  onPresence((presence) => {
    if (presence.number !== number.value || presence.login === staff.value?.login) return
    const isNew = book.heard(presence, Date.now())
    look()
    // Whoever comes hears at once who is here; several of us need not speak in the same moment.
    window.clearTimeout(answering)
    if (isNew) answering = window.setTimeout(beat, Math.random() * kAnswerMs)
  })

  const leave = (ticket = number.value) => ticket && say(ticket, 'left')
  const onHide = () => leave()
  watch(number, (_, before) => {
    if (before) leave(before)
    book.forget()
    look()
    beat()
  }, { immediate: true })
  watch(isWriting, beat)

  const beating = window.setInterval(beat, kBeatMs)
  const looking = window.setInterval(look, kLookMs)
  for (const event of ['keydown', 'pointerdown', 'wheel']) window.addEventListener(event, onUse, { passive: true })
  window.addEventListener('pagehide', onHide)
  onScopeDispose(() => {
    leave()
    window.clearInterval(beating)
    window.clearInterval(looking)
    window.clearTimeout(answering)
    for (const event of ['keydown', 'pointerdown', 'wheel']) window.removeEventListener(event, onUse)
    window.removeEventListener('pagehide', onHide)
  })
  return { words }
}
