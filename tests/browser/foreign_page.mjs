// Somebody else's page with the web chat on it, under a strict policy, and what stands in the window.
import { createServer } from 'node:http'
import { until } from './people.mjs'

/** A page of another origin that allows exactly what docs/channels/webchat.md asks for. */
export async function foreignPage(site) {
  const chat = () => site.url
  const server = createServer((request, response) => {
    response.writeHead(200, {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': `default-src 'none'; script-src ${chat()}; connect-src ${chat().replace('http', 'ws')}; style-src 'none'; base-uri 'none'; form-action 'none'`,
    })
    response.end(`<!doctype html><html lang="zh-CN"><title>区政府门户</title><meta name="viewport" content="width=device-width, initial-scale=1"><h1>区政府门户</h1><p>便民服务</p><script src="${chat()}/chat/widget.js" data-account="portal"></script></html>`)
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${server.address().port}`
  return { url, close: () => new Promise((resolve) => server.close(resolve)) }
}

export const inWindow = (page, selector) => page.locator(`huiying-chat ${selector}`)
/** Waits for words of `who` ("mine", "system", "staff"); the whole text. */
export const hearsIn = (page, who, words) => until(`"${words}"`, async () => (await inWindow(page, `.item.${who} .words`).allTextContents()).find((text) => text.includes(words)))
