import { evidenceMaxBytes } from '@jucai/contract/evidence-limits'
import { fileNameText } from '@jucai/contract/text'
import type { FileStore, PickedFile } from './file-store'
import { isOneColour, lookSide, tooManyPixels, withinEdge } from './picture-size'

const request = <T>(asked: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    asked.onsuccess = () => resolve(asked.result)
    asked.onerror = () => reject(asked.error ?? new Error('IndexedDB'))
  })
const store = async (mode: IDBTransactionMode): Promise<IDBObjectStore> => {
  const opening = indexedDB.open('jucai-evidence', 1)
  opening.onupgradeneeded = () => {
    opening.result.createObjectStore('file')
  }
  return (await request(opening)).transaction('file', mode).objectStore('file')
}
// Where a browser refuses to keep anything (private windows), a file lives as long as the page does.
const held = new Map<string, Blob>()

const keep = async (blob: Blob, name: string): Promise<PickedFile> => {
  const at = crypto.randomUUID()
  held.set(at, blob)
  await store('readwrite')
    .then((files) => request(files.put(blob, at)))
    .catch(() => undefined)
  return { name, size: blob.size, at }
}
const blobAt = async (at: string): Promise<Blob> => {
  const blob =
    held.get(at) ?? (await request((await store('readonly')).get(at) as IDBRequest<Blob | undefined>))
  if (!blob) throw new Error('file is gone')
  return blob
}

const choose = (accept: string, count: number): Promise<File[]> =>
  new Promise((resolve) => {
    const input = Object.assign(document.createElement('input'), {
      type: 'file',
      accept,
      multiple: count > 1,
    })
    input.addEventListener('change', () => resolve([...(input.files ?? [])].slice(0, count)))
    input.addEventListener('cancel', () => resolve([]))
    input.click()
  })

const isBlank = (canvas: HTMLCanvasElement): boolean => {
  const small = Object.assign(document.createElement('canvas'), { width: lookSide, height: lookSide })
  const drawing = small.getContext('2d')
  if (!drawing) return true
  drawing.drawImage(canvas, 0, 0, lookSide, lookSide)
  return isOneColour(drawing.getImageData(0, 0, lookSide, lookSide).data)
}

/** How many pixels a picture has, by its head alone: it is not decoded. 0 when the browser cannot tell. */
const pixelsOf = (file: File): Promise<number> =>
  new Promise((resolve) => {
    const picture = new Image()
    const address = URL.createObjectURL(file)
    const settle = (pixels: number) => {
      URL.revokeObjectURL(address)
      resolve(pixels)
    }
    picture.onload = () => settle(picture.naturalWidth * picture.naturalHeight)
    picture.onerror = () => settle(0)
    picture.src = address
  })

// A picture too large for the phone's memory is not opened at all: its size alone says why it is refused.
const openableBytes = 60 * 1024 * 1024
const smaller = async (file: File): Promise<Blob> => {
  if (file.size > openableBytes) return file
  try {
    const picture = await createImageBitmap(file)
    const fit = withinEdge(picture.width, picture.height)
    const canvas = Object.assign(document.createElement('canvas'), fit)
    const drawing = canvas.getContext('2d')
    if (!drawing) return file
    // JPEG has no transparency: what is clear on a scan would turn black, and black words on it vanish.
    drawing.fillStyle = '#fff'
    drawing.fillRect(0, 0, fit.width, fit.height)
    drawing.drawImage(picture, 0, 0, fit.width, fit.height)
    picture.close()
    if (isBlank(canvas)) return file
    const made = await new Promise<Blob | null>((resolve) => {
      canvas.toBlob(resolve, 'image/jpeg', 0.85)
    })
    return made && (made.size < file.size || fit.width < picture.width) ? made : file
  } catch {
    return file // not a picture that this browser reads: the server tells by its content
  }
}

const base64 = async (blob: Blob): Promise<string> => {
  const bytes = new Uint8Array(await blob.arrayBuffer())
  let text = ''
  for (let from = 0; from < bytes.length; from += 8192)
    text += String.fromCharCode(...bytes.subarray(from, from + 8192))
  return btoa(text)
}

/**
 * The browser's way to files: its own chooser with the camera, a canvas to make pictures smaller, IndexedDB
 * to keep them until sent.
 */
export const browserFiles: FileStore = {
  pickPictures: async (count) => {
    const kept: PickedFile[] = []
    for (const file of await choose('image/*', count)) {
      const blob = await smaller(file)
      const refused = blob === file ? tooManyPixels(await pixelsOf(file)) : undefined
      if (refused) kept.push({ name: file.name, size: file.size, at: '', refused })
      else
        kept.push(
          blob.size > evidenceMaxBytes
            ? { name: file.name, size: blob.size, at: '' }
            : await keep(blob, fileNameText(file.name)),
        )
    }
    return kept
  },
  pickPapers: async (count) => {
    const kept: PickedFile[] = []
    for (const file of await choose('application/pdf,.pdf', count))
      kept.push(
        file.size > evidenceMaxBytes
          ? { name: file.name, size: file.size, at: '' }
          : await keep(file, fileNameText(file.name)),
      )
    return kept
  },
  read: async (at, offset, length) => base64((await blobAt(at)).slice(offset, offset + length)),
  drop: async (at) => {
    held.delete(at)
    await store('readwrite')
      .then((files) => request(files.delete(at)))
      .catch(() => undefined)
  },
}
