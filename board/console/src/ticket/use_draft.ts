// The reply that is being written: autosave with the ticket's version, a copy in the browser until the server has it, and
// what to do when somebody else saved first.
import { computed, onScopeDispose, ref, shallowRef, watch, type Ref } from 'vue'
import { api, ApiProblem, ask } from '@/api/client'
import { staff } from '@/session'
import { dropDraft, keepDraft, keptDraft, reconcile } from './draft_keeping'
import type { TicketDetail } from './use_ticket'

export type DraftState = 'clean' | 'dirty' | 'saving' | 'saved' | 'unreachable' | 'refused' | 'conflict'

export interface Conflict {
  theirs: string
  by: string
  at: string | null
}

const kAutosaveMs = 1_500
const kRetryMs = 5_000

export function useDraft(detail: Ref<TicketDetail | null>, read: () => Promise<TicketDetail | null>) {
  const text = ref('')
  const state = ref<DraftState>('clean')
  const refusal = ref('')
  const conflict = shallowRef<Conflict | null>(null)
  const restored = ref(false)
  const version = ref(0)
  let base = ''
  let number = ''
  let timer = 0
  let saving: Promise<number | null> | null = null

  const login = () => staff.value?.login ?? ''
  const maySave = computed(() => detail.value?.allowed_moves.includes('save_draft') ?? false)
  /** Who signs a reply may still mend it: that text goes out with the signature and is not saved before. */
  const mayWrite = computed(() => maySave.value || (detail.value?.allowed_moves.includes('reply') ?? false))
  const isDirty = () => text.value !== base

  function keep() {
    if (isDirty()) keepDraft(localStorage, login(), number, { text: text.value, base, version: version.value, at: new Date().toISOString() })
    else dropDraft(localStorage, login(), number)
  }

  function schedule(pause: number) {
    window.clearTimeout(timer)
    timer = window.setTimeout(() => void save(), pause)
  }

  function write(next: string) {
    text.value = next
    keep()
    if (state.value === 'conflict') return
    state.value = isDirty() ? 'dirty' : 'clean'
    if (isDirty() && maySave.value) schedule(kAutosaveMs)
  }

  function open(fresh: TicketDetail) {
    number = fresh.ticket.number
    version.value = fresh.ticket.version
    conflict.value = null
    refusal.value = ''
    base = text.value = fresh.draft.text
    state.value = 'clean'
    restored.value = false
    const kept = keptDraft(localStorage, login(), number)
    if (!kept || !mayWrite.value) return
    base = kept.base
    text.value = kept.text
    merge(fresh)
    restored.value = isDirty()
  }

  /** Brings the server's present copy together with what stands here. */
  function merge(fresh: TicketDetail) {
    // An answer that was on its way while we saved is older than what we know.
    if (fresh.ticket.version < version.value) return
    const theirs = fresh.draft.text
    const verdict = reconcile({ base, mine: text.value, theirs })
    version.value = fresh.ticket.version
    if (verdict === 'ask') {
      conflict.value = { theirs, by: fresh.draft.saved_by, at: fresh.draft.saved_at }
      state.value = 'conflict'
      return
    }
    conflict.value = null
    if (verdict === 'take') text.value = theirs
    base = theirs
    keep()
    if (isDirty()) state.value = 'dirty'
    else if (state.value !== 'saved') state.value = 'clean'
    if (isDirty() && maySave.value) schedule(kAutosaveMs)
  }

  /** The ticket leaves the screen: what is typed goes to the server now, or stays in the browser until it is opened again. */
  function leave(maySaveIt: boolean) {
    window.clearTimeout(timer)
    if (number && maySaveIt && isDirty() && state.value !== 'conflict') void saveLeft(number, text.value, version.value, saving)
    number = ''
    saving = null
  }

  async function saveLeft(target: string, sent: string, knownVersion: number, before: Promise<number | null> | null) {
    const after = (await before) ?? knownVersion
    try {
      await ask(api.PUT('/api/v1/tickets/{number}/draft', { params: { path: { number: target } }, body: { text: sent, version: after } }))
      if (keptDraft(localStorage, login(), target)?.text === sent) dropDraft(localStorage, login(), target)
    } catch (failure) {
      // The copy in the browser is offered when the ticket is opened again.
      if (!(failure instanceof ApiProblem)) throw failure
    }
  }

  watch(detail, (fresh, before) => {
    if (!fresh) {
      leave(before?.allowed_moves.includes('save_draft') ?? false)
    } else if (fresh.ticket.number !== number) open(fresh)
    else if (!saving) merge(fresh)
  })

  /** The version after saving, null when the server did not take it. */
  async function put(): Promise<number | null> {
    const sent = text.value
    const target = number
    state.value = 'saving'
    try {
      const moved = await ask(api.PUT('/api/v1/tickets/{number}/draft', { params: { path: { number: target } }, body: { text: sent, version: version.value } }))
      if (target === number) taken(sent, moved.version)
      return moved.version
    } catch (failure) {
      if (target === number) await failed(failure)
      return null
    }
  }

  function taken(sent: string, newVersion: number) {
    base = sent
    version.value = newVersion
    refusal.value = ''
    restored.value = false
    keep()
    state.value = isDirty() ? 'dirty' : 'saved'
    if (isDirty()) schedule(kAutosaveMs)
  }

  async function failed(failure: unknown) {
    if (!(failure instanceof ApiProblem)) throw failure
    if (failure.code === 'version_conflict') {
      // The ticket may only have moved on (a delivery note, a reminder); then our text is saved under the new version.
      saving = null
      await read()
    } else if (failure.code === 'network' || failure.status >= 500) {
      state.value = 'unreachable'
      schedule(kRetryMs)
    } else {
      state.value = 'refused'
      refusal.value = failure.message
    }
  }

  /** Saves what stands here; false when the server does not have it afterwards. */
  async function save(): Promise<boolean> {
    window.clearTimeout(timer)
    if (saving) await saving
    if (!number || state.value === 'conflict') return false
    if (!isDirty() || !maySave.value) return !isDirty()
    const mine = (saving = put())
    await mine
    if (saving === mine) saving = null
    return !isDirty()
  }

  /** Waits until nothing is on the wire, so that a move carries the version that the last save made. */
  async function settle() {
    window.clearTimeout(timer)
    if (saving) await saving
  }

  /** Ends a conflict with the text that a person chose. */
  function resolveConflict(chosen: string) {
    if (!conflict.value) return
    base = conflict.value.theirs
    conflict.value = null
    state.value = 'clean'
    write(chosen)
    if (isDirty()) void save()
  }

  /** The text went out with a move: nothing here waits to be saved any more. */
  function handedOver() {
    window.clearTimeout(timer)
    base = text.value
    dropDraft(localStorage, login(), number)
    state.value = 'clean'
  }

  onScopeDispose(() => leave(maySave.value))

  return { text, version, state, refusal, conflict, restored, maySave, mayWrite, write, save, settle, resolveConflict, handedOver }
}
