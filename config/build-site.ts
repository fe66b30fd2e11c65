import { buildConsole, buildSite, consoleDir, siteDir } from './site'

/** `npm run build:h5` and, with `console`, `npm run build:console`: the site and its compressed copies. */
const [build, dir] = process.argv[2] === 'console' ? [buildConsole, consoleDir] : [buildSite, siteDir]
build().then(
  () => process.stdout.write(`built ${dir}\n`),
  (error: unknown) => {
    process.stderr.write(`${String((error as Error).message)}\n`)
    process.exit(1)
  },
)
