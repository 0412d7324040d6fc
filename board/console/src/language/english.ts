// All that English needs, read only by those who choose it.
import element from 'element-plus/es/locale/lang/en'
import words from './english.json'
import serverWords from './server_words.json'
import type { English } from './say'

export const english: English = { words: { ...serverWords, ...words }, element }
