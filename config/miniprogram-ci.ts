// WeChat's miniprogram-ci uploads, and checks the quality of the code without a network. It is large (1,086
// packages; to install it takes as long as all else that is needed here) and wanted by whoever publishes
// and by the whole check only, so it is no dependency: it is taken from where it was installed.
import { execFileSync } from 'node:child_process'
import { createRequire } from 'node:module'
import path from 'node:path'

const root = path.join(__dirname, '..')

/** The part of miniprogram-ci that is used. */
export interface MiniprogramCi {
  Project: new (options: {
    appid: string
    type: 'miniProgram'
    projectPath: string
    privateKeyPath: string
    ignores: string[]
  }) => object
  upload(options: {
    project: object
    version: string
    desc: string
    setting: Record<string, boolean>
    onProgressUpdate: (message: unknown) => void
  }): Promise<unknown>
  checkCodeQuality(
    project: object,
    options: { saveReportPath: string },
  ): Promise<{ name: string; success: boolean; text: string; detail?: unknown }[]>
}

const globalModules = () =>
  execFileSync('npm', ['root', '--global'], { encoding: 'utf8', shell: process.platform === 'win32' }).trim()

/** miniprogram-ci as a dependency, as `npm run quality:weapp` installs it, or as installed globally; else null. */
export const findMiniprogramCi = (): MiniprogramCi | null => {
  for (const place of [() => root, () => path.join(root, '.cache', 'miniprogram-ci'), globalModules]) {
    try {
      return createRequire(path.join(place(), 'package.json'))('miniprogram-ci') as MiniprogramCi
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'MODULE_NOT_FOUND') throw error
    }
  }
  return null
}
