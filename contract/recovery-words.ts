/** What somebody asks the office for who cannot get at an account. */
export const recoveryAims = ['account', 'document', 'joining'] as const
export type RecoveryAim = (typeof recoveryAims)[number]

/** What approving does, in the words of the office's pages. */
export const recoveryEffects: Readonly<Record<RecoveryAim, string>> = {
  account: '核对本人后同意，账号归还到申请人现在的登录方式，旧设备全部退出。',
  document:
    '证件已登记在另一个姓名下，申请人说证件是自己的。核对证件原件后同意，会把号码从那个账号解除，申请人就能登记。',
  joining:
    '申请人现在的账号也登记过。核对两份证件后同意，两个账号合成一个：留下要找回的那份登记，现在这份登记删除，申请、材料和服务记录都归到一起。',
}
