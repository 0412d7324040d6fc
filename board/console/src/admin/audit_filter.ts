// What the audit is filtered by, as the address of a call and as links to what a row is about.
import type { Schema } from '@/api/client'

export interface AuditWanted {
  who: string
  about: string
  object: string
  from: string
  to: string
}

export const emptyAudit = (): AuditWanted => ({ who: '', about: '', object: '', from: '', to: '' })

/** Only what is filled in; el-select leaves undefined where it was cleared. */
export function auditQuery(wanted: AuditWanted): Record<string, string> {
  const filled = Object.entries(wanted).map(([name, value]) => [name, (value ?? '').trim()] as const)
  return Object.fromEntries(filled.filter(([, value]) => value !== ''))
}

/** Where a row's ticket is; '' for what is none. */
export const objectPath = (entry: Pick<Schema['AuditEntry'], 'about' | 'object'>) =>
  (entry.about === 'tickets' || entry.about === 'delivery') && /^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/.test(entry.object) ? `/t/${entry.object}` : ''
