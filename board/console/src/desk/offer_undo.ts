// After a move on one ticket: what was done, and for a short while the way back where there is one.
import type { Schema } from '@/api/client'
import { complainedText, told, toldWithUndo } from '@/shell/notice'
import { undoAll, undoOf } from './undo'

export interface MadeMove {
  move: string
  number: string
  subject: string
  unitBefore: string
  values?: Record<string, unknown>
}

export function offerUndo(text: string, made: MadeMove, moved: Pick<Schema['Moved'], 'version'>, after: () => void) {
  const undo = undoOf(made.move, made.unitBefore, moved, made.values)
  if (!undo) return void told(text)
  toldWithUndo(text, () => void take())

  async function take() {
    const [undone] = await undoAll([{ number: made.number, subject: made.subject, undo: undo! }], () => {})
    if (undone!.done) told('已撤销')
    else complainedText(undone!.refusal)
    after()
  }
}
