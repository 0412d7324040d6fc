// Lists of words as people type them: separated by 、 commas, semicolons or lines.
export const wordsOf = (text: string) => [...new Set(text.split(/[、，,；;\n]+/).map((word) => word.trim()).filter(Boolean))]
export const joinedWords = (words: string[] | undefined) => (words ?? []).join('、')
export const toLines = (text: string) => [...new Set(text.split('\n').map((line) => line.trim()).filter(Boolean))]
