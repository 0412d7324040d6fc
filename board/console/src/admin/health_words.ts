// The parts of the health report in groups, and their levels in words and signs: never by colour alone.
import type { Schema } from '@/api/client'

type Item = Schema['HealthItem']

export const levelMarks: Record<Item['level'], { sign: string; word: string }> = {
  fine: { sign: '✓', word: '正常' },
  warning: { sign: '!', word: '注意' },
  bad: { sign: '✕', word: '故障' },
  unknown: { sign: '?', word: '不详' },
}

const kGroups: [Item['group'], string][] = [
  ['redis', 'Redis 与入库'],
  ['record', '数据库与磁盘'],
  ['messages', '来信与答复'],
  ['channels', '渠道'],
  ['service', '本程序'],
]

export const groupsOf = (items: Item[]) =>
  kGroups.map(([word, name]) => ({ word, name, items: items.filter((item) => item.group === word) })).filter((group) => group.items.length > 0)

export function overallWords(report: Pick<Schema['HealthReport'], 'items'>): string {
  const count = (level: Item['level']) => report.items.filter((item) => item.level === level).length
  const parts = [
    [count('bad'), '处故障'],
    [count('warning'), '处要注意'],
  ].filter(([many]) => many)
  return parts.length ? parts.map(([many, what]) => `${many} ${what}`).join('，') : '一切正常'
}
