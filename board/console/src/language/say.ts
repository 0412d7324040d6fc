// What the page says, in the reader's language. Sources are written in Chinese; the build (tools/language) passes what they say
// through say(), which finds the English by the Chinese text.
let english: Record<string, string> | null = null

export const useEnglish = (dictionary: Record<string, string> | null) => void (english = dictionary)
export const isEnglish = () => english !== null

/** The text with its values in their places; Chinese where there is no English. */
export function say(text: string, ...values: unknown[]): string {
  const words = english?.[text] ?? text
  return values.length === 0 ? words : words.replace(/\{(\d+)\}/g, (_, place: string) => String(values[Number(place)]))
}

/** A text that English has two words for; `meaning` tells which. */
export const sense = (text: string, meaning: string): string => english?.[`${text}|${meaning}`] ?? text

/** A word of one of the server's closed sets (server_words.json); what it makes up anew stays Chinese. */
export const serverWord = (text: string): string => english?.[text] ?? text

const kEscapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
export const sayInMarkup = (text: string) => say(text).replace(/[&<>"]/g, (sign) => kEscapes[sign] ?? sign)

/** Chinese that is no word of the page: sent to the server, compared with data, or written for citizens. */
export const verbatim = <const T>(text: T): T => text
