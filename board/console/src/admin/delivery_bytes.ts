// The bytes of a dead letter for the eye: as text with what is no text made visible, and as a hex dump.
export interface Delivery {
  size: number
  text: string
  hex: string
}

const kHexLimit = 8_192
const kRow = 16

export function readDelivery(base64: string): Delivery {
  let binary: string
  try {
    binary = atob(base64)
  } catch {
    return { size: 0, text: '（原文不是有效的 base64）', hex: '' }
  }
  const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0))
  const fields = entryFields(binary)
  const text = fields ? fields.map(([name, value]) => `${readable(name)}：${readable(value)}`).join('\n') : readable(binary)
  return { size: bytes.length, text, hex: hexDump(bytes) }
}

/** U+FFFD stands for what is not UTF-8; control characters become their Unicode pictures. */
function readable(binary: string): string {
  const text = new TextDecoder('utf-8').decode(Uint8Array.from(binary, (character) => character.charCodeAt(0)))
  return text.replace(/[\0-\x08\x0b\x0c\x0e-\x1f]/g, (control) => String.fromCodePoint(0x2400 + control.charCodeAt(0)))
}

/** Name and value of each field where the bytes are a whole stream entry (a RESP array of bulk strings), else null. */
function entryFields(binary: string): [string, string][] | null {
  const head = /^\*(\d+)\r\n/.exec(binary)
  if (!head) return null
  const parts: string[] = []
  let at = head[0].length
  while (at < binary.length) {
    const size = /^\$(\d+)\r\n/.exec(binary.slice(at, at + 20))
    if (!size) return null
    const begin = at + size[0].length
    const end = begin + Number(size[1])
    if (binary.slice(end, end + 2) !== '\r\n') return null
    parts.push(binary.slice(begin, end))
    at = end + 2
  }
  if (parts.length !== Number(head[1]) || parts.length % 2 !== 0) return null
  return parts.filter((_, index) => index % 2 === 0).map((name, index) => [name, parts[index * 2 + 1] ?? ''])
}

function hexDump(bytes: Uint8Array): string {
  const rows: string[] = []
  for (let at = 0; at < Math.min(bytes.length, kHexLimit); at += kRow) {
    const row = [...bytes.subarray(at, at + kRow)]
    const hex = row.map((byte) => byte.toString(16).padStart(2, '0')).join(' ')
    const ascii = row.map((byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.')).join('')
    rows.push(`${at.toString(16).padStart(6, '0')}  ${hex.padEnd(kRow * 3 - 1)}  ${ascii}`)
  }
  if (bytes.length > kHexLimit) rows.push(`……其余 ${bytes.length - kHexLimit} 字节请复制后查看`)
  return rows.join('\n')
}
