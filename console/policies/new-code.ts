/** What keeps a code from being given to something new; null when nothing does. */
export const newCodeFault = (code: string, all: readonly { code: string }[]): string | null => {
  if (all.some((one) => one.code === code)) return '这个编号已经有了'
  return /^[a-z][A-Za-z0-9-]{1,39}$/.test(code) ? null : '编号的写法不对'
}
