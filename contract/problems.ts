/**
 * Every problem the API can answer (RFC 9457, `application/problem+json`, `type: urn:jucai:problem:<code>`).
 * `title` is shown to people: what happened, in words; `detail` of a reply says what to do.
 */
export const problems = {
  'invalid-request': { status: 422, title: '填写的内容有误' },
  'malformed-request': { status: 400, title: '请求无法识别' },
  'body-too-large': { status: 413, title: '提交的内容太大' },
  'signed-out': { status: 401, title: '登录已失效，请重新登录' },
  'not-allowed': { status: 403, title: '你没有进行此操作的权限' },
  'not-found': { status: 404, title: '没有找到' },
  'too-many-requests': { status: 429, title: '操作太频繁，请稍后再试' },
  'idempotency-key-reused': { status: 409, title: '同一编号的请求内容不一致' },
  'unavailable': { status: 503, title: '服务暂时不可用，请稍后再试' },
  'internal': { status: 500, title: '系统出错了，已记录' },

  'sms-code-wrong': { status: 409, title: '验证码不对' },
  'sms-code-expired': { status: 409, title: '验证码已过期' },
  'sms-code-too-many-tries': { status: 409, title: '验证码输错次数过多，请重新获取' },
  'sms-not-sent': { status: 503, title: '短信没有发出，请稍后再试' },
  'wechat-code-invalid': { status: 409, title: '微信登录凭证已失效，请重试' },
  'wechat-unavailable': { status: 503, title: '微信服务暂时不可用，请稍后再试' },
  'phone-taken': { status: 409, title: '这个手机号已属于另一个账号' },
  'wechat-taken': { status: 409, title: '这个微信已属于另一个账号' },

  'consent-needed': { status: 409, title: '需要你先同意' },
  'notice-outdated': { status: 409, title: '隐私说明已更新，请重新阅读' },
  'document-registered': { status: 409, title: '这个证件已经登记过' },
  'recovery-not-matched': { status: 409, title: '信息与登记时不一致' },
  'recovery-decided': { status: 409, title: '这个申请已经处理过' },
  'registration-needed': { status: 409, title: '请先完成人才登记' },

  'holder-key-invalid': { status: 422, title: '手机密钥无效' },
  'credential-absent': { status: 409, title: '还没有领取人才码' },
  'scan-refused': { status: 409, title: '此码未通过核验，不能登记' },
  'already-recorded': { status: 409, title: '这次服务已经登记过' },
  'service-not-offered': { status: 409, title: '本站点不提供这项服务' },
  'service-not-for-tier': { status: 409, title: '该人才层次不享受这项服务' },
  'undo-too-late': { status: 409, title: '已超过一分钟，不能撤销' },
  'already-disputed': { status: 409, title: '这条记录已经申报过' },

  'invitation-invalid': { status: 409, title: '邀请码无效或已使用' },
  'invitation-expired': { status: 409, title: '邀请码已过期' },
  'role-conflict': { status: 409, title: '系统、安全、审计三种管理员不能由同一人担任' },
  'last-admin': { status: 409, title: '至少要保留一名系统管理员' },
} as const satisfies Record<string, { status: number; title: string }>

/** A code from {@link problems}. */
export type ProblemCode = keyof typeof problems

/** Problems any route may answer, which routes therefore do not list. */
export const generalProblems = [
  'invalid-request', 'malformed-request', 'body-too-large', 'signed-out', 'not-allowed', 'not-found',
  'too-many-requests', 'idempotency-key-reused', 'unavailable', 'internal',
] as const satisfies readonly ProblemCode[]

/** One faulty field: `pointer` is a JSON Pointer (RFC 6901) into the body, `detail` says why and what to do. */
export interface FieldError { pointer: string; detail: string }

/** The body of a problem reply. Extra members depend on the code and are documented at the route. */
export interface ProblemBody {
  type: `urn:jucai:problem:${ProblemCode}`
  title: string
  status: number
  detail?: string
  instance?: string
  errors?: FieldError[]
  [extra: string]: unknown
}
