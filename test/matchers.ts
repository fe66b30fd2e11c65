/** A problem with this code, whatever else it says. */
export const refused = (code: string): unknown => expect.objectContaining({ code })
/** Any text that holds these words. */
export const containing = (words: string): unknown => expect.stringContaining(words)
/** Any text of this form. */
export const matching = (form: RegExp): unknown => expect.stringMatching(form)
/** An object with at least these fields. */
export const objectWith = (fields: Record<string, unknown>): unknown => expect.objectContaining(fields)
/** A list with at least these items. */
export const listWith = (...items: unknown[]): unknown => expect.arrayContaining(items)
