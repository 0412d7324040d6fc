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
  // U+FFFD stands for what is not UTF-8; control characters become their Unicode pictures.
  const text = new TextDecoder('utf-8').decode(bytes).replace(/[\0-\x08\x0b\x0c\x0e-\x1f]/g, (control) => String.fromCodePoint(0x2400 + control.charCodeAt(0)))
  return { size: bytes.length, text, hex: hexDump(bytes) }
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
