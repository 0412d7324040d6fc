// What a ticket was only told of (a reminder, a note of delivery) does not stop who is at work on it.
import { nextTick } from 'vue'
import type { ApiProblem } from '@/api/client'
import type { TicketDetail } from './use_ticket'

/** What a person looks at before a move; the history and the time that passes are left out. */
const looked = ({ ticket, history: _history, own_copy: _copy, ...others }: TicketDetail) =>
  JSON.stringify({ ...others, ticket: { ...ticket, version: 0, overdue: false } })

/** Whether nothing changed but what the history tells. */
export const isQuietChange = (before: TicketDetail, after: TicketDetail) => looked(before) === looked(after)

/** Makes the move; once more when it was refused for a version that only the history tells apart. */
export async function moveThroughQuietChange<T>(seen: TicketDetail, read: () => Promise<TicketDetail | null>, move: () => Promise<T>): Promise<T> {
  try {
    return await move()
  } catch (failure) {
    if ((failure as ApiProblem).code !== 'version_conflict') throw failure
    const fresh = await read()
    if (!fresh || !isQuietChange(seen, fresh)) throw failure
    // The version that the next call names follows the page's ticket.
    await nextTick()
    return move()
  }
}
