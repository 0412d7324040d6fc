// The reply that is being written. What is typed is kept as the person's own copy, on the server and until it is there in the
// browser; saving writes it into the draft that colleagues see. Of two who saved, the second sees both texts.
import { computed, onScopeDispose, ref, shallowRef, watch, type Ref } from 'vue'
import { api, ApiProblem, ask } from '@/api/client'
import { staff } from '@/session'
import { CopyKeeper, type CopyState } from './copy_keeper'
import { copyToOffer, dropDraft, keepDraft, keptDraft, reconcile, type OwnCopy, type Reconciliation } from './draft_keeping'
import type { TicketDetail } from './use_ticket'

export type DraftState = 'clean' | 'dirty' | 'keeping' | 'kept' | 'saving' | 'saved' | 'unreachable' | 'refused' | 'conflict'

export interface Conflict {
  theirs: string
  by: string
  at: string | null
}

const kTries = 3

export function useDraft(detail: Ref<TicketDetail | null>, read: () => Promise<TicketDetail | null>) {
  const text = ref('')
  const base = ref('')
  const version = ref(0)
  const refusal = ref('')
  const conflict = shallowRef<Conflict | null>(null)
  const conflictOpen = ref(false)
  const offer = shallowRef<OwnCopy | null>(null)
  /** A text that was put aside a moment ago and can be had back. */
  const putAside = ref<string | null>(null)
  const copyState = ref<CopyState>('idle')
  const keptAt = ref('')
  const progress = ref<'' | 'saving' | 'saved' | 'unreachable' | 'refused'>('')
  let number = ''
  let keeper: CopyKeeper | null = null
  let saving: Promise<boolean> | null = null
  let held = false

  const login = () => staff.value?.login ?? ''
  const maySave = computed(() => detail.value?.allowed_moves.includes('save_draft') ?? false)
  /** Who signs a reply may still mend it: that text goes out with the signature and is not saved before. */
  const mayWrite = computed(() => maySave.value || (detail.value?.allowed_moves.includes('reply') ?? false))
  const isDirty = computed(() => text.value !== base.value)

  const state = computed<DraftState>(() => {
    if (conflict.value) return 'conflict'
    if (progress.value === 'saving') return 'saving'
    if (!isDirty.value) return progress.value === 'saved' ? 'saved' : 'clean'
    if (progress.value === 'refused' || progress.value === 'unreachable') return progress.value
    if (copyState.value === 'idle' || copyState.value === 'waiting') return 'dirty'
    return copyState.value
  })

  function keeperOf(ticket: string, isThere: boolean): CopyKeeper {
    const params = { params: { path: { number: ticket } } }
    const isShown = () => ticket === number
    return new CopyKeeper(
      {
        put: async (body, leaving) =>
          (await ask(api.PUT('/api/v1/tickets/{number}/draft/copy', { ...params, body: { text: body }, ...(leaving ? { keepalive: true } : {}) }))).saved_at,
        drop: async () => void (await ask(api.DELETE('/api/v1/tickets/{number}/draft/copy', params))),
        changed: (next, told) => {
          if (!isShown()) return
          copyState.value = next
          if (next === 'kept') keptAt.value = told
          if (next === 'refused') refusal.value = told
        },
        kept: (body) => {
          if (keptDraft(localStorage, login(), ticket)?.text === body) dropDraft(localStorage, login(), ticket)
        },
      },
      isThere,
    )
  }

  function keep() {
    if (!isDirty.value) return forgetCopies()
    keepDraft(localStorage, login(), number, { text: text.value, base: base.value, version: version.value, at: new Date().toISOString() })
    keeper?.typed(text.value)
  }

  function forgetCopies() {
    dropDraft(localStorage, login(), number)
    keeper?.forget()
  }

  function write(next: string) {
    text.value = next
    progress.value = ''
    putAside.value = null
    keep()
  }

  function open(fresh: TicketDetail) {
    number = fresh.ticket.number
    version.value = fresh.ticket.version
    conflict.value = null
    conflictOpen.value = false
    putAside.value = null
    progress.value = refusal.value = ''
    copyState.value = 'idle'
    base.value = text.value = fresh.draft.text
    keeper = keeperOf(number, fresh.own_copy !== null)
    offer.value = copyToOffer(fresh.draft, keptDraft(localStorage, login(), number), fresh.own_copy)
    if (!offer.value && fresh.own_copy) forgetCopies()
  }

  /** Takes the offered copy into the editor; whoever saved since then is heard first. */
  function restore() {
    const copy = offer.value
    if (!copy || !detail.value) return
    offer.value = null
    const { draft } = detail.value
    text.value = copy.text
    keep()
    const isOlder = draft.saved_at !== null && Date.parse(draft.saved_at) > Date.parse(copy.at)
    if (isOlder && draft.saved_by !== login()) conflict.value = { theirs: draft.text, by: draft.saved_by, at: draft.saved_at }
  }

  function discard() {
    putAside.value = offer.value?.text ?? null
    offer.value = null
    forgetCopies()
  }

  function takeBack() {
    if (putAside.value !== null) write(putAside.value)
  }

  /** Brings the server's present copy together with what stands here. */
  function merge(fresh: TicketDetail) {
    // An answer that was on its way while we saved is older than what we know.
    if (fresh.ticket.version < version.value) return
    const { text: theirs, saved_by: by, saved_at: at } = fresh.draft
    if (!mayWrite.value && isDirty.value && !offer.value) setAside()
    else if (!offer.value) return void meet(fresh.ticket.version, { theirs, by, at })
    version.value = fresh.ticket.version
    base.value = text.value = theirs
  }

  /** The ticket went on without us: what was typed stays as a copy. */
  function setAside() {
    void keeper?.flush()
    offer.value = { text: text.value, at: new Date().toISOString() }
    conflict.value = null
    conflictOpen.value = false
  }

  function meet(newVersion: number, other: Conflict): Reconciliation {
    version.value = newVersion
    const verdict = reconcile({ base: base.value, mine: text.value, theirs: other.theirs })
    if (verdict === 'ask') {
      conflict.value = other
      return verdict
    }
    conflict.value = null
    conflictOpen.value = false
    if (verdict === 'take') text.value = other.theirs
    base.value = other.theirs
    if (!isDirty.value && verdict === 'same') forgetCopies()
    return verdict
  }

  /** A text was refused because somebody else saved first; true when it may simply be sent again. */
  function lost(problem: ApiProblem): boolean {
    if (!problem.conflict) return false
    const { version: newVersion, theirs, saved_by: by, saved_at: at } = problem.conflict
    keeper?.found()
    conflictOpen.value = meet(newVersion, { theirs, by, at: at || null }) === 'ask'
    void read()
    return !conflictOpen.value
  }

  function leave() {
    void keeper?.flush()
    keeper = null
    number = ''
    saving = null
  }

  watch(detail, (fresh) => {
    if (!fresh) leave()
    else if (fresh.ticket.number !== number) {
      leave()
      open(fresh)
    } else if (!saving && !held) merge(fresh)
  })

  async function put(): Promise<boolean> {
    for (let attempt = 0; attempt < kTries && isDirty.value; ++attempt) {
      const sent = text.value
      const target = number
      try {
        const moved = await ask(api.PUT('/api/v1/tickets/{number}/draft', { params: { path: { number: target } }, body: { text: sent, version: version.value } }))
        if (target === number) taken(sent, moved.version)
        return true
      } catch (failure) {
        if (!(failure instanceof ApiProblem)) throw failure
        if (target !== number || !mayTryAgain(failure)) return false
      }
    }
    return !isDirty.value
  }

  /** The ticket may only have moved on (a delivery note, a reminder): then our text goes in under the new version. */
  function mayTryAgain(failure: ApiProblem): boolean {
    if (failure.code === 'version_conflict') return lost(failure)
    progress.value = failure.code === 'network' || failure.status >= 500 ? 'unreachable' : 'refused'
    refusal.value = failure.message
    return false
  }

  function taken(sent: string, newVersion: number) {
    base.value = sent
    version.value = newVersion
    keeper?.dropped()
    progress.value = 'saved'
    if (isDirty.value) keep()
    else dropDraft(localStorage, login(), number)
  }

  /** Writes what stands here into the draft; false when the server does not have it afterwards. */
  async function save(): Promise<boolean> {
    if (saving) await saving
    await keeper?.flush()
    if (conflict.value) conflictOpen.value = true
    if (!number || conflict.value || offer.value || !isDirty.value || !maySave.value) return !isDirty.value
    progress.value = 'saving'
    const mine = (saving = put())
    const done = await mine
    if (saving === mine) saving = null
    if (progress.value === 'saving') progress.value = ''
    if (isDirty.value && !done) keeper?.typed(text.value)
    return done
  }

  /** Waits until nothing is on the wire, so that a move carries the newest version and no copy overtakes it. */
  async function settle() {
    await keeper?.flush()
    if (saving) await saving
  }

  /** Ends a conflict with the text that a person chose. */
  function resolveConflict(chosen: string) {
    const ended = conflict.value
    if (!ended) return
    const mine = text.value
    conflict.value = null
    conflictOpen.value = false
    base.value = ended.theirs
    write(chosen)
    if (chosen === ended.theirs) putAside.value = mine
    else if (maySave.value) void save()
  }

  /** Nothing that is read meanwhile touches the text: it is going out with a move. */
  const hold = (on: boolean) => (held = on)

  /** The text went out with a move: nothing here waits to be saved any more. */
  function handedOver() {
    base.value = text.value
    keeper?.dropped()
    dropDraft(localStorage, login(), number)
    progress.value = ''
  }

  const flush = () => void keeper?.flush()
  const onHide = () => {
    if (document.visibilityState === 'hidden') void keeper?.flush(true)
  }
  document.addEventListener('visibilitychange', onHide)
  const onLeave = () => void keeper?.flush(true)
  window.addEventListener('pagehide', onLeave)
  onScopeDispose(() => {
    document.removeEventListener('visibilitychange', onHide)
    window.removeEventListener('pagehide', onLeave)
    leave()
  })

  return {
    text, version, state, refusal, keptAt, conflict, conflictOpen, offer, putAside, maySave, mayWrite, isDirty,
    write, save, settle, flush, restore, discard, takeBack, resolveConflict, lost, hold, handedOver,
  }
}
