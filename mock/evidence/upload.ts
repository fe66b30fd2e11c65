import { evidenceChunkBytes } from '@jucai/contract/evidence-limits'
import { beginUpload, completeUpload, evidencePort, takePart, type EvidenceDeps } from '../../server/evidence'
import { drawPaper } from './draw'
import { samplePapers } from './papers'

/**
 * Files of the sample: drawn once for each kind of paper, then uploaded for whoever needs one as a phone
 * would.
 */
export const sampleEvidence = (deps: EvidenceDeps) => {
  const drawn = new Map<string, Promise<Buffer>>()
  const bytesFor = (field: string): Promise<Buffer> => {
    const paper = samplePapers[field]
    if (!paper) throw new Error(`the sample has no paper for the field ${field}`)
    const bytes = drawn.get(field) ?? drawPaper(paper)
    drawn.set(field, bytes)
    return bytes
  }
  return {
    /** The port through which sample applications tie and show these files. */
    port: evidencePort(deps),
    /** Uploads the paper for a field. @returns its id */
    upload: async (at: Date, personId: string, field: string): Promise<string> => {
      const bytes = await bytesFor(field)
      const { id } = await beginUpload(deps.db, deps.vault, at, personId, {
        fileName: samplePapers[field]?.fileName ?? field,
        sizeBytes: bytes.length,
      })
      for (let offset = 0; offset < bytes.length; offset += evidenceChunkBytes)
        await takePart(deps.db, deps.vault, personId, {
          id,
          offset,
          data: bytes.subarray(offset, offset + evidenceChunkBytes).toString('base64'),
        })
      const finish = await completeUpload(deps, at, personId, id)
      await finish(deps.db)
      return id
    },
  }
}
