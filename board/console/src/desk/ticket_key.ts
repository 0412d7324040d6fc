// The ticket on the screen, for the parts of its pane.
import { inject, type InjectionKey } from 'vue'
import type { useDraft } from '@/ticket/use_draft'
import type { useTicket } from '@/ticket/use_ticket'

type TicketOnScreen = ReturnType<typeof useTicket> & { draft: ReturnType<typeof useDraft>; openMove: (move: string) => void }
export const ticketKey: InjectionKey<TicketOnScreen> = Symbol('ticket')

export function ticketOnScreen(): TicketOnScreen {
  const found = inject(ticketKey)
  if (!found) throw new Error('used outside TicketPane')
  return found
}
