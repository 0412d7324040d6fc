// Static markup taken apart: words between tags and in attributes, and the tags around them.
import { isChinese } from './han_texts'

const kEscapes: [string, string][] = [['&lt;', '<'], ['&gt;', '>'], ['&quot;', '"'], ['&#39;', "'"], ['&amp;', '&']]
const plain = (text: string) => kEscapes.reduce((known, [escaped, sign]) => known.split(escaped).join(sign), text)

export function htmlPieces(html: string): { text: string; isWords: boolean }[] {
  return html
    .split(/(<[^\s>]+|"[^"]*"|>)/)
    .filter((piece) => piece !== '')
    .flatMap((piece) => {
      if (!isChinese(piece)) return [{ text: piece, isWords: false }]
      if (!piece.startsWith('"')) return [{ text: plain(piece), isWords: true }]
      const quote = { text: '"', isWords: false }
      return [quote, { text: plain(piece.slice(1, -1)), isWords: true }, quote]
    })
}
