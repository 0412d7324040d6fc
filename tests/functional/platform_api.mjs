// A platform's API as a stand-in on loopback. `answerTo(request, bytes)` gives {status, body} or {status, headers, bytes}, or kNoAnswer: the connection
// breaks before the answer.
import { createServer } from 'node:http'

export const kNoAnswer = Symbol('no answer')

/** Serves it; `api` gets `url`, `close()`, and `goDown()` and `comeBack()`: nobody listens there in between. */
export function serveApi(api, answerTo) {
  const server = createServer((request, response) => {
    const pieces = []
    request.on('data', (piece) => pieces.push(piece))
    request.on('end', () => {
      const answer = answerTo(request, Buffer.concat(pieces))
      if (answer === kNoAnswer) return request.socket.destroy()
      if (answer.bytes) return response.writeHead(answer.status, answer.headers).end(answer.bytes)
      response.writeHead(answer.status, { 'Content-Type': 'application/json; charset=utf-8' }).end(JSON.stringify(answer.body))
    })
  })
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      api.url = `http://127.0.0.1:${server.address().port}`
      const { port } = server.address()
      api.close = () => new Promise((done) => {
        server.close(() => done())
        server.closeAllConnections()
      })
      api.goDown = api.close
      api.comeBack = () => new Promise((done) => server.listen(port, '127.0.0.1', done))
      resolve(api)
    })
  })
}
