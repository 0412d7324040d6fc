// `huiying eval retrieval`: the figures of the product's own index, and what it says of lines that it cannot read.
import { after, before, test } from 'node:test'
import assert from 'node:assert/strict'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { run, temporaryFolder, writeIn } from './harness.mjs'

let folder

before(() => (folder = temporaryFolder()))
after(() => rmSync(folder, { recursive: true, force: true }))

const entries = [
  { id: 'lamp', question: '路灯不亮了向谁报修？', answer: '请写明路名和灯杆编号，由养护单位派人维修。', variants: ['村里路灯坏了好几盏'] },
  { id: 'permit', question: '申领居住证需要什么材料？', answer: '带身份证和住址证明到窗口办理。' },
  { id: 3, question: '图书馆几点开门？', variants: [] },
]
const questions = [
  { id: 'q1', text: '路灯不亮了向谁报修', relevant: ['lamp'] },
  { id: 'q2', text: '請問申領居住證需要什麼材料？', relevant: ['permit'] },
  { id: 'q3', text: '图书馆开门时间', relevant: ['3'] },
  { id: 'q4', text: '股票行情怎么看', relevant: [] },
]

const lines = (rows) => rows.map((row) => (typeof row === 'string' ? row : JSON.stringify(row))).join('\n') + '\n'

async function evaluate(faq, asked, flags = []) {
  const files = [writeIn(folder, 'faq.jsonl', lines(faq)), writeIn(folder, 'queries.jsonl', lines(asked))]
  return run(['eval', 'retrieval', '--faq', files[0], '--queries', files[1], ...flags])
}

async function figures(...what) {
  const { status, stdout, stderr } = await evaluate(...what)
  assert.equal(status, 0, stderr)
  return JSON.parse(stdout)
}

test('every figure is there, and right for questions that are told apart', async () => {
  const found = await figures(entries, questions)
  assert.deepEqual(Object.keys(found), ['mrr_at_10', 'recall_at_1', 'recall_at_3', 'recall_at_5', 'recall_at_10', 'auto', 'aurc', 'queries_per_second', 'p99_us'])
  assert.equal(found.mrr_at_10, 1)
  assert.equal(found.recall_at_1, 1)
  assert.equal(found.auto.precision, 1)
  assert.ok(found.auto.answered >= 2 / 3, JSON.stringify(found.auto))
  assert.equal(found.auto.false_answers, 0)
  assert.ok(found.aurc > 0 && found.aurc < 0.1, String(found.aurc))
  assert.ok(found.queries_per_second > 0 && found.p99_us > 0)
})

test('the bound of sure answers can be set, and the curve shows every bound', async () => {
  const bold = await figures(entries, questions, ['--sure', '0', '--curve'])
  assert.equal(bold.auto.answered, 1)
  assert.ok(bold.curve.length > 20)
  assert.equal(bold.curve[0].bound, 0)
  const shares = bold.curve.map(({ answered }) => answered)
  assert.deepEqual(shares, [...shares].sort((a, b) => b - a))
  assert.equal(bold.entries, 3)
  assert.ok(bold.index_bytes > 0)
})

test('an answer that is not among the entries counts as not found', async () => {
  const { status, stdout, stderr } = await evaluate(entries, [{ id: 'q', text: '路灯', relevant: ['gone'] }])
  assert.equal(status, 0)
  assert.equal(JSON.parse(stdout).mrr_at_10, 0)
  assert.match(stderr, /第 1 行：没有条目 “gone”/)
})

const bad = [
  ['an entry that is not JSON', [entries[0], '{"id":'], questions, /faq\.jsonl：第 2 行：不是 JSON 对象/],
  ['an entry without an id', [{ question: '无编号' }], questions, /faq\.jsonl：第 1 行：缺少“id”/],
  ['an id given twice', [entries[0], '', entries[0]], questions, /faq\.jsonl：第 3 行：id “lamp” 重复/],
  ['variants that are no list', [{ ...entries[0], variants: '路灯' }], questions, /第 1 行：“variants”应为数组/],
  ['a question without text', entries, [{ id: 'q', relevant: [] }], /queries\.jsonl：第 1 行：缺少“text”/],
  ['a question without relevant', entries, [{ id: 'q', text: '路灯' }], /queries\.jsonl：第 1 行：缺少“relevant”/],
  ['no entries', [''], questions, /faq\.jsonl：没有条目/],
  ['no questions', entries, [''], /queries\.jsonl：没有问题/],
]
for (const [what, faq, asked, message] of bad)
  test(`${what} is refused with its place`, async () => {
    const { status, stdout, stderr } = await evaluate(faq, asked)
    assert.equal(status, 1)
    assert.equal(stdout, '')
    assert.match(stderr, message)
  })

test('a file that is not there is named', async () => {
  const { status, stderr } = await run(['eval', 'retrieval', '--faq', join(folder, 'none.jsonl'), '--queries', join(folder, 'none.jsonl')])
  assert.equal(status, 1)
  assert.match(stderr, /none\.jsonl：无法打开/)
})
