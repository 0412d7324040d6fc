import { gzipSync } from 'node:zlib'
import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import { defineConfig, type Plugin } from 'vite'

// The server sends these as they are, so that nothing is compressed at run time.
function precompressed(): Plugin {
  return {
    name: 'precompressed',
    apply: 'build',
    enforce: 'post',
    generateBundle(_options, bundle) {
      for (const [name, output] of Object.entries(bundle)) {
        if (!/\.(js|css|svg|html)$/.test(name)) continue
        const source = output.type === 'chunk' ? output.code : output.source
        this.emitFile({ type: 'asset', fileName: `${name}.gz`, source: gzipSync(source, { level: 9 }) })
      }
    },
  }
}

// Relative addresses: the console works below any path that a portal puts it under.
export default defineConfig({
  base: './',
  plugins: [vue(), precompressed()],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
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
