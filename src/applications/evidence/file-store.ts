/**
 * A file chosen on this phone. `at` is where its bytes are kept until they are sent; empty when it cannot be
 * sent: too large, or for what `refused` says, to follow its name.
 */
export interface PickedFile {
  name: string
  size: number
  at: string
  refused?: string
}

/** How files are chosen and kept on this platform. */
export interface FileStore {
  /** Photographs or pictures, made smaller. None when the person closed the chooser. */
  pickPictures(count: number): Promise<PickedFile[]>
  /** PDF files. */
  pickPapers(count: number): Promise<PickedFile[]>
  /** Part of a kept file as base64. @throws when it is no longer there */
  read(at: string, offset: number, length: number): Promise<string>
  drop(at: string): Promise<void>
}
