import { evidenceChunkBytes } from '@jucai/contract/evidence-limits'
import type { Fixture } from '../fixtures'
import { pdf, uploaded } from './files'

/** A whole file, and one that is still arriving. */
export const objects: Fixture = {
  make: async ({ holder }) => {
    const file = await uploaded(holder.call, pdf(), '学位证.pdf')
    const begun = await holder.call('POST /me/evidence', {
      body: { fileName: '合同.pdf', sizeBytes: evidenceChunkBytes + 1 },
    })
    await holder.call('PUT /me/evidence/:evidence/parts/:offset', {
      params: { evidence: begun.id, offset: 0 },
      body: { data: Buffer.alloc(evidenceChunkBytes, 37).toString('base64') },
    })
    return {
      ids: { evidence: file.id, offset: '0', file: file.id },
      owners: { evidence: holder.token, file: holder.token },
      exported: { files: ['学位证.pdf', '合同.pdf'] },
      bodies: { 'PUT /me/evidence/:evidence/parts/:offset': { data: 'AAAA' } },
    }
  },
}
