// `huiying eval replies`: what it prints, and what it says to lines that it cannot read.
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'

let folder
const evaluated = (lines) => new Promise((resolve) => {
  const path = join(folder, 'replies.jsonl')
  writeFileSync(path, lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n') + '\n')
  execFile(process.env.HUIYING_BIN, ['eval', 'replies', '--replies', path], (error, out, err) => resolve({ code: error?.code ?? 0, out, err }))
})
const message = '银春路的路灯三天不亮了，什么时候能修好？'
const full = '您反映的银春路路灯不亮，城建中心11月24日已到现场核查，经核实是电缆老化，已于11月25日更换电缆120米，8盏路灯全部恢复照明。根据《城市照明管理规定》，今后每月巡查一次，如再发现不亮，请拨打64120000，我们在24小时内派人维修。'

before(() => { folder = mkdtempSync(join(tmpdir(), 'replies-')) })
after(() => rmSync(folder, { recursive: true, force: true }))

describe('the check of evasive replies', () => {
  test('is measured against labels', async () => {
    const { code, out } = await evaluated([{ id: '1', message, reply: '已收悉。', evasive: true }, { id: '2', message, reply: full, evasive: false }, { id: '3', message, reply: full, evasive: true }])
    assert.equal(code, 0)
    assert.deepEqual(JSON.parse(out), { replies: 3, evasive: 2, auc: 0.75, found: 0.5, false_alarms: 0 })
  })
  test('names the line that it cannot read', async () => {
    for (const wrong of ['{', '{"id":"1"}', '{"id":"1","message":"a","reply":"b","evasive":"yes"}']) {
      const { code, err } = await evaluated([{ id: '1', message, reply: full, evasive: false }, wrong])
      assert.equal(code, 1)
      assert.match(err, /第 2 行/)
    }
  })
})
