// Runs all test files, four servers at a time: they mostly wait: node run.mjs [NAME...], where NAME is part of a file's name.
import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { run } from 'node:test'
import { spec as Spec } from 'node:test/reporters'

const kServersAtATime = 4

const here = fileURLToPath(new URL('.', import.meta.url))
const wanted = process.argv.slice(2)
const files = readdirSync(here)
  .filter((name) => name.endsWith('.test.mjs') && (wanted.length === 0 || wanted.some((part) => name.includes(part))))
  .map((name) => here + name)

if (files.length === 0) {
  console.error(`no test file has ${wanted.join(' or ')} in its name`)
  process.exit(2)
}

let passed = 0
const began = Date.now()
const stream = run({ files, concurrency: kServersAtATime, timeout: 240_000 })
stream.on('test:pass', () => (passed += 1))
stream.on('test:fail', () => (process.exitCode = 1))
stream.on('end', () => {
  // A run that ran nothing is a failure.
  if (passed === 0) process.exitCode = 1
  console.log(`functional: ${files.length} files in ${((Date.now() - began) / 1000).toFixed(1)} s`)
})
stream.compose(new Spec()).pipe(process.stdout)
