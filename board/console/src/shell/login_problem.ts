// Why a login by a platform or provider did not come to its end, in words; codes of GET /api/v1/session/ways/{platform}/{account}.

export interface LoginProblem {
  title: string
  text: string
  /** Somebody here must do something. */
  asks?: true
  /** One's own account may be bound by oneself. */
  binds?: true
}

export function loginProblem(why: string, title: string): LoginProblem {
  const there = title || '对方'
  const known: Record<string, LoginProblem> = {
    unknown_person: { title: '还没有您的账号', text: `${there}确认了您是谁，但工作台里没有与之对应的人。`, asks: true, binds: true },
    switched_off: { title: '账号没有启用', text: '您在工作台的账号没有启用，或者还没有分配单位和角色。', asks: true },
    taken: { title: '没有绑定', text: `这个${there}账号已经绑定给了另一个人。`, asks: true },
    refused: { title: '没有登录成功', text: `${there}没有同意这次登录。可能是您取消了，也可能您不在可见范围内。`, asks: true },
    untrusted: { title: '没有登录成功', text: `${there}发回的凭据没有通过核验，没有让任何人进来。`, asks: true },
    provider_down: { title: `${there}暂时没有应答`, text: '请稍后再试。着急的话，先用登录名和密码登录。' },
    stale: { title: '这次登录已经失效', text: '链接用过了，或者隔得太久。请重新登录一次。' },
  }
  return known[why] ?? { title: '没有登录成功', text: '请重新登录一次。' }
}
