import type { Transport } from '@jucai/contract/client'
import type { Evidence } from '@jucai/contract/evidence'
import { v7 as uuidv7 } from 'uuid'

/** Files as a server of them would hold, with the number of parts that came, and a switch for what is to go wrong. */
export interface EvidenceInMemory { transport: Transport; files: Map<string, { evidence: Evidence; bytes: Buffer }>; parts: number[]; refuse: boolean }

const problem = (status: number, code: string, extra: object = {}) => ({ status, body: { type: `urn:jucai:problem:${code}`, title: code, status, ...extra } })

/** Answers the routes of evidence from memory and hands everything else on. */
export const evidenceInMemory = (rest: Transport): EvidenceInMemory => {
  const files: EvidenceInMemory['files'] = new Map()
  const parts: number[] = []
  const world: EvidenceInMemory = { files, parts, refuse: false, transport: async (request) => {
    const [, id, tail, offset] = /^\/me\/evidence(?:\/([\w-]+))?(?:\/(parts|completion|content))?(?:\/(\d+))?$/.exec(request.path) ?? []
    if (!request.path.startsWith('/me/evidence')) return rest(request)
    if (!id) {
      const { fileName, sizeBytes } = request.body as { fileName: string; sizeBytes: number }
      const evidence: Evidence = { id: uuidv7(), fileName, sizeBytes, receivedBytes: 0, complete: false, type: null, createdAt: new Date().toISOString() }
      files.set(evidence.id, { evidence, bytes: Buffer.alloc(0) })
      return { status: 201, body: evidence }
    }
    const file = files.get(id)
    if (!file) return problem(404, 'not-found')
    if (request.method === 'DELETE') { files.delete(id); return { status: 204, body: null } }
    if (tail === 'parts') {
      if (Number(offset) > file.bytes.length) return problem(409, 'evidence-out-of-order', { receivedBytes: file.bytes.length })
      parts.push(Number(offset))
      file.bytes = Buffer.concat([file.bytes.subarray(0, Number(offset)), Buffer.from((request.body as { data: string }).data, 'base64')])
      file.evidence = { ...file.evidence, receivedBytes: file.bytes.length }
    }
    if (tail === 'completion') {
      if (world.refuse) return problem(409, 'evidence-type-refused', { title: '不支持这种文件', detail: '内容不是照片或 PDF' })
      file.evidence = { ...file.evidence, complete: true, type: 'image/jpeg' }
    }
    return { status: 200, body: file.evidence }
  } }
  return world
}
