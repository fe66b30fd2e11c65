// H5: what a browser is told before any code runs. Left alone it learns of a page's code only from the code
// before it, four round trips in a row, and shows nothing until the last.
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { transformSync } from 'esbuild'
import type { Compilation, Compiler } from 'webpack'

const [markup, script] = ['html', 'ts'].map((kind) =>
  path.resolve(__dirname, `../src/h5/first-frame.${kind}`),
) as [string, string]
const home = './pages/home/index'

const filesOf = (compilation: Compilation, isIt: (request: string) => boolean): string[] => {
  const group = compilation.chunkGroups.find(({ origins }) =>
    origins.some(({ request }) => isIt(request ?? '')),
  )
  return group?.getFiles().filter((file) => !file.endsWith('.map')) ?? []
}
const isHome = (request: string) => request.replace(/\\/g, '/').endsWith(home.slice(1))
const preloads = (files: readonly string[]) =>
  files
    .map((file) => `<link rel="preload" as="${file.endsWith('.css') ? 'style' : 'script'}" href="/${file}">`)
    .join('')

/**
 * Writes two documents from the one that Taro makes. `index.html` is home: the first frame with its styles
 * inside, and all of home's code asked for at once. `page.html` is every other page: it asks at once for
 * what all pages share.
 */
export class FirstFrame {
  apply(compiler: Compiler): void {
    const {
      Compilation: { PROCESS_ASSETS_STAGE_REPORT: stage },
      sources: { RawSource },
    } = compiler.webpack
    compiler.hooks.thisCompilation.tap('first-frame', (compilation) => {
      compilation.fileDependencies.addAll([markup, script])
      compilation.hooks.processAssets.tap({ name: 'first-frame', stage }, () => {
        const document = compilation.getAsset('index.html')?.source.source().toString()
        if (document === undefined) return
        const ofHome = filesOf(compilation, isHome)
        const shared = ofHome.filter((file) => /[/]frame\./.test(file))
        // The loader of styles takes a style element with this address for the file itself, and does not
        // ask for it again.
        const inline = (file: string) =>
          `<style data-href="/${file}">${compilation.getAsset(file)?.source.source().toString() ?? ''}</style>`
        const code = transformSync(fs.readFileSync(script, 'utf8'), {
          loader: 'ts',
          format: 'iife',
          minify: true,
          target: 'es2020',
        }).code
        const codeFile = `js/first-frame.${createHash('sha256').update(code).digest('hex').slice(0, 8)}.js`
        compilation.emitAsset(codeFile, new RawSource(code))
        const frame = fs.readFileSync(markup, 'utf8').replace(/>\s+</g, '><').trim()
        compilation.emitAsset(
          'page.html',
          new RawSource(document.replace('</title>', `</title>${preloads(shared)}`)),
        )
        compilation.updateAsset(
          'index.html',
          new RawSource(
            document
              .replace('</title>', `</title>${preloads(ofHome.filter((file) => file.endsWith('.js')))}`)
              .replace(/<link href="\/(css\/[^"]+)" rel="stylesheet">/g, (_, file: string) => inline(file))
              .replace(
                '</head>',
                `${ofHome
                  .filter((file) => file.endsWith('.css'))
                  .map(inline)
                  .join('')}</head>`,
              )
              .replace('<body>', `<body>${frame}<script async src="/${codeFile}"></script>`),
          ),
        )
      })
    })
  }
}
