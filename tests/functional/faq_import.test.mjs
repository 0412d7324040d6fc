// `huiying import faq`: lines taken as drafts, every other with its reason; nothing is written by a dry run.
import { after, before, test } from 'node:test'
import assert from 'node:assert/strict'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { run, temporaryFolder, writeIn } from './harness.mjs'

let folder

before(() => (folder = temporaryFolder()))
after(() => rmSync(folder, { recursive: true, force: true }))

const importing = (file, ...flags) => run(['import', 'faq', file, ...flags, '--data.folder', join(folder, 'data')])

const csv = `\uFEFFid,question,variants,answer,unit\r
library-hours,图书馆几点开门？,图书馆开门时间|周末开门吗,"上午九点到下午五点，
周一闭馆（""检修日""除外）。",\r
Bad Id,问题,,答案,\r
library-hours,重复的,,答案,\r
no-answer,有问题没答案,,,\r
no-unit,问题,,答案,nobody\r
short,问题\r
`

test('a CSV file is taken line by line, and a dry run writes nothing', async () => {
  const file = writeIn(folder, 'entries.csv', csv)
  const dry = await importing(file, '--dry-run')
  assert.equal(dry.status, 1, dry.stderr)
  assert.match(dry.stdout, /6 条，可导入 1 条（均为草稿，审核后才会答复），拒绝 5 条/)
  for (const reason of [/第 4 行：编号 “Bad Id” 不合要求/, /第 5 行：编号 “library-hours” 在文件中重复/, /第 6 行：没有答案/, /第 7 行：没有单位 “nobody”/, /第 8 行：有 2 列，表头有 5 列/])
    assert.match(dry.stdout, reason)
  const taken = await importing(file)
  assert.match(taken.stdout, /已导入 1 条/)
  assert.match((await importing(file)).stdout, /6 条，已导入 0 条（.*），没有变化 1 条，拒绝 5 条/)
  const changed = writeIn(folder, 'changed.csv', csv.replace('上午九点', '上午十点'))
  assert.match((await importing(changed)).stdout, /第 2 行：编号 “library-hours” 已有条目；要覆盖请加 --replace/)
})

test('all or none leaves everything as it was where one line is refused', async () => {
  const file = writeIn(folder, 'halves.csv', '编号,问题,答案\n good-one,好的问题？,答案\nbad-one,,答案\n')
  const none = await importing(file, '--all-or-none')
  assert.equal(none.status, 1)
  assert.match(none.stdout, /一条也没有导入/)
  assert.match((await importing(file)).stdout, /2 条，已导入 1 条/)
})

test('JSON Lines come in too, over what is there where asked', async () => {
  const file = writeIn(
    folder,
    'entries.jsonl',
    [{ id: 'library-hours', question: '图书馆几点开门？', answer: '全天。' }, { id: 'gym', question: '体育馆怎么预约？', answer: '电话预约。', variants: ['怎么订羽毛球场'], valid_from: '2026-01-01' }].map((one) => JSON.stringify(one)).join('\n') + '\n\n',
  )
  const { status, stdout, stderr } = await importing(file, '--replace')
  assert.equal(status, 0, stdout + stderr)
  assert.match(stdout, /2 条，已导入 2 条/)
})

test('an object changes only the keys that it has, and the report names what changed', async () => {
  const entry = { id: 'subsidy', question: '补贴怎么领？', answer: '到窗口领。', source: '办法', valid_from: '2024-01-01', valid_to: '2024-12-31', review: 'reviewed', auto_answer: true }
  const first = await importing(writeIn(folder, 'subsidy.json', JSON.stringify([entry])), '--keep-review')
  assert.match(first.stdout, /1 条，已导入 1 条/, first.stderr)
  const others = [
    ['topic.json', JSON.stringify([{ id: 'subsidy', topic: '补贴' }, { id: 'pool', question: '游泳馆几点开？', answer: '上午九点。', valid_to: '2027-12-31' }]), '改了主题'],
    ['topic.jsonl', `${JSON.stringify({ id: 'subsidy', topic: '津贴', valid_to: null })}\n`, '改了主题'],
    ['again.json', JSON.stringify([{ ...entry, topic: '津贴' }]), ''],
    ['ended.csv', 'id,valid_to\nsubsidy,\n', '代替已过期的条目（2024-12-31 到期）；改了失效日期、审核状态；须重新审核'],
  ]
  for (const [name, text, words] of others) {
    const { status, stdout, stderr } = await importing(writeIn(folder, name, text), '--replace')
    assert.equal(status, 0, stdout + stderr)
    assert.equal(/^第 \d+ 行：(.*)$/m.exec(stdout)?.[1] ?? '', words, name)
    if (!words) assert.match(stdout, /没有变化 1 条/)
  }
})

test('what cannot be read is said with its place', async () => {
  const broken = await importing(writeIn(folder, 'broken.jsonl', '{"id":"x"\n{"id":"y","question":3,"answer":"a"}\n{"id":"z","question":"问","answer":"答","valid_to":"明年"}\n'))
  assert.equal(broken.status, 1)
  assert.match(broken.stdout, /第 1 行：不是 JSON 对象/)
  assert.match(broken.stdout, /第 2 行：question 应为字符串/)
  assert.match(broken.stdout, /第 3 行：日期应为/)
  const none = await importing(join(folder, 'none.csv'))
  assert.equal(none.status, 1)
  assert.match(none.stderr, /none\.csv：无法打开/)
  assert.match((await importing(writeIn(folder, 'empty.csv', 'id,question\n'))).stderr, /没有条目/)
})
