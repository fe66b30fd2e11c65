// What a file of an applicant may be; apart from the schemas, because the phone says it before anything is sent.

/** What evidence may be: told by its content, not by its name. */
export const evidenceTypes = ['image/jpeg', 'image/png', 'image/webp', 'application/pdf'] as const
export type EvidenceType = (typeof evidenceTypes)[number]
/** The largest file taken, in bytes. Pictures are made smaller on the phone before. */
export const evidenceMaxBytes = 10 * 1024 * 1024
/** The largest picture that is opened, in pixels. */
export const evidenceMaxPixels = 50_000_000
/** Bytes of one part of an upload. */
export const evidenceChunkBytes = 256 * 1024
