import fs from 'node:fs'
import path from 'node:path'

const root = path.resolve(__dirname, '../..')
/** Where the app that ours is measured against is generated and built. */
export const bareDir = path.join(root, '.cache', 'bare')

// The Taro CLI loads this file as it is, so it has to bring its own way to read our configuration. Of what
// ours does for browsers only the parts that need our sources are left out.
const configuration = `require('tsx/cjs')
const ours = require('../../../config/index.ts').default
module.exports = async (...given) => {
  const { copy, plugins, h5, ...config } = await ours(...given)
  const webpackChain = (chain) => {
    h5.webpackChain(chain)
    chain.plugins.delete('first-frame')
    chain.module.rules.delete('in-steps')
  }
  const outputRoot = process.env.TARO_ENV === 'h5' ? 'dist-h5' : 'dist'
  return { ...config, h5: { ...h5, webpackChain, compile: { include: [(file) => file.includes('/src/')] } }, projectName: 'bare', sourceRoot: 'src', outputRoot, plugins: [], copy: { patterns: [], options: {} }, alias: {} }
}
`

const page = `import { useState } from 'react'
import { Button, Text, View } from '@tarojs/components'

export default function Index() {
  const [count, setCount] = useState(0)
  return <View><Text>{count}</Text><Button onClick={() => setCount(count + 1)}>+</Button></View>
}
`

/** Writes a Taro app of one page, with our targets and our build settings and nothing else. */
export const writeBareApp = (): void => {
  const { browserslist } = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8')) as {
    browserslist: string[]
  }
  const files: Record<string, string> = {
    'package.json': JSON.stringify({ name: 'bare', version: '0.0.0', private: true, browserslist }),
    'babel.config.js':
      "module.exports = { presets: [['taro', { framework: 'react', ts: true, compiler: 'webpack5', hot: false }]] }\n",
    'tsconfig.json': JSON.stringify({
      compilerOptions: { jsx: 'react-jsx', module: 'esnext', moduleResolution: 'bundler' },
      include: ['src'],
    }),
    'project.config.json': JSON.stringify({
      miniprogramRoot: 'dist/',
      appid: 'touristappid',
      compileType: 'miniprogram',
    }),
    'config/index.js': configuration,
    'src/index.html':
      '<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>bare</title></head><body><div id="app"></div></body></html>\n',
    'src/app.tsx': 'export default ({ children }) => children\n',
    'src/app.config.ts':
      "export default defineAppConfig({ pages: ['pages/index/index'], lazyCodeLoading: 'requiredComponents' })\n",
    'src/pages/index/index.config.ts':
      "export default definePageConfig({ navigationBarTitleText: 'bare' })\n",
    'src/pages/index/index.tsx': page,
  }
  fs.rmSync(bareDir, { recursive: true, force: true })
  for (const [name, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(bareDir, name)), { recursive: true })
    fs.writeFileSync(path.join(bareDir, name), text)
  }
}
