// What the page says, in the reader's language. Sources are written in Chinese; the build (tools/language) passes what they say
// through say(), which finds the English by the Chinese text.
import type { Language as ElementWords } from 'element-plus/es/locale'

export interface English {
  words: Record<string, string>
  element: ElementWords
}

let english: English | null = null

export const useEnglish = (given: English | null) => void (english = given)
export const isEnglish = () => english !== null
export const englishElement = () => english?.element

/** The text with its values in their places; Chinese where there is no English. */
export function say(text: string, ...values: unknown[]): string {
  const words = english?.words[text] ?? text
  return values.length === 0 ? words : words.replace(/\{(\d+)\}/g, (_, place: string) => String(values[Number(place)]))
}

/** A text that English has two words for; `meaning` tells which. */
export const sense = (text: string, meaning: string): string => english?.words[`${text}|${meaning}`] ?? text

/** A word of one of the server's closed sets (server_words.json); what it makes up anew stays Chinese. */
export const serverWord = (text: string): string => english?.words[text] ?? text

const kEscapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
export const sayInMarkup = (text: string) => say(text).replace(/[&<>"]/g, (sign) => kEscapes[sign] ?? sign)

/** Chinese that is no word of the page: sent to the server, compared with data, or written for citizens. */
export const verbatim = <const T>(text: T): T => text
