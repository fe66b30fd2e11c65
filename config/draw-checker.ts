// The checker of draws: one document that people download and open without a network.
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { buildSync, transformSync } from 'esbuild'
import type { Compiler } from 'webpack'

const root = path.resolve(__dirname, '..')
const source = path.join(root, 'src', 'rounds', 'checker')
/** Its name on the site. */
export const drawCheckerFile = 'draw-checker.html'

const hashed = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`
const read = (file: string): string => fs.readFileSync(path.join(source, file), 'utf8')

/**
 * The whole document. Its own policy lets nothing run but this very script, and nothing be asked of any network.
 */
export const drawChecker = (): string => {
  const bundle = buildSync({
    entryPoints: [path.join(source, 'page.ts')],
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    target: 'es2020',
    charset: 'utf8',
    legalComments: 'none',
    alias: { '@': path.join(root, 'src') },
    logLevel: 'error',
  })
  const script = (bundle.outputFiles[0]?.text ?? '').trim()
  if (/<\/script/i.test(script)) throw new Error('the script of the checker would end its own element')
  const style = transformSync(read('page.css'), { loader: 'css', minify: true }).code.trim()
  const policy = [
    "default-src 'none'",
    `script-src ${hashed(script)}`,
    `style-src ${hashed(style)}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join(';')
  const inside: Readonly<Record<string, string>> = { script, style, policy }
  return read('page.html')
    .replace(/>\s+</g, '><')
    .replace(/%(script|style|policy)%/g, (_, name: string) => inside[name] ?? '')
}

/** Writes the checker beside the pages of the site. */
export class DrawChecker {
  apply(compiler: Compiler): void {
    const { Compilation, sources } = compiler.webpack
    compiler.hooks.thisCompilation.tap('draw-checker', (compilation) => {
      compilation.contextDependencies.add(source)
      compilation.hooks.processAssets.tap(
        { name: 'draw-checker', stage: Compilation.PROCESS_ASSETS_STAGE_ADDITIONAL },
        () => compilation.emitAsset(drawCheckerFile, new sources.RawSource(drawChecker())),
      )
    })
  }
}
