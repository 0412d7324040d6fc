// Where replies arrive: the webhook account's receiver and a stand-in of WeChat's API. Both write down what reached them
// before they answer, take their time, and now and then refuse or fall silent as real ones do.
import { createServer } from 'node:http'
import { isSignedPush } from './platforms.mjs'
import { sleep } from './random.mjs'

const kShare = { refused: 0.02, silent: 0.02 }
const kAnswerMs = [10, 120]

const bodyOf = async (request) => {
  const chunks = []
  for await (const chunk of request) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}

function listen(handle) {
  const server = createServer((request, response) => {
    handle(request, response).catch(() => response.destroy())
  })
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () =>
      resolve({
        url: `http://127.0.0.1:${server.address().port}`,
        close: () => {
          server.closeAllConnections?.()
          server.close()
        },
      }),
    )
  })
}

const answer = (response, status, json) => {
  response.writeHead(status, { 'content-type': 'application/json' })
  response.end(JSON.stringify(json))
}

/** `account()` gives the account once it exists. Returns {url, pushed, close}; `pushed`: what was taken in, in order. */
export async function startReplyReceiver(account, random) {
  const pushed = []
  const server = await listen(async (request, response) => {
    const body = await bodyOf(request)
    await sleep(random.integer(...kAnswerMs))
    if (random.chance(kShare.refused)) return answer(response, 503, {})
    const reply = JSON.parse(body)
    const key = request.headers['webhook-id']
    pushed.push({ key, number: reply.number, to: reply.to.id, text: reply.text, body, signed: isSignedPush(account(), request.headers, body) })
    // Taken in, but the sender never hears of it: it has to push again under the same key.
    if (random.chance(kShare.silent)) return response.destroy()
    answer(response, 200, {})
  })
  return { ...server, pushed }
}

/** Returns {url, posted, underWay(), close}; `posted`: sends that were taken in; `underWay()`: how many are being answered. */
export async function startWechatApi(random) {
  const posted = []
  let underWay = 0
  const take = async (request, response) => {
    const { touser, text } = JSON.parse(await bodyOf(request))
    // "System busy": nothing was delivered, to be tried again.
    if (random.chance(kShare.refused)) return answer(response, 200, { errcode: -1, errmsg: 'system error' })
    posted.push({ to: touser, text: text.content })
    await sleep(random.integer(...kAnswerMs))
    answer(response, 200, { errcode: 0, errmsg: 'ok' })
  }
  const server = await listen(async (request, response) => {
    if (request.url.startsWith('/cgi-bin/stable_token')) return answer(response, 200, { access_token: `token-${posted.length}`, expires_in: 7200 })
    if (!request.url.startsWith('/cgi-bin/message/custom/send')) return answer(response, 404, {})
    ++underWay
    response.on('close', () => --underWay)
    await take(request, response)
  })
  return { ...server, posted, underWay: () => underWay }
}
