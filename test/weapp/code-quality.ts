// `npm run quality:weapp`: what WeChat's own tool says of the built mini-program before it is uploaded. Needs
// no network and no account: the key is made here and thrown away.
import { generateKeyPairSync } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { findMiniprogramCi, type MiniprogramCi } from '../../config/miniprogram-ci'

const root = path.join(__dirname, '../..')
const rules = 11

const check = async (tool: MiniprogramCi, folder: string): Promise<boolean> => {
  const { privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
    publicKeyEncoding: { type: 'pkcs1', format: 'pem' },
  })
  const privateKeyPath = path.join(folder, 'thrown-away.key')
  fs.writeFileSync(privateKeyPath, privateKey)
  const ours = JSON.parse(fs.readFileSync(path.join(root, 'project.config.json'), 'utf8')) as object
  const appid = 'wx0123456789abcdef'
  fs.writeFileSync(path.join(folder, 'project.config.json'), JSON.stringify({ ...ours, appid }))
  fs.cpSync(path.join(root, 'dist/weapp'), path.join(folder, 'dist/weapp'), { recursive: true })
  const project = new tool.Project({
    appid,
    type: 'miniProgram',
    projectPath: folder,
    privateKeyPath,
    ignores: [],
  })
  const results = await tool.checkCodeQuality(project, { saveReportPath: path.join(folder, 'report.json') })
  for (const { name, success, text, detail } of results)
    process.stdout.write(
      success ? `✓ ${name}\n` : `✗ ${name}: ${text.trim()} ${JSON.stringify(detail ?? '')}\n`,
    )
  if (results.length < rules) process.stdout.write(`✗ only ${results.length} of ${rules} rules were tried\n`)
  return results.length >= rules && results.every(({ success }) => success)
}

const main = async () => {
  const tool = findMiniprogramCi()
  if (!tool) throw new Error('miniprogram-ci is not installed: npm run quality:weapp installs it')
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'jucai-quality-'))
  try {
    process.exitCode = (await check(tool, folder)) ? 0 : 1
  } finally {
    fs.rmSync(folder, { recursive: true, force: true })
  }
}
// The tool goes on watching the folder: nothing is left to wait for.
void main().then(
  () => process.exit(),
  (error: unknown) => {
    process.stderr.write(`${String((error as Error).stack ?? error)}\n`)
    process.exit(1)
  },
)
