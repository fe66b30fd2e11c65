import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { filesBelow } from './compile'

// WeChat's own compilers of templates (wcc) and styles (wcsc), as WeChat publishes them: programs for Linux,
// macOS and Windows on x64. Without `npm run build:weapp` there is nothing to compile.
const built = path.join(__dirname, '../../dist/weapp')
const programs = path.join(path.dirname(require.resolve('miniprogram-compiler/package.json')), 'bin')
const system = { darwin: 'mac', linux: 'linux', win32: 'windows' }[process.platform as string]
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'jucai-compilers-'))
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }))

/** A copy of the program that may be run: the package forgets the run bit. */
const programOf = (name: string): string => {
  const file = process.platform === 'win32' ? `${name}.exe` : name
  const copy = path.join(folder, file)
  if (system) fs.copyFileSync(path.join(programs, system, file), copy)
  if (system) fs.chmodSync(copy, 0o755)
  return copy
}
const [wcc, wcsc] = [programOf('wcc'), programOf('wcsc')]
const runsHere = !spawnSync(wcc, ['-h']).error && !spawnSync(wcsc, ['-h']).error

const allWith = (extension: string): string[] =>
  filesBelow(built)
    .filter((file) => file.endsWith(extension))
    .map((file) => path.relative(built, file).split(path.sep).join('/'))

/** Compiles files of the built mini-program together. What it wrote, and what it complained of. */
const compile = (program: string, options: readonly string[], files: readonly string[]) => {
  const output = path.join(folder, 'output.js')
  fs.rmSync(output, { force: true })
  const { status, stdout, stderr } = spawnSync(program, [...options, '-o', output, ...files], {
    cwd: built,
    encoding: 'utf8',
  })
  return { status, says: `${stdout}${stderr}`, written: fs.existsSync(output) ? fs.statSync(output).size : 0 }
}

/** Where WeChat's compilers do not run, says so; in the whole check (`CI`) that is a failure. */
const whereTheyRun = (title: string, test: () => void) =>
  it(title, () => {
    if (runsHere) return test()
    process.stdout.write(
      `! WeChat's compilers do not run on ${process.platform} ${process.arch}: NOT CHECKED: ${title}\n`,
    )
    expect(process.env.CI).toBeUndefined()
  })

whereTheyRun('every template compiles with WeChat’s own compiler', () => {
  const templates = allWith('.wxml')
  expect(templates).toEqual(expect.arrayContaining(['base.wxml', 'comp.wxml', 'pages/home/index.wxml']))
  const { status, says, written } = compile(wcc, ['-d'], [...templates, ...allWith('.wxs')])
  expect({ status, says }).toEqual({ status: 0, says: '' })
  expect(written).toBeGreaterThan(10_000)
})

whereTheyRun('every style sheet compiles with WeChat’s own compiler', () => {
  const styles = ['app.wxss', ...allWith('.wxss').filter((file) => file !== 'app.wxss')]
  const { status, says, written } = compile(wcsc, ['-lc', '-pc', '1'], styles)
  expect({ status, says }).toEqual({ status: 0, says: '' })
  expect(written).toBeGreaterThan(10_000)
})
