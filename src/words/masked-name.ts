/** 王小明 → 王**: the first character, then a star for each of at most two more, as the server masks names. */
export const maskedName = (name: string): string => {
  const [first = '', ...rest] = [...name]
  return first + '*'.repeat(Math.min(rest.length, 2))
}
