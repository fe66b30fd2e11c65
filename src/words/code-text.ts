/**
 * A talent code as a camera would have read it: pasted text carries spaces and line breaks around and within,
 * and some programs change the letters, or the spaces into ones that do not break. No code ends in a space or
 * has small letters; spaces within belong to it.
 */
export const codeText = (text: string): string => {
  const bare = text.replace(/[\r\n\t\u200b-\u200f\u202a-\u202e\u2060\ufeff]/g, '').trim()
  return /^tc1:/i.test(bare) ? bare.replace(/\s/g, ' ').toUpperCase() : bare
}
