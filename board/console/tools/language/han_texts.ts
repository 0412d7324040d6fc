// Finds the words of the page in compiled code: every literal, template and concatenation with Chinese in it, as one text whose
// values are {0}, {1} ... What only looks like words is passed over: keys, comparisons, and what stands in verbatim().
import { walk } from 'vue/compiler-sfc'
import { htmlPieces } from './html_texts'

export interface Node {
  type: string
  start: number
  end: number
}
type AnyNode = Node & Record<string, any>

/** Han characters and the full-width signs between them. */
const kChinese = /[\p{Script=Han}\u3001-\u303f\uff00-\uffef]/u
export const isChinese = (text: string) => kChinese.test(text)

export interface Text {
  key: string
  start: number
  end: number
  values: Node[]
}
/** Static markup, which Vue writes as one string: pieces of it are words. */
export interface Markup {
  start: number
  end: number
  pieces: { text: string; isWords: boolean }[]
}

/** Of these the first argument is compared with data, never shown. */
const kComparing = new Set(['includes', 'startsWith', 'endsWith', 'indexOf', 'lastIndexOf', 'split', 'has', 'get', 'match', 'replace', 'replaceAll'])
/** What these are given is no text of its own; sense() looks its English up by itself. */
const kKept = new Set(['verbatim', 'sense'])
const kComparisons = new Set(['===', '!==', '==', '!=', 'in', '<', '>', '<=', '>='])
const kModuleParts = new Set(['ImportDeclaration', 'ExportAllDeclaration', 'ImportExpression'])

const isString = (node: AnyNode) => node.type === 'Literal' && typeof node.value === 'string'

/** The node's strings and values in their order; null where it is no text. */
function partsOf(node: AnyNode): (string | AnyNode)[] | null {
  if (isString(node)) return [node.value]
  if (node.type === 'TemplateLiteral')
    return node.quasis.flatMap((quasi: AnyNode, index: number) => {
      const value = node.expressions[index]
      return [quasi.value.cooked as string, ...(value ? (partsOf(value) ?? [value]) : [])]
    })
  if (node.type !== 'BinaryExpression' || node.operator !== '+') return null
  const left = partsOf(node.left)
  const right = partsOf(node.right)
  if (!left && !right && !isShown(node.left)) return null
  return [...(left ?? [node.left]), ...(right ?? [node.right])]
}

/** Vue's {{ }}: a string whatever it is given, so that what is added to it is text. */
const isShown = (node: AnyNode) => node.type === 'CallExpression' && /^_?toDisplayString$/.test(node.callee.name ?? '')

function textOf(node: AnyNode): Text | null {
  const parts = partsOf(node)
  if (!parts?.some((part) => typeof part === 'string' && isChinese(part))) return null
  const values: AnyNode[] = []
  const key = parts.map((part) => (typeof part === 'string' ? part : `{${values.push(part) - 1}}`)).join('')
  if (parts.some((part) => typeof part === 'string' && /\{\d+\}/.test(part))) throw new Error(`a text that looks like a value: ${key}`)
  return { key, start: node.start, end: node.end, values }
}

function isPassedOver(node: AnyNode, parent: AnyNode | null, prop: string | null | undefined): boolean {
  if (!parent) return false
  if (kModuleParts.has(parent.type) || (parent.type === 'ExportNamedDeclaration' && prop === 'source')) return true
  if (parent.type === 'Property' && prop === 'key' && !parent.computed) return true
  if (parent.type === 'MemberExpression' && prop === 'property') return true
  if (parent.type === 'SwitchCase' && prop === 'test') return true
  if (parent.type === 'BinaryExpression' && kComparisons.has(parent.operator)) return partsOf(node) !== null
  if (parent.type !== 'CallExpression' || prop !== 'arguments') return false
  if (kKept.has(calledName(parent.callee))) return true
  return parent.callee.type === 'MemberExpression' && kComparing.has(parent.callee.property.name) && parent.arguments[0] === node
}

/** A template calls what its script imports as sense, unref(sense) or $setup.sense. */
const calledName = (callee: AnyNode): string => callee.name ?? callee.property?.name ?? callee.arguments?.[0]?.name ?? ''

const isSense = (node: AnyNode) => node.type === 'CallExpression' && calledName(node.callee) === 'sense'

const isMarkup = (parent: AnyNode | null) => /^_?createStaticVNode$/.test(parent?.callee?.name ?? '')

export function hanTexts(program: Node): { texts: Text[]; markups: Markup[]; senses: string[] } {
  const texts: Text[] = []
  const senses: string[] = []
  const markups: Markup[] = []
  const visit = (root: AnyNode, above: AnyNode | null) =>
    walk(root as never, {
      enter(entered: never, parentOf: never, prop: string | null | undefined) {
        const node = entered as AnyNode
        const parent = (parentOf as AnyNode | null) ?? above
        if (node !== root && isPassedOver(node, parent, prop)) return this.skip()
        if (isSense(node)) senses.push(`${node.arguments[0].value}|${node.arguments[1].value}`)
        if (isMarkup(parent) && isString(node) && isChinese(node.value)) {
          markups.push({ start: node.start, end: node.end, pieces: htmlPieces(node.value) })
          return this.skip()
        }
        const text = textOf(node)
        if (!text) return
        texts.push(text)
        for (const value of text.values) visit(value as AnyNode, node)
        this.skip()
      },
    })
  visit(program as AnyNode, null)
  return { texts, markups, senses }
}

/** What a page can say, each text once. */
export function keysOf(program: Node): string[] {
  const { texts, markups, senses } = hanTexts(program)
  const inMarkup = markups.flatMap(({ pieces }) => pieces.filter(({ isWords }) => isWords).map(({ text }) => text))
  return [...new Set([...texts.map(({ key }) => key), ...inMarkup, ...senses])]
}
