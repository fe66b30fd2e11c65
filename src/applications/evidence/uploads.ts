import Taro from '@tarojs/taro'
import { evidenceChunkBytes } from '@jucai/contract/evidence-limits'
import { NetworkError, ProblemError, extraOf } from '@jucai/contract/client'
import type { Evidence } from '@jucai/contract/evidence'
import { create } from 'zustand'
import { createJSONStorage, persist } from 'zustand/middleware'
import { call } from '@/api'
import { newIdempotencyKey } from '@/random'
import { phoneStorage } from '@/settings'
import { wordsOf } from '@/words/problems'
import type { PickedFile } from './file-store'
import { filesHere } from './files-here'

/**
 * A file on its way. Kept on the phone until it has arrived and its form has taken it, so that it goes on
 * after a reload.
 */
export interface Upload extends PickedFile {
  /** Also the idempotency key of its beginning. */
  key: string
  personId: string
  /** The form and field it is for. */
  of: string
  path: string
  evidenceId: string | null
  received: number
  /**
   * `going` while a part is on its way, `paused` waits for the network or a tap, `refused` will not be
   * taken, `done` waits for its form.
   */
  state: 'going' | 'paused' | 'refused' | 'done'
  /** Why it paused or was refused. */
  words: string
  /** It paused because there are too many that went in with no application. */
  full?: boolean
}

interface Uploads {
  items: Upload[]
}

/** Files on their way from this phone. */
export const useUploads = create<Uploads>()(
  persist((): Uploads => ({ items: [] }), {
    name: 'uploads',
    storage: createJSONStorage(() => phoneStorage),
  }),
)

/** Files that arrived, as far as they were asked for. */
export const arrived = new Map<string, Evidence>()

/** Files of which this phone knows that they are deleted: a form below this page may still name one. */
export const useDeleted = create<{ ids: readonly string[] }>()(() => ({ ids: [] }))
/** Says that a file is deleted, to whatever shows it. */
export const markDeleted = (id: string): void => useDeleted.setState(({ ids }) => ({ ids: [...ids, id] }))

const find = (key: string) => useUploads.getState().items.find((one) => one.key === key)
const change = (key: string, part: Partial<Upload>) =>
  useUploads.setState(({ items }) => ({
    items: items.map((one) => (one.key === key ? { ...one, ...part } : one)),
  }))

/** Forgets a file on its way: its form took it, or the person does not want it. */
export const forgetUpload = (key: string): void => {
  const upload = find(key)
  useUploads.setState(({ items }) => ({ items: items.filter((one) => one.key !== key) }))
  if (upload) void filesHere.drop(upload.at)
}

/** Removes a file that is on its way, here and on the server. */
export const cancelUpload = (key: string): void => {
  const id = find(key)?.evidenceId
  forgetUpload(key)
  if (id) void call('DELETE /me/evidence/:evidence', { params: { evidence: id } }).catch(() => undefined)
}

/** How many files of a form are still on their way: sending it now would leave them out. */
export const filesUnderWay = (personId: string, of: string): number =>
  useUploads
    .getState()
    .items.filter((one) => one.personId === personId && one.of === of && one.state !== 'refused').length

const begin = async (upload: Upload): Promise<Evidence> => {
  if (upload.evidenceId)
    return call('GET /me/evidence/:evidence', { params: { evidence: upload.evidenceId } })
  const evidence = await call(
    'POST /me/evidence',
    { body: { fileName: upload.name, sizeBytes: upload.size } },
    { idempotencyKey: upload.key },
  )
  change(upload.key, { evidenceId: evidence.id })
  return evidence
}

const sendPart = async (upload: Upload, evidence: string, offset: number): Promise<number> => {
  const data = await filesHere.read(upload.at, offset, Math.min(evidenceChunkBytes, upload.size - offset))
  try {
    return (
      await call('PUT /me/evidence/:evidence/parts/:offset', { params: { evidence, offset }, body: { data } })
    ).receivedBytes
  } catch (error) {
    const ahead = extraOf(error, 'evidence-out-of-order')
    if (ahead) return ahead.receivedBytes
    if (error instanceof ProblemError && error.code === 'evidence-complete') return upload.size
    throw error
  }
}

const send = async (key: string): Promise<void> => {
  const upload = find(key)
  if (!upload) return
  const evidence = await begin(upload)
  let received = evidence.receivedBytes
  while (!evidence.complete && received < upload.size) {
    if (!find(key)) return // removed meanwhile
    received = await sendPart(upload, evidence.id, received)
    change(key, { received })
  }
  arrived.set(
    evidence.id,
    evidence.complete
      ? evidence
      : await call('POST /me/evidence/:evidence/completion', { params: { evidence: evidence.id } }),
  )
  change(key, { state: 'done', received: upload.size })
  void filesHere.drop(upload.at)
}

// Nothing is known about the effect, or the server could not take it just now: what arrived stays, and the
// rest is sent again.
const isPassing = (error: unknown): boolean =>
  error instanceof NetworkError ||
  (error instanceof ProblemError &&
    (error.status >= 500 || error.status === 429 || error.code === 'signed-out'))
const waits = [1_000, 2_000, 4_000]
const pause = (ms: number) =>
  new Promise((resolve) => {
    setTimeout(resolve, ms)
  })

const settle = async (key: string, error: unknown, turn: number): Promise<'again' | 'ended'> => {
  const wait = waits[turn]
  if (error instanceof NetworkError && wait !== undefined) {
    await pause(wait)
    return 'again'
  }
  if (error instanceof ProblemError && error.code === 'not-found')
    change(key, {
      evidenceId: null,
      received: 0,
      key: await newIdempotencyKey(),
      state: 'paused',
      words: '这份文件在服务器上已过期，点“继续”重新传',
    })
  else if (error instanceof ProblemError && error.code === 'evidence-too-many')
    change(key, { state: 'paused', words: wordsOf(error), full: true })
  else if (isPassing(error))
    change(key, {
      state: 'paused',
      words: error instanceof NetworkError ? '网络断了，传过的部分都在，联网后接着传' : wordsOf(error),
    })
  else
    change(key, {
      state: 'refused',
      words: error instanceof ProblemError ? wordsOf(error) : '这份文件在手机上读不到了，请重新选一次',
    })
  return 'ended'
}

const running = new Set<string>()
/** Sends a file from where it stopped; does nothing while it is being sent. */
export const resumeUpload = async (key: string): Promise<void> => {
  const upload = find(key)
  if (!upload || running.has(key) || upload.state === 'done' || upload.state === 'refused') return
  running.add(key)
  change(key, { state: 'going', words: '', full: false })
  try {
    for (let turn = 0; ; turn += 1) {
      try {
        return await send(key)
      } catch (error) {
        if ((await settle(key, error, turn)) === 'ended') return
      }
    }
  } finally {
    running.delete(key)
  }
}

/** Takes a chosen file into a field and begins to send it. */
export const startUpload = async (
  personId: string,
  of: string,
  path: string,
  file: PickedFile,
): Promise<void> => {
  const key = await newIdempotencyKey()
  useUploads.setState(({ items }) => ({
    items: [
      ...items,
      { ...file, key, personId, of, path, evidenceId: null, received: 0, state: 'paused', words: '' },
    ],
  }))
  await resumeUpload(key)
}

/**
 * Goes on with everything of this person that stopped: after a reload, or when the network is back. Another
 * person's files are dropped.
 */
export const resumeAll = (personId: string): void => {
  for (const { key, personId: owner } of useUploads.getState().items) {
    if (owner !== personId) forgetUpload(key)
    else void resumeUpload(key)
  }
}

/** Goes on as soon as the phone says that it has a network again. @returns how to stop listening */
export const resumeWithNetwork = (personId: string): (() => void) => {
  const listener: Taro.onNetworkStatusChange.Callback = ({ isConnected }) => {
    if (isConnected) resumeAll(personId)
  }
  Taro.onNetworkStatusChange?.(listener)
  return () => Taro.offNetworkStatusChange?.(listener)
}
