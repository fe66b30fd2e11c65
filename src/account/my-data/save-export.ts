import { saveText } from '@/save-text'
import { todayInChina } from '@/words/dates'

/** Gives the reader the export as a file. @returns what happened, for the reader. */
export const saveExport = (data: Record<string, unknown>): Promise<string> =>
  saveText(JSON.stringify(data, null, 2), `jucai-${todayInChina()}.json`)
