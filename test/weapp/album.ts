/** Pictures and files of a simulated phone. */
export interface Album {
  /** The photo that is chosen, and what WeChat's compressor makes of it. */
  photo: { width: number; height: number; bytes: Buffer; smaller: Buffer }
  /** Whether what was made smaller shows nothing, as when the phone is short of memory. */
  isBlank: boolean
  files: Map<string, Buffer>
}

/** An album with nothing in it. */
export const emptyAlbum = (): Album => ({
  photo: { width: 0, height: 0, bytes: Buffer.alloc(0), smaller: Buffer.alloc(0) },
  isBlank: false,
  files: new Map(),
})

type Asked = Record<string, unknown> & { success?(result: unknown): void; fail?(error: unknown): void }

/** What `wx` does with pictures and files, as far as uploads use it. */
export const albumApi = (album: Album): Record<string, unknown> => ({
  env: { USER_DATA_PATH: 'wxfile://usr' },
  // Taro hands this one on as it is: WeChat itself answers with a promise where no callback is given.
  chooseMedia: ({ success }: Asked) => {
    album.files.set('tmp/photo', album.photo.bytes)
    const chosen = { tempFiles: [{ tempFilePath: 'tmp/photo', size: album.photo.bytes.length }] }
    success?.(chosen)
    return success ? undefined : Promise.resolve(chosen)
  },
  getImageInfo: ({ success }: Asked) =>
    success?.({ width: album.photo.width, height: album.photo.height, path: 'tmp/photo' }),
  compressImage: ({ success }: Asked) => {
    album.files.set('tmp/smaller', album.photo.smaller)
    success?.({ tempFilePath: 'tmp/smaller' })
  },
  createOffscreenCanvas: () => ({
    createImage: () => {
      const image = { onload: () => undefined }
      return Object.defineProperty(image, 'src', { set: () => void setTimeout(() => image.onload(), 0) })
    },
    getContext: () => ({
      drawImage: () => undefined,
      fillRect: () => undefined,
      fillText: () => undefined,
      measureText: (text: string) => ({ width: text.length * 30 }),
      beginPath: () => undefined,
      arc: () => undefined,
      fill: () => undefined,
      getImageData: (_x: number, _y: number, width: number, height: number) => ({
        data: Uint8ClampedArray.from({ length: width * height * 4 }, (_, at) =>
          album.isBlank ? 255 : at % 251,
        ),
      }),
    }),
  }),
  canvasToTempFilePath: ({ success }: Asked) => success?.({ tempFilePath: 'tmp/drawn' }),
  getFileSystemManager: () => ({
    statSync: (path: string) => ({ size: album.files.get(path)?.length ?? 0 }),
    copyFileSync: (from: string, to: string) =>
      void album.files.set(to, album.files.get(from) ?? Buffer.alloc(0)),
    unlinkSync: (path: string) => void album.files.delete(path),
    readFile: ({ filePath, position, length, success, fail }: Asked) => {
      const bytes = album.files.get(String(filePath))
      if (!bytes) return fail?.({ errMsg: 'readFile:fail no such file' })
      const from = Number(position)
      return success?.({ data: bytes.subarray(from, from + Number(length)).toString('base64') })
    },
  }),
})
