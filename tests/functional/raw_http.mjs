// Requests as no decent client sends them: bytes on a socket.
import { connect } from 'node:net'

/** A connection to the server: `said` is all that came, `closed` resolves when the server has ended it, with the milliseconds that
 * this took. */
export function open(site) {
  const socket = connect(site.port, '127.0.0.1')
  const line = { socket, said: '' }
  const began = Date.now()
  socket.on('data', (piece) => (line.said += piece.toString('utf8')))
  socket.on('error', () => {})
  line.closed = new Promise((resolve) => socket.on('close', () => resolve(Date.now() - began)))
  line.connected = new Promise((resolve, reject) => {
    socket.once('connect', resolve)
    socket.once('error', reject)
  })
  return line
}

/** Sends the bytes on a connection of their own: {status, head, body} of the first answer. The request must ask for the end of the
 * connection, or be refused. */
export async function exchange(site, bytes) {
  const line = open(site)
  line.socket.write(bytes)
  await line.closed
  return parsed(line.said)
}

export function parsed(said) {
  const end = said.indexOf('\r\n\r\n')
  const head = said.slice(0, end)
  return { status: Number(head.match(/^HTTP\/1\.1 (\d{3})/)?.[1]), head, body: said.slice(end + 4) }
}
