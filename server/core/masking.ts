/** `138****5678`: first 3 and last 4 digits (brief: display rules). */
export const maskPhone = (phone: string): string => `${phone.slice(0, 3)}****${phone.slice(-4)}`
/** `430***********1234`: first 3 and last 4 characters. */
export const maskDocument = (number: string): string =>
  `${number.slice(0, 3)}${'*'.repeat(Math.max(0, number.length - 7))}${number.slice(-4)}`
/** `王*`, `欧阳**`-like: the first character, then one star a character, at most two. */
export const maskName = (name: string): string => {
  const [first = '', ...rest] = [...name]
  return first + '*'.repeat(Math.min(rest.length, 2))
}
