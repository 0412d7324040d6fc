// An authenticator (RFC 6238) as people have it on the telephone.
import { createHmac } from 'node:crypto'
import { sleep } from './harness.mjs'
import { kPassword } from './people.mjs'

const kAlphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
const kStepMs = 30_000

function bytesOf(secret) {
  let bits = ''
  for (const letter of secret) bits += kAlphabet.indexOf(letter).toString(2).padStart(5, '0')
  return Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)))
}

/** The code of now, or of so many steps beside it. */
export function codeOf(secret, aside = 0) {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / kStepMs) + aside))
  const digest = createHmac('sha1', bytesOf(secret)).update(counter).digest()
  const at = digest[19] & 15
  return String((digest.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}

/** Waits until a step has at least that long to go. */
export async function steadyStep(ms = 6_000) {
  const left = kStepMs - (Date.now() % kStepMs)
  if (left < ms) await sleep(left + 50)
}

/** Turns a colleague's second factor on by the code of the step before: {secret, codes}. Those of now and of the next are left. */
export async function withSecondFactor(person) {
  await steadyStep()
  const begun = await person.call('POST', '/api/v1/account/second-factor', { password: kPassword })
  if (begun.status !== 200) throw new Error(begun.text)
  const { secret } = begun.body
  const on = await person.call('PUT', '/api/v1/account/second-factor', { code: codeOf(secret, -1) })
  if (on.status !== 200) throw new Error(on.text)
  return { secret, codes: on.body.recovery_codes }
}
