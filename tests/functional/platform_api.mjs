// A platform's API as a stand-in on loopback. `answerTo(request, bytes)` gives {status, body}, or kNoAnswer: the connection
// breaks before the answer.
import { createServer } from 'node:http'

export const kNoAnswer = Symbol('no answer')

/** Serves it; `api` gets `url` and `close()`. */
export function serveApi(api, answerTo) {
  const server = createServer((request, response) => {
    const pieces = []
    request.on('data', (piece) => pieces.push(piece))
    request.on('end', () => {
      const answer = answerTo(request, Buffer.concat(pieces))
      if (answer === kNoAnswer) return request.socket.destroy()
      response.writeHead(answer.status, { 'Content-Type': 'application/json; charset=utf-8' }).end(JSON.stringify(answer.body))
    })
  })
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      api.url = `http://127.0.0.1:${server.address().port}`
      api.close = () => new Promise((done) => {
        server.close(done)
        server.closeAllConnections()
      })
      resolve(api)
    })
  })
}
