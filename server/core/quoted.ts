/** Words in quotation marks; marks inside become single ones (GB/T 15834 4.8.3.4), as in “‘归根’登记”. */
export const quoted = (words: string): string => `“${words.replace(/“/g, '‘').replace(/”/g, '’')}”`
