import { describe, expect, it } from 'vitest'
import { auditQuery, emptyAudit, objectPath } from '../src/admin/audit_filter'

describe('the audit’s filter', () => {
  it('asks only for what is filled in', () => {
    expect(auditQuery(emptyAudit())).toEqual({})
    expect(auditQuery({ ...emptyAudit(), who: ' lu ', about: undefined as unknown as string, from: '2026-11-01' })).toEqual({ who: 'lu', from: '2026-11-01' })
  })

  it('leads to tickets alone', () => {
    expect(objectPath({ about: 'tickets', object: '7K3M-9Q2X-RT4B' })).toBe('/t/7K3M-9Q2X-RT4B')
    expect(objectPath({ about: 'people', object: '7K3M-9Q2X-RT4B' })).toBe('')
    expect(objectPath({ about: 'tickets', object: 'gong' })).toBe('')
  })
})
