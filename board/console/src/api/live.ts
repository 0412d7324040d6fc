// Live events of the server: one EventSource for the page, opened again with growing pauses. After a gap everybody is told
// to read anew, for events of the gap are lost.
import { onScopeDispose, ref } from 'vue'
import type { Presence } from '@/ticket/presence'
import { serverRoot } from './client'

export interface TicketEvent {
  number: string
  event: string
  unit: string
  state: string
}

const presenceListeners = new Set<(presence: Presence) => void>()

/** What to do with an event; null means "something was missed, read everything". */
type Listener = (event: TicketEvent | null) => void

export type LiveState = 'off' | 'live' | 'lost'
export const liveState = ref<LiveState>('off')

const listeners = new Set<Listener>()
const kFirstPauseMs = 1_000
const kLongestPauseMs = 30_000
let source: EventSource | null = null
let pauseMs = kFirstPauseMs
let timer = 0
let missed = false

function tell(event: TicketEvent | null) {
  for (const listener of listeners) listener(event)
}

function onOpen() {
  liveState.value = 'live'
  pauseMs = kFirstPauseMs
  if (missed) tell(null)
  missed = false
}

function onError() {
  liveState.value = 'lost'
  missed = true
  // The browser gives up for good after an HTTP error, and hammers after a broken one: both are paced here.
  source?.close()
  window.clearTimeout(timer)
  timer = window.setTimeout(connect, pauseMs)
  pauseMs = Math.min(pauseMs * 2, kLongestPauseMs)
}

function connect() {
  source?.close()
  source = new EventSource(`${serverRoot}/api/v1/events`)
  source.addEventListener('open', onOpen)
  source.addEventListener('error', onError)
  source.addEventListener('ticket', (message) => {
    try {
      tell(JSON.parse((message as MessageEvent<string>).data) as TicketEvent)
    } catch {
      tell(null)
    }
  })
  source.addEventListener('presence', onPresenceMessage)
}

function onPresenceMessage(message: Event) {
  try {
    const presence = JSON.parse((message as MessageEvent<string>).data) as Presence
    for (const listener of presenceListeners) listener(presence)
  } catch {
    // Somebody's next beat comes soon.
  }
}

export function goLive() {
  if (!source) connect()
}

export function goQuiet() {
  window.clearTimeout(timer)
  source?.close()
  source = null
  liveState.value = 'off'
}

/** Listens for as long as the calling component lives. */
export function onLive(listener: Listener) {
  listeners.add(listener)
  onScopeDispose(() => listeners.delete(listener))
}

/** Hears of colleagues at tickets for as long as the calling component lives. */
export function onPresence(listener: (presence: Presence) => void) {
  presenceListeners.add(listener)
  onScopeDispose(() => presenceListeners.delete(listener))
}

/** Listens, and calls `read` at most once every `gatherMs`, however many events come. */
export function onLiveGathered(read: () => void, gatherMs: number, concerns: (event: TicketEvent | null) => boolean = () => true) {
  let timer = 0
  onLive((event) => {
    if (timer || !concerns(event)) return
    timer = window.setTimeout(() => {
      timer = 0
      read()
    }, gatherMs)
  })
  onScopeDispose(() => window.clearTimeout(timer))
}
