import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

const root = path.join(__dirname, '..')
/** Where the built H5 site lies. */
export const siteDir = path.join(root, 'dist', 'h5')
const stamp = path.join(siteDir, '.fingerprint')
const inputs = ['src', 'contract', 'config', 'package-lock.json', 'babel.config.js']

const filesBelow = (at: string): string[] => fs.statSync(at).isFile() ? [at] : fs.readdirSync(at).filter((name) => name !== 'node_modules').sort().flatMap((name) => filesBelow(path.join(at, name)))

const fingerprint = (): string => {
  const hash = createHash('sha256')
  for (const file of inputs.flatMap((input) => filesBelow(path.join(root, input)))) hash.update(path.relative(root, file)).update(fs.readFileSync(file))
  return hash.digest('hex')
}

/** Whether the built site is older than its sources. */
export const siteIsStale = (): boolean => !fs.existsSync(stamp) || fs.readFileSync(stamp, 'utf8') !== fingerprint()

const compressible = /\.(html|js|css|json|svg|wasm)$/
const compress = () => {
  for (const file of filesBelow(siteDir).filter((name) => compressible.test(name))) {
    const text = fs.readFileSync(file)
    if (text.length < 1024) continue
    fs.writeFileSync(`${file}.gz`, gzipSync(text, { level: 9 }))
    fs.writeFileSync(`${file}.br`, brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 10 } }))
  }
}

const run = (command: string, args: string[]) => new Promise<void>((resolve, reject) => {
  const child = spawn(process.execPath, [command, ...args], { cwd: root, env: { ...process.env, NODE_ENV: 'production' }, stdio: ['ignore', 'pipe', 'pipe'] })
  const output: Buffer[] = []
  child.stdout.on('data', (chunk: Buffer) => output.push(chunk))
  child.stderr.on('data', (chunk: Buffer) => output.push(chunk))
  child.on('close', (code) => code === 0 ? resolve() : reject(new Error(`the build failed:\n${Buffer.concat(output).toString().slice(-4000)}`)))
})

/** Builds the H5 site and its compressed copies, and notes from which sources. */
export const buildSite = async (): Promise<void> => {
  const mark = fingerprint()
  fs.rmSync(siteDir, { recursive: true, force: true })
  await run(path.join(root, 'node_modules', '@tarojs', 'cli', 'bin', 'taro'), ['build', '--type', 'h5'])
  compress()
  fs.writeFileSync(stamp, mark)
}
