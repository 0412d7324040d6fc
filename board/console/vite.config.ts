import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import { defineConfig, type Plugin } from 'vite'
import { sayPlugin } from './tools/language/say_plugin'

// The server sends these as they are, so that nothing is compressed at run time. Made from the written files: until then
// other plugins still change them.
function precompressed(): Plugin {
  return {
    name: 'precompressed',
    apply: 'build',
    writeBundle({ dir = '' }, bundle) {
      for (const name of Object.keys(bundle)) {
        if (!/\.(js|css|svg|html)$/.test(name)) continue
        const file = join(dir, name)
        writeFileSync(`${file}.gz`, gzipSync(readFileSync(file), { level: 9 }))
      }
    },
  }
}

// The page comes after its language is known; it is fetched at once all the same.
function early(module: string): Plugin {
  return {
    name: 'early',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(_, { bundle = {} }) {
        const chunk = Object.values(bundle).find((part) => part.type === 'chunk' && part.moduleIds.some((id) => id.endsWith(module)))
        if (chunk?.type !== 'chunk') throw new Error(`no chunk of ${module}`)
        const link = (rel: string, name: string) => ({ tag: 'link', injectTo: 'head' as const, attrs: { rel, crossorigin: true, href: `./${name}` } })
        return [link('modulepreload', chunk.fileName), ...[...(chunk.viteMetadata?.importedCss ?? [])].map((name) => link('stylesheet', name))]
      },
    },
  }
}

const sources = fileURLToPath(new URL('./src/', import.meta.url))

// Relative addresses: the console works below any path that a portal puts it under.
export default defineConfig({
  base: './',
  plugins: [vue(), sayPlugin(sources), early('src/console.ts'), precompressed()],
  resolve: { alias: { '@': sources.replace(/\/$/, '') } },
  build: {
    target: 'es2020',
    // A data: address would need a hole in the Content-Security-Policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 900,
    rollupOptions: { output: { chunkFileNames: ({ name }) => `assets/${name.split('.')[0]}-[hash].js` } },
  },
  server: { proxy: { '/api': process.env.HUIYING_API ?? 'http://127.0.0.1:8080' } },
})
