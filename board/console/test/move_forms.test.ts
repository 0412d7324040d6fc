import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { MoveField } from '../src/ticket/move_fields'
import { formOf, formOfKey, moveForms, type MoveForm } from '../src/ticket/move_forms'
import { bodyOf, faultsOf, firstValues, nowInShanghai, tomorrowInShanghai } from '../src/ticket/move_values'
import type { TicketDetail } from '../src/ticket/use_ticket'

const contract = JSON.parse(readFileSync(new URL('../../web/openapi.json', import.meta.url), 'utf8'))
const words: string[] = contract.components.schemas.TicketDetail.properties.allowed_moves.items.enum
const detail = (over: object = {}) =>
  ({
    ticket: { number: 'AAAA-BBBB-CCCC', state: 'handling', unit: 'cjzx', received_at: '2026-11-25T10:00:30+08:00', ...over },
    contact: '13812345678', allowed_moves: [], proceedings: { returns: [], extensions: [] },
  }) as unknown as TicketDetail

const schemaOf = (form: MoveForm) => {
  const body = contract.paths[`/api/v1/tickets/{number}/${form.path}`]?.post?.requestBody?.content['application/json'].schema
  return body?.$ref ? contract.components.schemas[body.$ref.split('/').pop()] : body
}
const isThere = (form: MoveForm) => form.path !== null && contract.paths[`/api/v1/tickets/{number}/${form.path}`] !== undefined
const sentFields = (form: MoveForm) => form.fields.filter((field) => !field.local)

describe('the table of moves', () => {
  it('has a row for every move that the API tells of', () => {
    expect(words.filter((word) => !formOf(word))).toEqual([])
  })

  it('has every move once, with a name, a rule and, where it makes a dialog, words to confirm it', () => {
    expect(new Set(moveForms.map((form) => form.move)).size).toBe(moveForms.length)
    for (const form of moveForms) {
      expect(form.rule, form.move).toMatch(/[。）]$/)
      if (form.path === null) expect(form.face, form.move).toBeDefined()
      else expect([form.confirm, form.done].every(Boolean), form.move).toBe(true)
    }
  })

  it('has a path for every call that takes a version, but those that have a face of their own', () => {
    const own = new Set(['assign', 'submit', 'send-back', 'reply', 'close', 'publication/review', 'publication/withdraw', 'presence', 'reply-files'])
    const paths = Object.keys(contract.paths).flatMap((path) => (contract.paths[path].post && path.match(/^\/api\/v1\/tickets\/\{number\}\/(.+)$/)?.[1]) || [])
    expect(paths.filter((path) => !own.has(path) && !moveForms.some((form) => form.path === path))).toEqual([])
  })

  it.each(moveForms.filter(isThere).map((form) => [form.move, form] as const))('sends for %s what the API takes, and all that it needs', (_, form) => {
    const schema = schemaOf(form)
    const known = Object.keys(schema.properties)
    const sent = new Set([...sentFields(form).map((field) => field.into ?? field.name), ...Object.keys(form.fixed ?? {}), 'version'])
    expect([...sent].filter((name) => !known.includes(name))).toEqual([])
    expect((schema.required ?? []).filter((name: string) => !sent.has(name))).toEqual([])
  })

  it.each(moveForms.filter(isThere).map((form) => [form.move, form] as const))('offers for %s the choices that the API knows', (_, form) => {
    const properties = schemaOf(form).properties
    for (const field of sentFields(form).filter((one: MoveField) => one.kind === 'choice')) {
      const offered = field.choices!(detail({ state: 'pending_acceptance' })).map(({ value }) => value)
      expect(new Set(offered)).toEqual(new Set(properties[field.name].enum))
    }
  })

  it('lets a key mean only what is allowed', () => {
    expect(formOfKey('s', ['sign'])?.move).toBe('sign')
    expect(formOfKey('s', ['accept'])?.move).toBe('accept')
    expect(formOfKey('s', ['note'])).toBeNull()
    expect(formOfKey('x', words)).toBeNull()
  })
})

describe('the body of a move', () => {
  const body = (move: string, values: object, over = {}) => bodyOf(formOf(move)!, { ...firstValues(formOf(move)!, detail(over)), ...values }, detail(over), 7)

  it('carries what was filled in, trimmed, and the version', () => {
    expect(body('return_ticket', { ground: 'not_our_duty', basis: ' 权责清单第3项 \n' })).toEqual({ ground: 'not_our_duty', basis: '权责清单第3项', version: 7 })
    expect(body('grant_extension', { opinion: '' })).toEqual({ granted: true, version: 7 })
    expect(body('ask_extension', { workdays: 2, reason: '等检测' })).toEqual({ workdays: 2, reason: '等检测', version: 7 })
  })

  it('leaves out what does not show', () => {
    expect(body('rule_on_return', { ruling: 'refused', unit: 'zfd', reason: '属于职责' })).toEqual({ ruling: 'refused', reason: '属于职责', version: 7 })
    const visit = body('log_contact', { way: 'visit', summary: '见了面', at: '2026-11-25T14:05' })
    expect(visit).toEqual({ way: 'visit', at: '2026-11-25T14:05:00+08:00', summary: '见了面', reached: true, version: 7 })
  })

  it('says nothing of the time where it is now, and never a time before the receipt', () => {
    expect(body('log_contact', { summary: '说明' })).not.toHaveProperty('at')
    expect(body('log_contact', { summary: '说明', at: '2026-11-25T10:00' }).at).toBe('2026-11-25T10:00:30+08:00')
  })

  it('says a plain no', () => {
    expect(body('log_contact', { summary: '无人接', reached: false, at: '' })).toMatchObject({ way: 'call', number: '13812345678', reached: false })
  })

  it('puts a call into its object, and sends none with a written reply', () => {
    expect(body('send_approved', {})).toEqual({ version: 7 })
    const call = body('send_approved', { way: 'phone', at: '2026-11-25T14:05', summary: '已告知' })
    expect(call).toEqual({ version: 7, phone: { at: '2026-11-25T14:05:00+08:00', number: '13812345678', summary: '已告知', reached: true } })
  })
})

describe('what a final reply carries besides its text', () => {
  const reply = formOf('reply')!
  const able = { ...detail(), proceedings: { returns: [], extensions: [], assists: [], commitments: [] } } as unknown as TicketDetail

  it('is nothing where the server does not tell of calls and promises', () => {
    expect(faultsOf(reply, firstValues(reply, detail()), detail())).toEqual({})
    expect(bodyOf(reply, firstValues(reply, detail()), detail(), 7)).toEqual({ version: 7 })
    const properties = contract.components.schemas.Proceedings.properties
    const taken = contract.paths['/api/v1/tickets/{number}/reply'].post.requestBody.content['application/json'].schema.$ref.split('/').pop()
    const known = Object.keys(contract.components.schemas[taken].properties)
    if (properties.assists) expect(known).toContain('phone')
    if (properties.commitments) expect(known).toContain('commitment')
  })

  it('is a call, a promise, or both', () => {
    const values = { ...firstValues(reply, able), way: 'phone', summary: '已告知', promised: true, text: '年底前换灯', due: '2026-12-31' }
    expect(bodyOf(reply, values, able, 7)).toEqual({
      version: 7, phone: { number: '13812345678', summary: '已告知', reached: true }, commitment: { text: '年底前换灯', due: '2026-12-31' },
    })
    expect(Object.keys(faultsOf(reply, { ...firstValues(reply, able), promised: true }, able))).toEqual(['text'])
    expect(bodyOf(reply, firstValues(reply, able), able, 7)).toEqual({ version: 7 })
  })
})

describe('what is missing', () => {
  const faults = (move: string, values: object, over = {}) => Object.keys(faultsOf(formOf(move)!, { ...firstValues(formOf(move)!, detail(over)), ...values }, detail(over)))

  it('is said before anything is sent, of the fields that show', () => {
    expect(faults('return_ticket', { basis: '  ' })).toEqual(['ground', 'basis'])
    expect(faults('rule_on_return', { ruling: 'refused' })).toEqual(['reason'])
    expect(faults('rule_on_return', { ruling: 'reassigned', reason: '改' })).toEqual(['unit'])
    expect(faults('not_accept', { reason: 'duplicate', words: '已答复' })).toEqual(['earlier'])
    expect(faults('not_accept', { reason: 'petition', words: '请走信访' })).toEqual(['channel'])
    expect(faults('evaluate', { grade: 'dissatisfied', summary: '电话回访' })).toEqual(['reason'])
    expect(faults('evaluate', { grade: 'satisfied', summary: '电话回访' })).toEqual([])
    expect(faults('remind', {})).toEqual([])
  })

  it('is a number out of bounds, or a text that is too long', () => {
    expect(faults('ask_extension', { workdays: 61, reason: '等' })).toEqual(['workdays'])
    expect(faults('note', { text: '字'.repeat(2001) })).toEqual(['text'])
    expect(faults('note', { text: '𠮷'.repeat(2000) })).toEqual([])
  })
})

describe('a time that cannot be', () => {
  const said = (at: string) => faultsOf(formOf('log_contact')!, { way: 'visit', summary: '见了面', at }, detail()).at
  it('is before the receipt, or not yet', () => {
    expect(said('2026-11-25T09:59')).toContain('早于')
    expect(said('2026-11-25T10:00')).toBeUndefined()
    expect(said('2999-01-01T00:00')).toContain('晚于')
  })
})

describe('what a unit has begun', () => {
  it('is refused only where another body must handle it by law', () => {
    const reasons = (state: string) => formOf('not_accept')!.fields[0]!.choices!(detail({ state })).map(({ value }) => value)
    expect(reasons('handling')).toEqual(['emergency', 'petition', 'discipline', 'litigation', 'information_disclosure'])
    expect(reasons('pending_acceptance')).toContain('duplicate')
  })
})

describe('times of a form', () => {
  it('are Shanghai’s, whatever the computer says', () => {
    const instant = Date.parse('2026-11-25T18:05:30Z')
    expect(nowInShanghai(instant)).toBe('2026-11-26T02:05')
    expect(tomorrowInShanghai(instant)).toBe('2026-11-27')
  })
})
