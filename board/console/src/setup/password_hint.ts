// What is missing in a password, in one sentence. The server decides; this only spares a round.
export interface PasswordHint {
  enough: boolean
  word: string
}

const kShortest = 10
const kComfortable = 14
const kClasses = [/[a-z]/, /[A-Z]/, /[0-9]/, /[^a-zA-Z0-9]/]

export function passwordHint(password: string, names: string[]): PasswordHint {
  const length = [...password].length
  if (length === 0) return { enough: false, word: `至少 ${kShortest} 位，越长越好，可以用一句话。` }
  if (length < kShortest) return { enough: false, word: `还差 ${kShortest - length} 位。` }
  const lower = password.toLowerCase()
  if (names.some((name) => name.length >= 3 && lower.includes(name.toLowerCase()))) return { enough: false, word: '不要包含登录名或姓名。' }
  if (/^(.)\1+$/u.test(password) || '01234567890123456789'.includes(password) || /^(password|qwertyuiop|1q2w3e4r)/i.test(password)) return { enough: false, word: '太容易猜到，请换一个。' }
  const classes = kClasses.filter((kind) => kind.test(password)).length
  if (length >= kComfortable || classes >= 3) return { enough: true, word: '强度：好。' }
  return { enough: true, word: '强度：一般。再长一些，或者混用字母、数字和符号会更好。' }
}
