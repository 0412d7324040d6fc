import { describe, expect, it } from 'vitest'
import { groupsOf, overallWords } from '../src/admin/health_words'

const item = (group: 'redis' | 'channels', level: 'fine' | 'warning' | 'bad' | 'unknown') => ({ key: 'k', group, title: 't', level, says: '', advice: '' })

describe('the health report in words', () => {
  it('counts what is bad and what wants attention', () => {
    expect(overallWords({ items: [item('redis', 'bad'), item('redis', 'warning'), item('channels', 'warning'), item('channels', 'unknown')] })).toBe('1 处故障，2 处要注意')
    expect(overallWords({ items: [item('redis', 'fine'), item('redis', 'unknown')] })).toBe('一切正常')
  })

  it('leaves out groups that have nothing', () => {
    expect(groupsOf([item('channels', 'fine')]).map(({ name }) => name)).toEqual(['渠道'])
  })
})
