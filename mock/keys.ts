import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'

/** Keys of a sample city: made on first start, kept beside its data with access for this user only. */
export interface SampleKeys {
  dataKeys: Map<number, Buffer>
  issuerSeed: Buffer
}

/** Reads the keys of a data directory, or makes them. */
export const sampleKeys = (dataDir: string): SampleKeys => {
  const file = path.join(dataDir, 'sample-keys.json')
  if (!fs.existsSync(file)) {
    fs.mkdirSync(dataDir, { recursive: true, mode: 0o700 })
    // Whole or not at all, and on the disk before anything is encrypted under them.
    fs.writeFileSync(
      `${file}.new`,
      JSON.stringify({
        dataKey: randomBytes(32).toString('base64'),
        issuerSeed: randomBytes(32).toString('base64'),
      }),
      { mode: 0o600, flush: true },
    )
    fs.renameSync(`${file}.new`, file)
  }
  const { dataKey, issuerSeed } = JSON.parse(fs.readFileSync(file, 'utf8')) as {
    dataKey: string
    issuerSeed: string
  }
  return {
    dataKeys: new Map([[1, Buffer.from(dataKey, 'base64')]]),
    issuerSeed: Buffer.from(issuerSeed, 'base64'),
  }
}
