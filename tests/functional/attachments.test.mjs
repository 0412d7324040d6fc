// Files that a message only names: fetched by a worker, stored like uploaded ones, shown at the desk; and what is never fetched.
import { after, before, describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import * as files from './files.mjs'
import { sleep, startSite, until } from './harness.mjs'
import { firstAdministrator } from './people.mjs'
import * as webhooks from './standard_webhooks.mjs'
import * as wechat from './wechat.mjs'

let open, closed, host
const photograph = files.photograph('far away')

/** A web server where the files lie; `hits`: what was asked for. */
function startHost() {
  const made = { hits: [], failing: 0 }
  const pages = {
    '/lamp.jpg': [200, photograph],
    '/big.jpg': [200, files.bigPhotograph(11 * 1024 * 1024)],
    '/page.html': [200, Buffer.from('<html><script>alert(1)</script></html>')],
    '/moved.jpg': [302, Buffer.from('over there')],
    '/secret.jpg': [200, photograph],
  }
  const server = createServer((request, response) => {
    made.hits.push(request.url)
    if (request.url === '/slow.jpg' && made.failing-- > 0) return response.writeHead(503).end()
    const [status, bytes] = pages[request.url] ?? (request.url === '/slow.jpg' ? [200, files.photograph('slow')] : [404, Buffer.from('no')])
    response.writeHead(status, { 'Content-Type': 'image/jpeg', Location: '/secret.jpg' }).end(bytes)
  })
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      made.url = `http://127.0.0.1:${server.address().port}`
      made.close = () => new Promise((done) => {
        server.close(() => done())
        server.closeAllConnections()
      })
      resolve(made)
    })
  })
}

async function startDesk(settings) {
  const site = await startSite({ settings })
  return { site, admin: await firstAdministrator(site), partner: await site.addChannel('webhook', 'partner') }
}

before(async () => {
  host = await startHost()
  open = await startDesk({ 'attachments.private_addresses': 'allow' })
  closed = await startDesk({})
})
after(async () => {
  await host?.close()
  await open?.site.stop()
  await closed?.site.stop()
})

async function sent({ site, partner }, ...names) {
  const attachments = names.map((name) => ({ url: `${host.url}/${name}`, name }))
  const answer = await webhooks.deliver(site, partner, webhooks.message('路灯不亮', { attachments, from: `u-${names[0]}` }))
  assert.equal(answer.status, 200, answer.text)
  return answer.body.number
}
const shown = async ({ admin }, number) => (await admin.taken(number)).messages[0].attachments
const arrives = (desk, number, which = 0) => until('the file', async () => {
  const file = (await shown(desk, number))[which]
  return (file.sha256 || file.media_type) && file
})

describe('a file that a message names', () => {
  test('is fetched, stored by its hash and served without its metadata', async () => {
    const file = await arrives(open, await sent(open, 'lamp.jpg'))
    assert.equal(file.media_type, 'image/jpeg')
    assert.match(file.sha256, /^[0-9a-f]{64}$/)
    const response = await fetch(`${open.site.url}/${file.address}`, { headers: { Cookie: open.admin.cookie } })
    const bytes = Buffer.from(await response.arrayBuffer())
    assert.equal(response.status, 200)
    assert.ok(bytes.length > 100 && !bytes.includes(files.kMaker))
  })

  test('that is too large, of another kind, gone or moved elsewhere says so and is not fetched', async () => {
    const number = await sent(open, 'big.jpg', 'page.html', 'none.jpg', 'moved.jpg')
    const names = []
    for (let i = 0; i < 4; ++i) names.push((await arrives(open, number, i)).name)
    assert.match(names[0], /^big\.jpg（取不回来：超过10MB）$/)
    assert.match(names[1], /^page\.html（取不回来：只收 JPEG/)
    assert.match(names[2], /^none\.jpg（取不回来：原平台上已经没有）$/)
    assert.match(names[3], /^moved\.jpg（取不回来：原平台让到别处去取）$/)
    assert.ok(!host.hits.includes('/secret.jpg'), 'no redirect was followed')
  })

  test('is asked for again while its host is busy', async () => {
    host.failing = 1
    assert.equal((await arrives(open, await sent(open, 'slow.jpg'))).media_type, 'image/jpeg')
    assert.equal(host.hits.filter((path) => path === '/slow.jpg').length, 2)
  })

  test('is never fetched from a private address', async () => {
    const hits = host.hits.length
    const number = await sent(closed, 'lamp.jpg')
    await closed.admin.taken(number)
    await sleep(2500)
    assert.equal(host.hits.length, hits)
    const [file] = await shown(closed, number)
    assert.deepEqual([file.sha256, file.address], ['', ''])
  })
})

test('a picture that a citizen sends to the official account is fetched with the account\'s token', async () => {
  const api = await wechat.startApi()
  try {
    const account = await closed.site.addChannel('wechat_oa', 'town', ['--app-id', 'wx1', '--app-secret', 's', '--api-base', api.url])
    api.media.set('V1', files.photograph('voice'))
    const xml = wechat.textXml('x', { from: 'openid_picture' }).replace(/<MsgType>.*?<\/Content>/s, '<MsgType><![CDATA[video]]></MsgType><MediaId><![CDATA[V1]]></MediaId>')
    const { number } = wechat.receiptIn(wechat.passiveText(account, await wechat.post(closed.site, account, wechat.safeDelivery(account, xml))))
    assert.equal((await arrives(closed, number)).media_type, 'image/jpeg')
  } finally {
    await api.close()
  }
})
