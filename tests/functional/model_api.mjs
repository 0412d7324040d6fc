// An endpoint of language models as a stand-in on loopback: /v1/embeddings and /v1/chat/completions as the OpenAI-compatible
// servers speak them. What it gives, and how badly, a test says.
import { createServer } from 'node:http'

const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms))

/** `means(text)` gives a vector, `writes(text, order)` a text or a whole answer; `delayMs`, `status` and `raw` spoil both.
 * A list with a text that `refuses(text)` hears 400. */
export async function startModels() {
  const api = { asked: [], delayMs: 0, status: 200, raw: null, means: () => [1, 0, 0], writes: (text) => text, refuses: () => false, embedded: [], written: [] }
  const answerTo = (path, body) => {
    if (path.endsWith('/embeddings')) {
      api.embedded.push(...body.input)
      return { object: 'list', data: body.input.map((text, index) => ({ object: 'embedding', index, embedding: api.means(text) })) }
    }
    const [order, user] = body.messages.map(({ content }) => content)
    api.written.push(user)
    const said = api.writes(user, order)
    return typeof said === 'string' ? { choices: [{ index: 0, message: { role: 'assistant', content: said }, finish_reason: 'stop' }] } : said
  }
  const server = createServer((request, response) => {
    const pieces = []
    request.on('data', (piece) => pieces.push(piece))
    request.on('end', async () => {
      const bytes = Buffer.concat(pieces).toString('utf8')
      api.asked.push({ path: request.url, authorization: request.headers.authorization, body: bytes })
      if (JSON.parse(bytes).input?.some((text) => api.refuses(text))) return response.writeHead(400, { 'Content-Type': 'application/json' }).end('{}')
      const answer = api.raw ?? JSON.stringify(answerTo(request.url, JSON.parse(bytes)))
      await sleep(api.delayMs)
      response.writeHead(api.status, { 'Content-Type': 'application/json' }).end(answer)
    })
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  const origin = `http://127.0.0.1:${server.address().port}`
  api.embeddings = `${origin}/v1/embeddings`
  api.chat = `${origin}/v1/chat/completions`
  api.good = () => Object.assign(api, { delayMs: 0, status: 200, raw: null, refuses: () => false })
  api.close = () => new Promise((done) => {
    server.close(() => done())
    server.closeAllConnections()
  })
  return api
}
