// Runs every *.spec.mjs of this folder, or those whose names are given; HUIYING_BIN names the binary.
import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const folder = fileURLToPath(new URL('.', import.meta.url))
const wanted = process.argv.slice(2)
const specs = readdirSync(folder).filter((name) => name.endsWith('.spec.mjs') && (wanted.length === 0 || wanted.some((word) => name.includes(word))))
if (specs.length === 0) {
  console.error('no spec to run')
  process.exit(1)
}
const { status } = spawnSync(process.execPath, ['--test', '--test-concurrency=2', ...specs], { cwd: folder, stdio: 'inherit' })
process.exit(status ?? 1)
