// All tickets of a unit that are overdue now, however many pages they fill.
import { api, ask } from '@/api/client'
import type { TicketRow } from '@/desk/use_queue'

const page = (unit: string, after: string | null) =>
  ask(api.GET('/api/v1/dashboard/tickets', { params: { query: { what: 'overdue', unit, limit: 100, ...(after && { after }) } } }))

export async function overdueOf(unit: string): Promise<TicketRow[]> {
  const rows: TicketRow[] = []
  let next: string | null = null
  do {
    const answer: Awaited<ReturnType<typeof page>> = await page(unit, next)
    rows.push(...answer.items)
    next = answer.next
  } while (next)
  return rows
}
