import pg from 'pg'

/**
 * A database of the run's own on PostgreSQL, or none: then the embedded one in the data directory is used.
 */
export const ownDatabase = async (): Promise<{ url: string; drop(): Promise<void> }> => {
  const { DATABASE_URL: url } = process.env
  if (!url) return { url: '', drop: async () => undefined }
  const name = `jucai_faults_${process.pid}`
  const run = async (text: string) => {
    const admin = new pg.Client({ connectionString: url })
    await admin.connect()
    await admin.query(text).finally(() => admin.end())
  }
  await run(`create database ${name}`)
  const own = new URL(url)
  own.pathname = `/${name}`
  return { url: own.href, drop: () => run(`drop database if exists ${name} with (force)`) }
}
