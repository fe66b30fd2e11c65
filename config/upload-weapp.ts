// `npm run upload:weapp -- "what changed"`: builds the mini-program for production and uploads it as a
// development version.
import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { version as packageVersion } from '../package.json'
import { findMiniprogramCi, type MiniprogramCi } from './miniprogram-ci'

const root = fs.realpathSync(path.join(__dirname, '..'))

/** Something is missing or wrong; the message says what to do. */
class UploadRefused extends Error {}

/** What an upload needs, from the environment. */
export interface UploadOptions {
  appId: string
  privateKeyPath: string
  version: string
  apiBase: string
}

const isInside = (directory: string, file: string): boolean => {
  const relative = path.relative(directory, file)
  return !relative.startsWith('..') && !path.isAbsolute(relative)
}

/**
 * Reads the environment.
 * @throws UploadRefused naming what is missing; the key must lie outside the repository.
 */
export const uploadOptions = (variables: Record<string, string | undefined>): UploadOptions => {
  const {
    WEAPP_APP_ID: appId = '',
    WEAPP_PRIVATE_KEY_PATH: keyPath = '',
    WEAPP_VERSION: version = packageVersion,
    JUCAI_API_BASE: apiBase = '',
  } = variables
  if (!/^wx[0-9a-f]{16}$/.test(appId))
    throw new UploadRefused('请用环境变量 WEAPP_APP_ID 给出小程序的 AppID（wx 开头的 18 位）')
  if (!keyPath)
    throw new UploadRefused(
      '请用环境变量 WEAPP_PRIVATE_KEY_PATH 给出代码上传密钥的路径。密钥在微信公众平台“开发管理 → 开发设置 → 小程序代码上传”下载',
    )
  if (!fs.existsSync(keyPath)) throw new UploadRefused(`WEAPP_PRIVATE_KEY_PATH 指向的文件不存在：${keyPath}`)
  const privateKeyPath = fs.realpathSync(keyPath)
  if (isInside(root, privateKeyPath))
    throw new UploadRefused('代码上传密钥放在了代码仓库里。请移到仓库之外再上传，以免随代码提交出去')
  if (!/^\d+\.\d+\.\d+$/.test(version))
    throw new UploadRefused(`WEAPP_VERSION 应是 1.2.3 这样的版本号，现在是“${version}”`)
  if (!apiBase.startsWith('https://'))
    throw new UploadRefused(
      '请用环境变量 JUCAI_API_BASE 给出接口地址（https:// 开头，并已登记为小程序的合法域名）',
    )
  return { appId, privateKeyPath, version, apiBase: apiBase.replace(/\/$/, '') }
}

const loadUploader = (): MiniprogramCi => {
  const found = findMiniprogramCi()
  if (!found)
    throw new UploadRefused(
      '没有找到微信的上传工具 miniprogram-ci。请先安装：npm install --global miniprogram-ci，再重试',
    )
  return found
}

const main = async () => {
  const { appId, privateKeyPath, version, apiBase } = uploadOptions(process.env)
  const uploader = loadUploader()
  process.stdout.write(`… 构建小程序 ${version}\n`)
  execFileSync(
    process.execPath,
    [path.join(root, 'node_modules/@tarojs/cli/bin/taro'), 'build', '--type', 'weapp'],
    {
      cwd: root,
      stdio: 'inherit',
      env: { ...process.env, NODE_ENV: 'production', JUCAI_API_BASE: apiBase },
    },
  )
  process.stdout.write('… 上传\n')
  const project = new uploader.Project({
    appid: appId,
    type: 'miniProgram',
    projectPath: root,
    privateKeyPath,
    ignores: ['node_modules/**/*'],
  })
  const { setting } = JSON.parse(fs.readFileSync(path.join(root, 'project.config.json'), 'utf8')) as {
    setting: Record<string, boolean>
  }
  const { minified = true, minifyWXML = true, minifyWXSS = true } = setting
  await uploader.upload({
    project,
    version,
    desc: process.argv[2] ?? `${version}`,
    setting: { es6: false, minify: minified, minifyWXML, minifyWXSS },
    onProgressUpdate: () => undefined,
  })
  process.stdout.write(`✓ 已上传 ${version}，请在微信公众平台“版本管理”里设为体验版或提交审核\n`)
}

if (require.main === module) {
  main().catch((error: unknown) => {
    process.stderr.write(
      `✗ ${error instanceof UploadRefused ? error.message : String((error as Error).stack ?? error)}\n`,
    )
    process.exit(1)
  })
}
