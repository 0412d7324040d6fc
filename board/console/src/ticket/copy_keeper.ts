// Keeps what one person is writing on one ticket on the server, apart from the draft that colleagues see: a moment after
// the last key, at once when asked, again when the server was away. Calls are given, so that it is tested without one.
import { ApiProblem } from '@/api/client'

export type CopyState = 'idle' | 'waiting' | 'keeping' | 'kept' | 'unreachable' | 'refused'

export interface CopyCalls {
  /** When it was saved. `leaving`: the page is going away, nobody waits for the answer. */
  put: (text: string, leaving: boolean) => Promise<string>
  drop: () => Promise<void>
  changed: (state: CopyState, told: string) => void
  /** The server has that text. */
  kept: (text: string) => void
}

export const kPauseMs = 2_000
/** Who never pauses is saved nevertheless. */
export const kLongestMs = 10_000
export const kRetryMs = 5_000

export class CopyKeeper {
  private pending: string | null = null
  private waitingSince = 0
  private timer: ReturnType<typeof setTimeout> | undefined
  private tail: Promise<void> = Promise.resolve()

  /** `isThere`: the server has a copy already. */
  constructor(private readonly calls: CopyCalls, private isThere: boolean) {}

  typed(text: string) {
    if (this.pending === null) this.waitingSince = Date.now()
    this.pending = text
    this.calls.changed('waiting', '')
    this.schedule(Math.min(kPauseMs, Math.max(0, this.waitingSince + kLongestMs - Date.now())))
  }

  /** Sends what waits, now; done when nothing of it is on the wire any more. */
  flush(leaving = false): Promise<void> {
    clearTimeout(this.timer)
    const text = this.pending
    if (text === null) return this.tail
    this.pending = null
    // A page that goes away cannot wait for its turn.
    if (leaving) return this.send(text, true)
    this.tail = this.tail.then(() => this.send(text, false))
    return this.tail
  }

  /** The text went out another way. */
  dropped() {
    clearTimeout(this.timer)
    this.pending = null
    this.isThere = false
    this.calls.changed('idle', '')
  }

  /** Nothing is to be kept any more. */
  forget() {
    const wasThere = this.isThere || this.pending !== null
    this.dropped()
    if (wasThere) this.tail = this.tail.then(() => this.calls.drop()).catch(ignored)
  }

  /** The server kept the text by itself. */
  found() {
    this.isThere = true
  }

  private schedule(pause: number) {
    clearTimeout(this.timer)
    this.timer = setTimeout(() => void this.flush(), pause)
  }

  private async send(text: string, leaving: boolean) {
    this.calls.changed('keeping', '')
    try {
      const at = await this.calls.put(text, leaving)
      this.isThere = true
      this.calls.kept(text)
      if (this.pending === null) this.calls.changed('kept', at)
    } catch (failure) {
      this.failed(text, failure)
    }
  }

  private failed(text: string, failure: unknown) {
    if (!(failure instanceof ApiProblem)) throw failure
    if (failure.code !== 'network' && failure.status < 500) return this.calls.changed('refused', failure.message)
    this.pending ??= text
    this.calls.changed('unreachable', '')
    this.schedule(kRetryMs)
  }
}

function ignored(failure: unknown) {
  // A copy that could not be dropped is offered once more: better than one that is gone.
  if (!(failure instanceof ApiProblem)) throw failure
}
