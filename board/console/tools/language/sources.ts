// Every source of the page compiled as the build does it, without the build.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { compileScript, compileTemplate, parse } from 'vue/compiler-sfc'
import { parseAst, transformWithEsbuild } from 'vite'
import { keysOf } from './han_texts'
import { isSaid } from './say_plugin'

export async function compiledSource(file: string, source: string): Promise<string> {
  if (!file.endsWith('.vue')) return (await transformWithEsbuild(source, file)).code
  const { descriptor } = parse(source, { filename: file })
  if (!descriptor.scriptSetup) return compileTemplate({ id: file, filename: file, source: descriptor.template?.content ?? '' }).code
  const { content } = compileScript(descriptor, { id: file, inlineTemplate: true })
  return (await transformWithEsbuild(content, `${file}.ts`)).code
}

function filesBelow(folder: string, below = ''): string[] {
  return readdirSync(join(folder, below), { withFileTypes: true }).flatMap((entry) => {
    const file = below + entry.name
    return entry.isDirectory() ? filesBelow(folder, `${file}/`) : isSaid(file) ? [file] : []
  })
}

/** What is said, by the file that says it. */
export async function textsBelow(folder: string): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>()
  for (const file of filesBelow(folder).sort()) {
    const path = join(folder, file)
    const keys = keysOf(parseAst(await compiledSource(path, readFileSync(path, 'utf8'))))
    if (keys.length > 0) found.set(file, keys)
  }
  return found
}
