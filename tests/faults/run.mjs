// All fault tests, one after the other; stops at none, fails when one failed.
//   node tests/faults/run.mjs [--messages 400] [--kills 3]      the two are for kill_test.mjs
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const folder = fileURLToPath(new URL('.', import.meta.url))
const tests = [
  ['--test', 'checker_test.mjs'],
  ['kill_test.mjs', ...process.argv.slice(2)],
  ['sigterm_test.mjs'],
  ['redis_lost_test.mjs'],
  ['disk_full_test.mjs'],
  ['clock_test.mjs'],
]

const failed = []
for (const parameters of tests) {
  const done = spawnSync(process.execPath, parameters, { cwd: folder, stdio: 'inherit' })
  if (done.status !== 0) failed.push(parameters.join(' '))
}
if (failed.length > 0) console.log(`failed: ${failed.join('; ')}`)
process.exitCode = failed.length === 0 ? 0 : 1
