import { buildSite, siteDir } from './site'

/** `npm run build:h5`: the site and its compressed copies. */
buildSite().then(() => process.stdout.write(`built ${siteDir}\n`), (error: unknown) => {
  process.stderr.write(`${String((error as Error).message)}\n`)
  process.exit(1)
})
