// What is written into files that spreadsheets open. Pure, shared by server and console.

/** Text that no spreadsheet takes for a formula, and no reader for a second line; a negative number stays one. */
export const safeCell = (text: string): string => {
  const line = text.replace(/[\u0000-\u001F\u007F]+/g, ' ')
  return /^\s*[=+\-@]/.test(line) && !/^-\d+(\.\d+)?$/.test(line) ? `'${line}` : line
}

const csvCell = (text: string): string => {
  const safe = safeCell(text)
  return /[",]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe
}

/** Rows as csv (RFC 4180), every line ended; each cell is {@link safeCell}. Without a byte order mark. */
export const csvText = (rows: readonly (readonly string[])[]): string =>
  rows.map((row) => `${row.map(csvCell).join(',')}\r\n`).join('')
