import { spawn } from 'node:child_process'
import path from 'node:path'

const taro = path.resolve(__dirname, '../../node_modules/@tarojs/cli/bin/taro')

/** Builds the Taro app in `folder` as for a release. */
export const build = (type: 'weapp' | 'h5', folder: string) =>
  new Promise<void>((resolve, reject) => {
    const child = spawn(process.execPath, [taro, 'build', '--type', type], {
      cwd: folder,
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
