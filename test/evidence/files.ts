import { evidenceChunkBytes } from '@jucai/contract/evidence-limits'
import type { Evidence } from '@jucai/contract/evidence'
import sharp from 'sharp'
import type { Call } from '@jucai/contract/client'

/** A photo as a phone makes it: JPEG with the place and the camera in it, lying on its side. */
export const photo = (width = 320, height = 200): Promise<Buffer> =>
  sharp({
    create: {
      width,
      height,
      channels: 3,
      background: '#c0392b',
      noise: { type: 'gaussian', mean: 128, sigma: 40 },
    },
  })
    .withExif({
      IFD0: { Make: 'SampleCamera', Orientation: '6' },
      IFD3: {
        GPSLatitudeRef: 'N',
        GPSLatitude: '28/1 12/1 0/1',
        GPSLongitudeRef: 'E',
        GPSLongitude: '112/1 59/1 0/1',
      },
    })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer()

/** A PDF of one page; `inside` goes into its catalogue. */
export const pdf = (inside = ''): Buffer =>
  Buffer.from(`%PDF-1.4
1 0 obj << /Type /Catalog /Pages 2 0 R ${inside} >> endobj
2 0 obj << /Type /Pages /Kids [3 0 R] /Count 1 >> endobj
3 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >> endobj
trailer << /Root 1 0 R >>
%%EOF
`)

/** Sends parts from `from` up to `to`. */
export const sendParts = async (
  call: Call,
  file: Evidence,
  bytes: Buffer,
  from = 0,
  to = bytes.length,
): Promise<void> => {
  for (let offset = from; offset < to; offset += evidenceChunkBytes) {
    await call('PUT /me/evidence/:evidence/parts/:offset', {
      params: { evidence: file.id, offset },
      body: { data: bytes.subarray(offset, offset + evidenceChunkBytes).toString('base64') },
    })
  }
}

/** Begins a file and sends all of it, without completing it. */
export const sent = async (call: Call, bytes: Buffer, fileName = '学位证.jpg'): Promise<Evidence> => {
  const file = await call('POST /me/evidence', { body: { fileName, sizeBytes: bytes.length } })
  await sendParts(call, file, bytes)
  return file
}

/** Completes a file. */
export const completed = (call: Call, { id }: Evidence): Promise<Evidence> =>
  call('POST /me/evidence/:evidence/completion', { params: { evidence: id } })

/** A complete file. */
export const uploaded = async (call: Call, bytes: Buffer, fileName?: string): Promise<Evidence> =>
  completed(call, await sent(call, bytes, fileName))
