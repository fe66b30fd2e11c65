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
  unavailable: { status: 503, title: '服务暂时不可用，请稍后再试' },
  internal: { status: 500, title: '系统出错了，已记录' },

  'sms-code-wrong': { status: 409, title: '验证码不对' },
  'sms-code-expired': { status: 409, title: '验证码已过期' },
  'sms-code-too-many-tries': { status: 409, title: '验证码输错次数过多，请重新获取' },
  'sms-not-sent': { status: 503, title: '短信没有发出，请稍后再试' },
  'wechat-code-invalid': { status: 409, title: '微信登录凭证已失效，请重试' },
  'wechat-unavailable': { status: 503, title: '微信服务暂时不可用，请稍后再试' },
  'confirmation-needed': { status: 403, title: '请先确认是你本人' },
  'confirmation-not-matched': { status: 409, title: '姓名或证件号码末四位不对' },
  'phone-taken': { status: 409, title: '这个手机号已属于另一个账号' },
  'wechat-taken': { status: 409, title: '这个微信已属于另一个账号' },

  'account-not-empty': { status: 409, title: '这两个账号不能自动合并' },

  'consent-needed': { status: 409, title: '需要你先同意' },
  'notice-outdated': { status: 409, title: '隐私说明已更新，请重新阅读' },
  'document-registered': { status: 409, title: '这个证件已经登记过' },
  'recovery-not-matched': { status: 409, title: '信息与登记时不一致' },
  'recovery-decided': { status: 409, title: '这个申请已经处理过' },
  'registration-needed': { status: 409, title: '请先完成人才登记' },

  'holder-key-invalid': { status: 422, title: '手机密钥无效' },
  'credential-absent': { status: 409, title: '还没有领取人才码' },
  'scan-refused': { status: 409, title: '此码未通过核验，不能登记' },
  'own-code': { status: 409, title: '不能登记自己的人才码' },
  'already-recorded': { status: 409, title: '这次服务已经登记过' },
  'service-not-offered': { status: 409, title: '本站点不提供这项服务' },
  'service-not-for-tier': { status: 409, title: '该人才层次不享受这项服务' },
  'undo-too-late': { status: 409, title: '已超过一分钟，不能撤销' },
  'offer-ended': { status: 409, title: '这项待遇已经不能直接确认' },
  'already-disputed': { status: 409, title: '这条记录已经申报过' },

  'invitation-invalid': { status: 409, title: '邀请码无效或已使用' },
  'invitation-expired': { status: 409, title: '邀请码已过期' },
  'role-conflict': { status: 409, title: '系统、安全、审计三种管理员不能由同一人担任' },
  'last-admin': { status: 409, title: '至少要保留一名系统管理员' },

  'draft-changed': { status: 409, title: '另一台设备改过这份草稿' },
  'form-changed': { status: 409, title: '表格已更新，请核对后再提交' },
  'program-closed': { status: 409, title: '这个项目现在不接受申请' },
  'application-open': { status: 409, title: '你已有一份正在办理的申请' },
  'stale-version': { status: 409, title: '内容刚刚有变化，请核对后再操作' },
  'event-not-allowed': { status: 409, title: '现在不能进行这项操作' },
  'already-objected': { status: 409, title: '你已对这项公示提出过异议' },
  'notice-over': { status: 409, title: '公示已经结束' },
  'claimed-by-other': { status: 409, title: '这一件正由他人办理' },
  'claim-needed': { status: 409, title: '请先认领这一件' },
  'two-person-rule': { status: 409, title: '同一件不能由同一人办理两次' },
  'objections-open': { status: 409, title: '还有异议没有处理' },
  'objection-decided': { status: 409, title: '这条异议已经处理过' },
  'too-many-views': { status: 409, title: '最多保存 30 个视图' },
  'export-not-ready': { status: 409, title: '文件还没有准备好' },

  'evidence-too-large': { status: 409, title: '文件太大' },
  'evidence-too-many': { status: 409, title: '未提交的文件太多' },
  'evidence-out-of-order': { status: 409, title: '文件没有接上，请从断开处继续' },
  'evidence-complete': { status: 409, title: '文件已经传完' },
  'evidence-incomplete': { status: 409, title: '文件还没有传完' },
  'evidence-type-refused': { status: 409, title: '不支持这种文件' },
  'evidence-in-use': { status: 409, title: '文件已随申请提交，不能删除' },
  'storage-unavailable': { status: 503, title: '文件存储暂时不可用，请稍后再试' },

  'slot-overlaps': { status: 409, title: '与已有的时段重叠' },
  'slot-on-holiday': { status: 409, title: '这一天是法定节假日' },
  'too-many-visits': { status: 409, title: '同时约的来访太多了' },
  'slot-full': { status: 409, title: '这个时段已约满' },
  'slot-over': { status: 409, title: '这个时段已经过去' },
  'already-booked': { status: 409, title: '你已约过这个时段' },
  'already-referred': { status: 409, title: '这个人已经被推荐过' },
  'referral-expired': { status: 409, title: '链接已失效' },
  'referral-answered': { status: 409, title: '已经答复过' },

  'pool-limit-reached': { status: 409, title: '已经到了上限' },
  'already-invited': { status: 409, title: '已经为这件事邀请过对方' },
  'pool-invitation-over': { status: 409, title: '这份邀请已经结束' },

  'nights-taken': { status: 409, title: '这几晚没有空床了' },
  'nights-closed': { status: 409, title: '这几晚不能订' },
  'nights-overlap': { status: 409, title: '这几晚你已经订过' },
  'stay-limit': { status: 409, title: '超出了免费住宿的上限' },
  'stay-not-eligible': { status: 409, title: '按现行政策还不能订' },
  'stay-settled': { status: 409, title: '这次住宿现在不能这样改' },
  'bed-not-left': { status: 409, title: '床位还没有腾出来' },
  'no-stay-today': { status: 409, title: '今天没有可以办理入住的预订' },
  'bed-booked': { status: 409, title: '这张床还有人订' },
  'bed-known': { status: 409, title: '已有同名的床位' },

  'lease-settled': { status: 409, title: '这份租约现在不能这样办' },
  'lease-already': { status: 409, title: '已经有一份租约' },
  'paper-changed': { status: 409, title: '合同内容有变化，请重新看过再签' },
  'renewal-refused': { status: 409, title: '现在还不能续租' },
  'agreement-settled': { status: 409, title: '这份协议现在不能签' },
  'signing-unavailable': { status: 503, title: '电子签约暂时不可用，请稍后再试' },
  'flat-full': { status: 409, title: '这种户型住满了' },
  'no-key-today': { status: 409, title: '现在还不能交钥匙' },
  'not-qualified': { status: 409, title: '没有有效的公寓资格' },

  'flat-not-there': { status: 409, title: '这套房现在不能这样改' },

  'not-your-turn': { status: 409, title: '现在还不能选' },
  'flat-taken': { status: 409, title: '这套房刚被别人占住' },
  'flat-not-for-you': { status: 409, title: '这套房不在你可以选的范围' },
  'hold-again-later': { status: 409, title: '刚占过这套，先让别人看看' },
  'hold-ended': { status: 409, title: '占房的时间已经到了' },
  'already-chosen': { status: 409, title: '这一批已经选定' },
  'own-choice': { status: 409, title: '不能替自己选房' },
  'swap-refused': { status: 409, title: '现在不能互换' },
  'too-many-projects': { status: 409, title: '候补的项目太多了' },
  'offer-over': { status: 409, title: '这次递补已经结束' },

  'qualification-needed': { status: 409, title: '请先申请公寓资格' },
  'round-not-open': { status: 409, title: '这个批次现在不能申请' },
  'round-settled': { status: 409, title: '现在不能再改这个号' },
  'round-not-locked': { status: 409, title: '名单还没有锁定' },
  'round-known': { status: 409, title: '这个批次代码已经用过' },
  'round-step-refused': { status: 409, title: '现在不能进行这一步' },
  'flat-in-round': { status: 409, title: '有房源已经在别的批次里' },

  'fair-refused': { status: 409, title: '现在不能这样办' },
  'fair-slot-taken': { status: 409, title: '这个时段刚刚被约走了' },
  'fair-place-moved': { status: 409, title: '这个排队刚刚有变化' },

  'engagement-settled': { status: 409, title: '这份聘用现在不能这样办' },
  'engagement-hours-overlap': { status: 409, title: '工时和别的工时重叠' },
  'engagement-home-hours': { status: 409, title: '时间在现单位的工作时间里' },
  'engagement-code-unknown': { status: 409, title: '邀约码无效' },
  'engagement-consent-over': { status: 409, title: '这个链接不能再用' },
  'internship-settled': { status: 409, title: '这份见习现在不能这样办' },
  'internship-base-settled': { status: 409, title: '见习基地现在不能这样办' },
  'internship-place-over': { status: 409, title: '这个见习岗位现在不能报名' },
  'internship-not-eligible': { status: 409, title: '没有满足见习条件' },
  'internship-already': { status: 409, title: '同一时间只能有一份见习' },
  'internship-quota': { status: 409, title: '见习名额已满' },
  'no-internship-today': { status: 409, title: '今天没有可以登记的见习' },
  'attendance-known': { status: 409, title: '今天已经登记过到岗' },
  'stipend-twice': { status: 409, title: '这个月已经有补贴' },

  'employer-known': { status: 409, title: '这个单位已经登记过' },
  'employer-right-needed': { status: 409, title: '这件事由单位负责人办理' },
  'employer-not-verified': { status: 409, title: '单位核实后才能办理' },
  'employer-settled': { status: 409, title: '单位现在的状态不能这样办' },
  'employer-needs-owner': { status: 409, title: '单位至少要有一位负责人' },
  'employer-open-things': { status: 409, title: '还有没办完的事' },
  'employer-limit': { status: 409, title: '已经到了上限' },
  'employer-look-limit': { status: 409, title: '今天查看的人数已到上限' },
  'employer-member-known': { status: 409, title: '已经是这个单位的人员' },

  'workspace-settled': { status: 409, title: '这处创业空间现在不能这样办' },
  'workspace-taken': { status: 409, title: '这段时间已经有人' },
  'workspace-known': { status: 409, title: '已经有同样的地点或单元' },

  'project-settled': { status: 409, title: '项目现在的状态不能这样办' },
  'quota-used-up': { status: 409, title: '这个项目的名额已经用完' },
  'introduced-already': { status: 409, title: '已经随一个项目引进' },
  'referral-taken': { status: 409, title: '这份推荐不能挂到这个项目' },
  'join-request-over': { status: 409, title: '这份加入申请已经处理过' },

  'budget-exhausted': { status: 409, title: '这一项的预算不够了' },
  'budget-below-reserved': { status: 409, title: '预算不能低于已经留出和支付的金额' },
  'nothing-to-pay': { status: 409, title: '没有可以付的款项' },
  'charge-differs': { status: 409, title: '同一件事已经登记过另一笔费用' },
  'charge-not-open': { status: 409, title: '这笔费用现在不能支付' },
  'deposit-too-small': { status: 409, title: '超出了还保管着的押金' },
  'payment-unavailable': { status: 503, title: '支付服务暂时不可用，请稍后再试' },
  'signature-refused': { status: 400, title: '签名不对' },
  'receipt-known': { status: 409, title: '这个号码已经登记过' },
  'already-imported': { status: 409, title: '这个文件已经导入过' },
  'settlement-refused': { status: 409, title: '这一行不能这样处理' },

  'post-not-open': { status: 409, title: '这个岗位现在不接受投递' },
  'post-step-refused': { status: 409, title: '这个岗位现在不能这样操作' },
  'own-employer': { status: 409, title: '这是你自己的单位' },
  'under-working-age': { status: 409, title: '未满 16 周岁不能投递' },
  'already-applied': { status: 409, title: '你已经投递过这个岗位' },
  'job-application-moved': { status: 409, title: '这份投递刚刚有变化' },
  'saved-searches-full': { status: 409, title: '保存的搜索已满' },

  'login-taken': { status: 409, title: '这个登录名已被使用' },
  'password-weak': { status: 409, title: '密码太简单' },
  'one-time-code-wrong': { status: 409, title: '动态码不对' },
  'sign-in-refused': { status: 409, title: '登录名、密码或动态码不对' },
  'account-locked': { status: 409, title: '连续输错，15 分钟内不能从这里登录' },
  'office-session-needed': { status: 403, title: '请在电脑端用密码和动态码登录后操作' },
} as const satisfies Record<string, { status: number; title: string }>

/** A code from {@link problems}. */
export type ProblemCode = keyof typeof problems

/** Problems any route may answer, which routes therefore do not list. */
export const generalProblems = [
  'invalid-request',
  'malformed-request',
  'body-too-large',
  'signed-out',
  'not-allowed',
  'not-found',
  'too-many-requests',
  'idempotency-key-reused',
  'unavailable',
  'internal',
  'office-session-needed',
  'confirmation-needed',
] as const satisfies readonly ProblemCode[]

/**
 * One faulty field: `pointer` is a JSON Pointer (RFC 6901) into the body, `detail` says why and what to do.
 */
export interface FieldError {
  pointer: string
  detail: string
}

/** The body of a problem reply, beside the members of its code in `ProblemExtras`. */
export interface ProblemBody {
  type: `urn:jucai:problem:${ProblemCode}`
  title: string
  status: number
  detail?: string
  instance?: string
  errors?: FieldError[]
}
