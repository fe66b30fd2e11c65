import './register'
import path from 'node:path'
import { defineConfig, type UserConfigExport } from '@tarojs/cli'
import type Chain from 'webpack-chain'
import { version } from '../package.json'
import { DrawChecker } from './draw-checker'
import { FirstFrame } from './first-frame'
import { sassFunctions } from './sass-functions'

const root = path.resolve(__dirname, '..')
const isWeapp = process.env.TARO_ENV === 'weapp'

// On H5 the API has the page's own origin; a mini-program has no origin, so its address is fixed when it is
// built.
const apiBase = isWeapp ? (process.env.JUCAI_API_BASE ?? 'http://127.0.0.1:8080') : ''

// Workspaces outside src/ would otherwise reach webpack as raw TypeScript.
const compile = { include: [(file: string) => /[\\/]contract[\\/]|[\\/]config[\\/]plugins[\\/]/.test(file)] }
// The schema library does nothing when it is loaded, but does not say so: with this, unused schemas leave
// nothing behind.
const dropUnusedSchemas = (chain: Chain) =>
  chain.module
    .rule('schemas')
    .test(/[\\/]@sinclair[\\/]typebox[\\/]/)
    .set('sideEffects', false)
// What axios brings and nobody here calls: adapters over XMLHttpRequest and fetch (ours is in src/api.ts),
// names of status codes, the old way to cancel, forms as JSON. Together 30 KB.
const unusedOfAxios = [
  'adapters/xhr',
  'adapters/fetch',
  'helpers/HttpStatusCode',
  'cancel/CancelToken',
  'helpers/formDataToJSON',
]
const dropUnusedOfAxios = (chain: Chain) => {
  for (const name of unusedOfAxios)
    chain.resolve.alias.set(
      path.join(root, `node_modules/axios/lib/${name}.js`),
      path.join(__dirname, 'plugins/left-out.ts'),
    )
}
// What Taro brings to every H5 page for its own custom elements and for browsers older than ours: their
// framework and styles (what is needed of those is in src/theme/web.scss), fetch and AbortController,
// JSONP. Together 57 KB compressed.
const unusedOnH5 = [
  '@tarojs/components/dist/components',
  '@tarojs/components/global.css',
  '@tarojs/components/dist/taro-components/taro-components.css',
  '@tarojs/components-react/dist/index.css',
  'whatwg-fetch',
  'abortcontroller-polyfill/dist/abortcontroller-polyfill-only',
  'jsonp-retry',
]
const dropUnusedOnH5 = (chain: Chain) => {
  for (const name of unusedOnH5)
    chain.resolve.alias.set(`${name}$`, path.join(__dirname, 'plugins/left-out.ts'))
}
const sassLoaderOption = { sassOptions: { functions: sassFunctions } }

export default defineConfig<'webpack5'>(async () => {
  const config: UserConfigExport<'webpack5'> = {
    projectName: 'jucai',
    date: '2026-11-22',
    framework: 'react',
    compiler: 'webpack5',
    sourceRoot: 'src',
    outputRoot: `dist/${process.env.TARO_ENV}`,
    // 1px in a style sheet is 1px in a frame 375 wide.
    designWidth: 375,
    deviceRatio: { 375: 2, 640: 1.17, 750: 1, 828: 0.905 },
    alias: { '@': path.join(root, 'src') },
    plugins: ['aria', 'lean-template', 'lean-app'].map((name) => path.join(__dirname, `plugins/${name}.ts`)),
    defineConstants: { API_BASE: JSON.stringify(apiBase), APP_VERSION: JSON.stringify(version) },
    // WeChat's tab bar takes its pictures from theme.json, which Taro does not follow. The clerks' QR
    // decoder is served from our own origin.
    copy: {
      patterns: isWeapp
        ? [{ from: 'src/tab/', to: 'dist/weapp/tab/' }]
        : [
            { from: 'src/h5/icon.png', to: 'dist/h5/icon.png' },
            {
              from: 'node_modules/zxing-wasm/dist/reader/zxing_reader.wasm',
              to: 'dist/h5/zxing/zxing_reader.wasm',
            },
          ],
      options: {},
    },
    // Builds must not depend on what was built before.
    cache: { enable: false },
    // Levels of nested templates written out in base.wxml before it turns to a component; each costs about
    // 2 KB.
    baseLevel: 8,
    // Chinese as itself, not as \uXXXX: half the bytes.
    terser: { enable: true, config: { output: { ascii_only: false } } },
    mini: {
      compile,
      sassLoaderOption,
      optimizeMainPackage: { enable: true },
      postcss: { pxtransform: { enable: true, config: {} } },
      // Class names are unique, so no style depends on which of two files comes first.
      miniCssExtractPluginOption: { ignoreOrder: true },
      webpackChain(chain) {
        dropUnusedSchemas(chain)
        dropUnusedOfAxios(chain)
      },
    },
    h5: {
      compile,
      sassLoaderOption,
      publicPath: '/',
      staticDirectory: 'static',
      router: { mode: 'browser' },
      useHtmlComponents: true,
      output: { filename: 'js/[name].[contenthash:8].js', chunkFilename: 'js/[name].[contenthash:8].js' },
      miniCssExtractPluginOption: {
        ignoreOrder: true,
        filename: 'css/[name].[contenthash:8].css',
        chunkFilename: 'css/[name].[contenthash:8].css',
      },
      // The root font size is set by a clamp() in theme/base.scss rather than by Taro's inline script, so
      // that the page keeps to a strict content security policy and does not blow up on a desktop.
      postcss: {
        pxtransform: { enable: true, config: { baseFontSize: 20, minRootSize: 20, maxRootSize: 22 } },
        // It would turn `button` in a selector into Taro's custom element; ours are real buttons.
        htmltransform: { enable: false, config: { removeCursorStyle: false } },
      },
      webpackChain(chain) {
        dropUnusedSchemas(chain)
        dropUnusedOfAxios(chain)
        dropUnusedOnH5(chain)
        // Semantic HTML in place of Taro's custom elements. Must be a pure re-export file: Taro rewrites
        // its AST.
        chain.resolve.alias.set('@tarojs/components$', path.join(root, 'src/h5/components.ts'))
        // Without this every page chunk repeats the vendors (1.5 MB instead of 0.33 MB for five pages).
        chain.optimization.splitChunks({
          chunks: 'all',
          hidePathInfo: true,
          cacheGroups: {
            default: false,
            defaultVendors: false,
            taro: { name: 'taro', chunks: 'initial', priority: 100, test: /[\\/]node_modules[\\/]/ },
            // What about half of the pages use (the page frame above all) is one file, loaded once, styles
            // included.
            frame: { name: 'frame', chunks: 'async', minChunks: 10, priority: 10, enforce: true },
            shared: { chunks: 'async', minChunks: 2, minSize: 4000, priority: 5, reuseExistingChunk: true },
          },
        })
        chain.module
          .rule('in-steps')
          .test(/[\\/]src[\\/]app\.config\.ts$/)
          .use('in-steps')
          .loader(path.join(__dirname, 'in-steps.js'))
        chain.plugin('first-frame').use(FirstFrame)
        chain.plugin('draw-checker').use(DrawChecker)
        chain.performance.hints(false)
      },
    },
  }
  return config
})
