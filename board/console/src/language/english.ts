// All that English needs, read only by those who choose it.
import words from './english.json'
import serverWords from './server_words.json'

export const english: Record<string, string> = { ...serverWords, ...words }
