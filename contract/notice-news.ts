import type { Consent, Notice } from './profiles'

/**
 * What the notice says of a purpose that it did not say when somebody agreed to it, the newest first; nothing
 * where they have not agreed. Agreeing again, or withdrawing, answers it. Free of schemas: the phone and the
 * server tell it alike.
 */
export const newsFor = (
  { news }: Pick<Notice, 'news'>,
  { purpose, given, noticeVersion }: Pick<Consent, 'purpose' | 'given' | 'noticeVersion'>,
): string[] =>
  given && noticeVersion !== null
    ? news
        .filter((one) => one.purpose === purpose && one.version > noticeVersion)
        .sort((one, other) => other.version - one.version)
        .map(({ text }) => text)
    : []
