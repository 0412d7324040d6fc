import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { mayArrange, takersOf } from '../src/admin/stand_in_choice'
import type { Person } from '../src/admin/use_people'
import { shownGroups, workflowGroups } from '../src/admin/workflow_rows'
import { sectionsOf } from '../src/ticket/proceedings'
import type { TicketDetail } from '../src/ticket/use_ticket'

const contract = JSON.parse(readFileSync(new URL('../../web/openapi.json', import.meta.url), 'utf8'))
const at = '2026-11-25T10:00:00+08:00'
const ticket = (over: object = {}) =>
  ({ ticket: { state: 'handling' }, proceedings: { returns: [], extensions: [], contacts: [], evaluations: [], merged_into: '', carries: [], ...over } }) as unknown as TicketDetail
const sectionOf = (name: string, over: object) => sectionsOf(ticket(over)).find((section) => section.name === name)

describe('the proceedings', () => {
  it('say of what there is none, and nothing of what the server does not tell', () => {
    expect(sectionsOf(ticket()).map(({ name, empty }) => [name, empty !== ''])).toEqual([['退办', true], ['延期', true], ['联系来信人', true], ['评价', true]])
  })

  it('tell a return with its ruling', () => {
    const asked = { unit: '党建办', asked_by: 'gong', at, ground: '应由其他单位主办', basis: '清单第3项', ruling: null, right_unit: '', ruled_by: '', ruled_at: null, reason: '' }
    expect(sectionOf('退办', { returns: [asked] })?.records[0]).toMatchObject({ mark: '等待裁定', tone: 'waiting', steps: [{ words: '清单第3项', by: 'gong', at }] })
    const ruled = { ...asked, ruling: 'reassigned', right_unit: '城建中心', ruled_by: 'zhou', ruled_at: at, reason: '路灯归其管' }
    expect(sectionOf('退办', { returns: [ruled] })?.records[0]?.steps[1]?.words).toBe('裁定：改派，改由城建中心承办。路灯归其管')
  })

  it('tell an extension with the old date and the new one, where it was granted', () => {
    const entry = { asked_by: 'gong', at, workdays: 2, reason: '等检测', decision: 'granted', decided_by: 'zhou', decided_at: at, opinion: '', old_due: 'a', new_due: 'b' }
    expect(sectionOf('延期', { extensions: [entry] })?.records[0]?.steps[1]?.dates).toEqual(['a', 'b'])
    expect(sectionOf('延期', { extensions: [{ ...entry, decision: 'refused' }] })?.records[0]).toMatchObject({ mark: '未同意' })
  })

  it('tell an opinion that is asked for, given, or no longer wanted', () => {
    const assist = { unit: 'zfd', unit_name: '执法队', question: '属于违建吗', workdays: 2, asked_by: 'gong', at, due: at, state: 'overdue', opinion: '', given_by: '', given_at: null, dropped_by: '', dropped_at: null, reason: '' }
    expect(sectionOf('协办', { assists: [] })?.empty).not.toBe('')
    expect(sectionOf('协办', { assists: [assist] })?.records[0]).toMatchObject({ mark: '意见超期', tone: 'waiting' })
    expect(sectionOf('协办', { assists: [{ ...assist, state: 'answered', opinion: '不属于', given_by: 'qian', given_at: at }] })?.records[0]).toMatchObject({ tone: 'fine', steps: [{}, { words: '不属于' }] })
  })
})

describe('the rules of handling', () => {
  it('have a row for every setting of the API', () => {
    const keys = workflowGroups.flatMap(({ rows }) => rows.map(({ key }) => key))
    const settings = Object.keys(contract.components.schemas.WorkflowSettings.properties)
    expect(settings.filter((key) => key !== 'review_of_kind' && !keys.includes(key))).toEqual([])
    expect(new Set(keys).size).toBe(keys.length)
  })

  it('offer the choices and bounds of the API', () => {
    const properties = contract.components.schemas.WorkflowSettings.properties
    for (const row of workflowGroups.flatMap(({ rows }) => rows).filter(({ key }) => key in properties)) {
      const { enum: words, minimum, maximum } = properties[row.key]
      if (words) expect(new Set(row.choices?.map(([value]) => value)), row.key).toEqual(new Set(words))
      if (minimum !== undefined) expect([row.min, row.max], row.key).toEqual([minimum, maximum])
    }
  })

  it('show only where the server has them', () => {
    expect(shownGroups({ acceptance: 'automatic' }).map(({ name, rows }) => [name, rows.length])).toEqual([['受理与交办', 1]])
  })
})

describe('who stands in', () => {
  const person = (login: string, unit: string, roles: string[], active = true) => ({ login, name: login, unit, unit_name: unit, roles, active }) as Person
  const lu = person('lu', 'cjzx', ['handler'])

  it('is arranged by oneself, the administrator, and managers of the unit or the lead office', () => {
    expect(mayArrange(lu, lu, 'dzb')).toBe(true)
    expect(mayArrange(lu, person('xin', 'cjzx', ['handler']), 'dzb')).toBe(false)
    expect(mayArrange(person('zhou', '', ['administrator']), lu, 'dzb')).toBe(true)
    expect(mayArrange(person('chief', 'cjzx', ['manager']), lu, 'dzb')).toBe(true)
    expect(mayArrange(person('head', 'dzb', ['manager']), lu, 'dzb')).toBe(true)
    expect(mayArrange(person('other', 'zfd', ['manager']), lu, 'dzb')).toBe(false)
  })

  it('takes tickets over only as an active handler of the same unit', () => {
    const all = [lu, person('xin', 'cjzx', ['handler']), person('shen', 'cjzx', ['reviewer']), person('gone', 'cjzx', ['handler'], false), person('qian', 'zfd', ['handler'])]
    expect(takersOf(lu, all).map(({ login }) => login)).toEqual(['xin'])
    expect(takersOf(person('admin', '', ['administrator']), all)).toEqual([])
  })
})
