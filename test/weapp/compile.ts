import fs from 'node:fs'
import path from 'node:path'
import { TmplGroup } from 'glass-easel-template-compiler'

/** A built mini-program, taken apart: page configurations, compiled templates, and scripts as source. */
export interface CompiledApp {
  appJson: {
    pages: string[]
    subPackages?: { root: string; pages: string[] }[]
    window?: { navigationBarTitleText?: string }
    tabBar?: { list: { pagePath: string }[] }
  }
  json: Record<
    string,
    { usingComponents?: Record<string, string>; component?: boolean; navigationBarTitleText?: string }
  >
  /** JavaScript that evaluates to the template generators by path. */
  templates: string
  scripts: Record<string, string>
  /** What the templates show of a node; anything else in a `setData` travels for nothing. */
  shown: Set<string>
  /** What the template compiler complained of. */
  warnings: string[]
}

/** All files of a folder and those in it. */
export const filesBelow = (directory: string): string[] =>
  fs
    .readdirSync(directory, { withFileTypes: true })
    .flatMap((entry) =>
      entry.isDirectory() ? filesBelow(path.join(directory, entry.name)) : [path.join(directory, entry.name)],
    )

/** Compiles `dist/weapp` as WeChat's tools would, with the template compiler WeChat publishes. */
export const compileApp = (directory: string): CompiledApp => {
  const group = new TmplGroup()
  const compiled: CompiledApp = {
    appJson: { pages: [] },
    json: {},
    templates: '',
    scripts: {},
    shown: new Set(),
    warnings: [],
  }
  for (const file of filesBelow(directory)) {
    const relative = path.relative(directory, file).split(path.sep).join('/')
    const key = relative.replace(/\.\w+$/, '')
    const text = () => fs.readFileSync(file, 'utf8')
    if (file.endsWith('.wxml')) {
      compiled.warnings.push(
        ...((group.addTmpl(key, text()) ?? []) as unknown[]).map(
          (warning) => `${relative}: ${JSON.stringify(warning)}`,
        ),
      )
      for (const [, name = ''] of text().matchAll(/\bi(?:tem)?\.(\w+)/g)) compiled.shown.add(name)
    } else if (file.endsWith('.wxs')) group.addScript(key, text())
    else if (relative === 'app.json') compiled.appJson = JSON.parse(text()) as CompiledApp['appJson']
    else if (file.endsWith('.json') && !relative.startsWith('project.') && relative !== 'theme.json')
      compiled.json[key] = JSON.parse(text()) as CompiledApp['json'][string]
    else if (file.endsWith('.js')) compiled.scripts[key] = text()
  }
  compiled.templates = group.getTmplGenObjectGroups()
  return compiled
}
