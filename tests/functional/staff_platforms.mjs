// The part of WeCom, DingTalk and Feishu that says who of the staff has opened a page: one stand-in on loopback for all three,
// written from the platforms' documentation.
import { randomUUID } from 'node:crypto'
import { kNoAnswer, serveApi } from './platform_api.mjs'

const kGood = { status: 200 }

export async function startStaffPlatforms() {
  const api = {
    /** Code to person: a userid (企业微信); {unionId, userid} (钉钉); {open_id, user_id} (飞书). */
    codes: new Map(),
    /** Codes are good once. */
    redeem(code) {
      const person = api.codes.get(code)
      api.codes.delete(code)
      return person
    },
    down: false,
    tokens: new Set(),
    people: new Map(),
  }
  const token = (person) => {
    const made = randomUUID()
    api.tokens.add(made)
    if (person) api.people.set(made, person)
    return made
  }

  const wecom = {
    '/cgi-bin/gettoken': () => ({ errcode: 0, errmsg: 'ok', access_token: token(), expires_in: 7200 }),
    '/cgi-bin/auth/getuserinfo': ({ query }) => {
      if (!api.tokens.has(query.get('access_token'))) return { errcode: 40014, errmsg: 'invalid access_token' }
      const person = api.redeem(query.get('code'))
      if (!person) return { errcode: 40029, errmsg: 'invalid code' }
      return { errcode: 0, errmsg: 'ok', ...(person.openid ? { openid: person.openid } : { userid: person.userid }) }
    },
  }
  const dingtalk = {
    '/v1.0/oauth2/accessToken': () => ({ accessToken: token(), expireIn: 7200 }),
    '/v1.0/oauth2/userAccessToken': ({ body }) => {
      const person = body.grantType === 'authorization_code' && body.clientSecret ? api.redeem(body.code) : undefined
      return person ? { accessToken: token(person), expireIn: 7200 } : { status: 400, body: { code: 'invalidParameter.authCode.notFound', message: '不存在的临时授权码' } }
    },
    '/v1.0/contact/users/me': ({ headers }) => {
      const person = api.people.get(headers['x-acs-dingtalk-access-token'])
      return person ? { nick: '某人', unionId: person.unionId, openId: `open-${person.unionId}` } : { status: 400, body: { code: 'InvalidAuthentication' } }
    },
    '/topapi/user/getbyunionid': ({ query, body }) => {
      if (!api.tokens.has(query.get('access_token'))) return { errcode: 88, sub_code: '40014', errmsg: 'ding talk error' }
      const person = [...api.people.values()].find((one) => one.unionId === body.unionid)
      return person?.userid ? { errcode: 0, result: { contact_type: 0, userid: person.userid } } : { errcode: 60121, errmsg: '找不到该用户' }
    },
  }
  const feishu = {
    '/open-apis/authen/v2/oauth/token': ({ body }) => {
      const person = body.grant_type === 'authorization_code' && body.client_secret && body.redirect_uri ? api.redeem(body.code) : undefined
      return person ? { code: 0, access_token: token(person), expires_in: 7200, token_type: 'Bearer' } : { status: 400, body: { code: 20003, error: 'invalid_grant' } }
    },
    '/open-apis/authen/v1/user_info': ({ headers }) => {
      const person = api.people.get((headers.authorization ?? '').replace('Bearer ', ''))
      return person ? { code: 0, msg: 'success', data: { name: '某人', ...person } } : { status: 401, body: { code: 20005, msg: 'The user access token passed is invalid' } }
    },
  }
  const routes = { ...wecom, ...dingtalk, ...feishu }

  await serveApi(api, (request, bytes) => {
    if (api.down) return kNoAnswer
    const url = new URL(request.url, 'http://platform')
    const route = routes[url.pathname]
    if (!route) return { status: 404, body: {} }
    const said = route({ query: url.searchParams, headers: request.headers, body: bytes.length > 0 ? JSON.parse(bytes.toString('utf8')) : {} })
    return said.body ? said : { ...kGood, body: said }
  })
  return api
}

/** The platform's page, which shows nothing to people: sent back at once, with a code for that person. */
export function authorised(api, address, person) {
  const query = new URL(address).searchParams
  const back = new URL(query.get('redirect_uri'))
  const code = `code${randomUUID()}`
  if (person) api.codes.set(code, person)
  back.searchParams.set(address.includes('dingtalk') ? 'authCode' : 'code', code)
  back.searchParams.set('state', query.get('state'))
  return back.href
}
