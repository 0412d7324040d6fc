// Fails when the lock file names a registry host, or a package does not admit Node 18.
import { readFileSync } from 'node:fs'

const lock = JSON.parse(readFileSync(new URL('../package-lock.json', import.meta.url), 'utf8'))
const faults = []
for (const [path, entry] of Object.entries(lock.packages)) {
  if (entry.resolved) faults.push(`${path}: resolved ${entry.resolved}`)
  const engine = entry.engines?.node
  if (engine && !admits18(engine)) faults.push(`${path}: needs Node ${engine}`)
}
if (faults.length > 0) {
  console.error(faults.join('\n'))
  process.exit(1)
}
console.log(`${Object.keys(lock.packages).length} packages, no registry host, all admit Node 18`)

// Enough of semver for the forms that occur: alternatives of ^a, ~a, >=a, a || b.
function admits18(range) {
  return range.split('||').some((part) => {
    const words = part.trim().match(/(>=|\^|~|>|<=|<)?\s*(\d+|\*)[.\w]*/g) ?? ['*']
    return words.every((word) => {
      const [, sign = '', number] = word.match(/(>=|\^|~|>|<=|<)?\s*(\d+|\*)/)
      if (number === '*') return true
      const major = Number(number)
      if (sign === '>=' || sign === '>') return major <= 18
      if (sign === '<' || sign === '<=') return major >= 18
      return major === 18
    })
  })
}
