// An OpenID Connect provider as a stand-in on loopback: discovery, keys, and the token endpoint with PKCE. What it signs can be
// made wrong.
import { createHash, createHmac, generateKeyPairSync, sign } from 'node:crypto'
import { kNoAnswer, serveApi } from './platform_api.mjs'

const encoded = (value) => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url')

function signer(algorithm, kid) {
  const { publicKey, privateKey } = algorithm === 'ES256' ? generateKeyPairSync('ec', { namedCurve: 'P-256' }) : generateKeyPairSync('rsa', { modulusLength: 2048 })
  return { kid, algorithm, privateKey, publicKey, jwk: { ...publicKey.export({ format: 'jwk' }), kid, use: 'sig', alg: algorithm } }
}

function signature(input, { algorithm, privateKey, publicKey }) {
  if (algorithm === 'none') return ''
  if (algorithm === 'HS256') return createHmac('sha256', publicKey.export({ format: 'pem', type: 'spki' })).update(input).digest('base64url')
  return sign('sha256', Buffer.from(input), algorithm === 'ES256' ? { key: privateKey, dsaEncoding: 'ieee-p1363' } : privateKey).toString('base64url')
}

export async function startProvider({ clientId = 'huiying', secret = 'a client secret', algorithm = 'RS256' } = {}) {
  const provider = {
    clientId, secret,
    key: signer(algorithm, 'first'),
    /** Who is logged in there. */
    claims: { sub: 'u-1', preferred_username: 'lu', name: '陆工' },
    /** Changes claims and header before they are signed. */
    spoil: (token) => token,
    asked: [],
    /** How often it was asked for its endpoints, answered or not. */
    discoveries: 0,
    codes: new Map(),
  }
  provider.renewKey = (kid, other = algorithm) => (provider.key = signer(other, kid))

  /** The browser at the provider's page: the address it is sent back to. */
  provider.visit = (address, { error } = {}) => {
    const query = new URL(address).searchParams
    const back = new URL(query.get('redirect_uri'))
    back.searchParams.set('state', query.get('state'))
    if (error) back.searchParams.set('error', error)
    else {
      const code = `code-${provider.codes.size + 1}`
      provider.codes.set(code, { query })
      back.searchParams.set('code', code)
    }
    return back.href
  }

  function token(query) {
    const now = Math.floor(Date.now() / 1000)
    const said = provider.spoil({
      header: { alg: provider.key.algorithm, kid: provider.key.kid, typ: 'JWT' },
      claims: { iss: provider.url, aud: clientId, exp: now + 300, iat: now, nonce: query.get('nonce'), ...provider.claims },
      key: provider.key,
    })
    const input = `${encoded(said.header)}.${encoded(said.claims)}`
    return `${input}.${said.signature ?? signature(input, { ...said.key, algorithm: said.header.alg })}`
  }

  function redeem(request, form) {
    provider.asked.push({ form, authorization: request.headers.authorization })
    const known = provider.codes.get(form.get('code'))
    provider.codes.delete(form.get('code'))
    const basic = `Basic ${Buffer.from(`${clientId}:${encodeURIComponent(secret)}`).toString('base64')}`
    const challenge = createHash('sha256').update(form.get('code_verifier') ?? '').digest('base64url')
    const isGood = known && request.headers.authorization === basic && known.query.get('code_challenge_method') === 'S256' && known.query.get('code_challenge') === challenge && known.query.get('redirect_uri') === form.get('redirect_uri')
    return isGood ? { status: 200, body: { access_token: 'x', token_type: 'Bearer', id_token: token(known.query) } } : { status: 400, body: { error: 'invalid_grant' } }
  }

  await serveApi(provider, (request, bytes) => {
    if (request.url === '/.well-known/openid-configuration') ++provider.discoveries
    if (provider.broken) return kNoAnswer
    if (request.url === '/.well-known/openid-configuration')
      return { status: 200, body: { issuer: provider.url, authorization_endpoint: `${provider.url}/authorize`, token_endpoint: `${provider.url}/token`, jwks_uri: `${provider.url}/keys` } }
    if (request.url === '/keys') return { status: 200, body: { keys: [provider.key.jwk] } }
    if (request.url === '/token') return redeem(request, new URLSearchParams(bytes.toString()))
    return { status: 404, body: {} }
  })
  return provider
}
