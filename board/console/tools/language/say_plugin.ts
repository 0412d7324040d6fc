// The English desk at compile time: sources are written in Chinese, and what they say goes through say() in what is built.
import { MagicString } from 'vue/compiler-sfc'
import { parseAst, type Plugin } from 'vite'
import { hanTexts, type Markup, type Text } from './han_texts'

const kFrom = '@/language/say'
/** Written for citizens: Chinese in any language of the desk. Below src. */
export const kForCitizens: readonly string[] = ['filing/SlipSheet.vue']
/** Where no text is one of the desk's: say() itself. */
const kItself = 'language/say.ts'

/** A value may be where its text begins or ends: nothing stands there to be replaced. */
const put = (code: MagicString, from: number, to: number, text: string) => (from === to ? code.appendLeft(from, text) : code.update(from, to, text))

function writeText(code: MagicString, { key, start, end, values }: Text) {
  let at = start
  let before = `say_(${JSON.stringify(key)}`
  for (const value of values) {
    const isSequence = value.type === 'SequenceExpression'
    put(code, at, value.start, `${before}, ${isSequence ? '(' : ''}`)
    before = isSequence ? ')' : ''
    at = value.end
  }
  put(code, at, end, `${before})`)
}

const writeMarkup = (code: MagicString, { start, end, pieces }: Markup) =>
  code.update(start, end, pieces.map(({ text, isWords }) => (isWords ? `sayIn_(${JSON.stringify(text)})` : JSON.stringify(text))).join(' + '))

/** Whether a file below src says anything. */
export const isSaid = (file: string) => /\.(ts|vue)$/.test(file) && !/\.d\.ts$/.test(file) && file !== kItself && !kForCitizens.includes(file)

/** Null where nothing is said. */
export function withSay(source: string): MagicString | null {
  const { texts, markups } = hanTexts(parseAst(source))
  if (texts.length === 0 && markups.length === 0) return null
  const code = new MagicString(source)
  for (const text of texts) writeText(code, text)
  for (const markup of markups) writeMarkup(code, markup)
  const names = [texts.length > 0 && 'say as say_', markups.length > 0 && 'sayInMarkup as sayIn_'].filter(Boolean)
  return code.prepend(`import { ${names.join(', ')} } from '${kFrom}';\n`)
}

/** `folder`: below which the page's own sources lie, with a slash at the end. */
export function sayPlugin(folder: string): Plugin {
  const isOurs = (id: string) => {
    const file = id.slice(folder.length).split('?')[0] ?? ''
    return id.startsWith(folder) && isSaid(file) && !/type=style|[?&](raw|url)\b/.test(id)
  }
  return {
    name: 'say',
    enforce: 'post',
    transform(source, id) {
      if (!isOurs(id)) return null
      const code = withSay(source)
      return code && { code: code.toString(), map: code.generateMap({ hires: 'boundary', source: id }) }
    },
  }
}
