import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

const root = path.join(__dirname, '..')
/** Where the built H5 site lies. */
export const siteDir = path.join(root, 'dist', 'h5')
/** Where the built review console lies. */
export const consoleDir = path.join(root, 'dist', 'console')

/** Something that is built for browsers: where to, from which sources, by which command. */
interface Site {
  dir: string
  inputs: readonly string[]
  command: string
  args: readonly string[]
}
const module = (...parts: string[]) => path.join(root, 'node_modules', ...parts)
const shared = ['contract', 'config', 'package-lock.json']
const h5: Site = {
  dir: siteDir,
  inputs: ['src', ...shared, 'babel.config.js'],
  command: module('@tarojs', 'cli', 'bin', 'taro'),
  args: ['build', '--type', 'h5'],
}
const reviewConsole: Site = {
  dir: consoleDir,
  inputs: ['console', ...shared],
  command: path.join(
    path.dirname(createRequire(path.join(root, 'console', 'package.json')).resolve('vite/package.json')),
    'bin',
    'vite.js',
  ),
  args: ['build', 'console'],
}

const filesBelow = (at: string): string[] =>
  fs.statSync(at).isFile()
    ? [at]
    : fs
        .readdirSync(at)
        .filter((name) => name !== 'node_modules')
        .sort()
        .flatMap((name) => filesBelow(path.join(at, name)))

const fingerprint = ({ inputs }: Site): string => {
  const hash = createHash('sha256')
  for (const file of inputs.flatMap((input) => filesBelow(path.join(root, input))))
    hash.update(path.relative(root, file)).update(fs.readFileSync(file))
  return hash.digest('hex')
}

const stampOf = ({ dir }: Site) => path.join(dir, '.fingerprint')
const isStale = (site: Site): boolean =>
  !fs.existsSync(stampOf(site)) || fs.readFileSync(stampOf(site), 'utf8') !== fingerprint(site)
/** Whether the H5 site or the console is older than its sources. */
export const sitesAreStale = (): boolean => isStale(h5) || isStale(reviewConsole)

const compressible = /\.(html|js|css|json|svg|wasm)$/
/** Writes the compressed copies that are served in place of the files of a built site. */
export const compress = (dir: string): void => {
  for (const file of filesBelow(dir).filter((name) => compressible.test(name))) {
    const text = fs.readFileSync(file)
    if (text.length < 1024) continue
    fs.writeFileSync(`${file}.gz`, gzipSync(text, { level: 9 }))
    fs.writeFileSync(
      `${file}.br`,
      brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 10 } }),
    )
  }
}

const run = (command: string, args: readonly string[]) =>
  new Promise<void>((resolve, reject) => {
    const child = spawn(process.execPath, [command, ...args], {
      cwd: root,
      env: { ...process.env, NODE_ENV: 'production' },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const output: Buffer[] = []
    child.stdout.on('data', (chunk: Buffer) => output.push(chunk))
    child.stderr.on('data', (chunk: Buffer) => output.push(chunk))
    child.on('close', (code) =>
      code === 0
        ? resolve()
        : reject(new Error(`the build failed:\n${Buffer.concat(output).toString().slice(-4000)}`)),
    )
  })

const build = async (site: Site): Promise<void> => {
  const mark = fingerprint(site)
  fs.rmSync(site.dir, { recursive: true, force: true })
  await run(site.command, site.args)
  compress(site.dir)
  fs.writeFileSync(stampOf(site), mark)
}
/** Builds the H5 site and its compressed copies, and notes from which sources. */
export const buildSite = (): Promise<void> => build(h5)
/** The same for the review console. */
export const buildConsole = (): Promise<void> => build(reviewConsole)
/** Builds whichever of the two is stale, side by side: each keeps about one core busy. */
export const buildStaleSites = async (): Promise<void> => {
  await Promise.all([h5, reviewConsole].filter(isStale).map(build))
}
