// `huiying eval routing`: what it prints, and what it says to files that cannot be read.
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'

const kBinary = process.env.HUIYING_BIN
let folder

const lesson = (i, text, label) => JSON.stringify({ id: `m${i}`, text: `第${i}条：${text}`, label })
function lessons(from, to) {
  const lines = []
  for (let i = from; i < to; ++i) {
    lines.push(lesson(i, '路口的路灯不亮了，请来修', '城建'))
    lines.push(lesson(i, '幼儿园什么时候开始报名', '教育'))
  }
  return lines.join('\n') + '\n'
}
function written(name, text) {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}
const evaluated = (train, test) => new Promise((resolve) => {
  execFile(kBinary, ['eval', 'routing', '--train', train, '--test', test], (error, out, err) => resolve({ code: error?.code ?? 0, out, err }))
})

before(() => { folder = mkdtempSync(join(tmpdir(), 'eval-')) })
after(() => rmSync(folder, { recursive: true, force: true }))

describe('eval routing', () => {
  test('prints the figures as one JSON object', async () => {
    const { code, out } = await evaluated(written('a.jsonl', lessons(0, 20)), written('b.jsonl', lessons(20, 25)))
    assert.equal(code, 0)
    const figures = JSON.parse(out)
    assert.deepEqual(Object.keys(figures).sort(), ['accuracy', 'coverage_at_precision', 'ece', 'macro_f1', 'per_class', 'predict_us_p50',
      'predict_us_p99', 'top2_accuracy', 'train_seconds'])
    assert.equal(figures.accuracy, 1)
    assert.deepEqual(figures.coverage_at_precision, { 0.95: 1, 0.98: 1 })
    assert.equal(figures.per_class['城建'].texts, 5)
  })

  test('says file, line and what is allowed for a line that cannot be read', async () => {
    const good = written('good.jsonl', lessons(0, 3))
    for (const [line, words] of [['{"id":1', '不是 JSON 对象'], ['[]', '不是 JSON 对象'], ['{"id":"1","text":"x"}', '缺少 label'],
      ['{"id":"1","text":7,"label":"y"}', 'text 应为字符串'], ['{"id":"1","text":"x","label":""}', 'label 为空']]) {
      const { code, out, err } = await evaluated(good, written('bad.jsonl', `${lessons(0, 1)}\n${line}\n`))
      assert.equal(code, 1, line)
      assert.equal(out, '')
      assert.match(err, /bad\.jsonl，第 4 行/)
      assert.ok(err.includes(words) && err.includes('每行应为'), err)
    }
  })

  test('refuses an empty file and one that is not there', async () => {
    const good = written('good.jsonl', lessons(0, 3))
    assert.match((await evaluated(written('empty.jsonl', '\n\n'), good)).err, /没有内容/)
    assert.match((await evaluated(join(folder, 'none.jsonl'), good)).err, /无法读取/)
  })
})
