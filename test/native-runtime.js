// Loading the server and its packages anew for every test file took more time than many of the tests. Node
// itself loads them, once a worker, as it does where the server runs. What draws pages, and the test files, are
// loaded by jest, for each file anew.
const fs = require('node:fs')
const Module = require('node:module')
const path = require('node:path')
const Runtime = require('jest-runtime').default
const esbuild = require('./esbuild-transform')

const root = path.join(__dirname, '..')
const served = ['server', 'contract', 'mock'].map((folder) => path.join(root, folder) + path.sep)
const store = path.join(root, '.cache/native')

const maps = new Map()

/** Written whole or not at all: two workers may make one file at once. */
const keep = (file, text) => {
  fs.writeFileSync(`${file}.${process.pid}`, text)
  fs.renameSync(`${file}.${process.pid}`, file)
}
/** TypeScript as Node reads it: made once, then kept by its content, its map beside it. */
const compiled = (file) => {
  const source = fs.readFileSync(file, 'utf8')
  const kept = path.join(store, esbuild.getCacheKey(source, file))
  maps.set(file, `${kept}.map`)
  if (fs.existsSync(kept)) return fs.readFileSync(kept, 'utf8')
  const { code, map } = esbuild.process(source, file)
  fs.mkdirSync(store, { recursive: true })
  keep(`${kept}.map`, map)
  keep(kept, code)
  return code
}
Module._extensions['.ts'] = (module, file) => module._compile(compiled(file), file)

const isOfServer = (from, name) => {
  if (!name.startsWith('.')) return name.startsWith('@jucai/')
  const file = path.resolve(path.dirname(from), name) + path.sep
  return served.some((folder) => file.startsWith(folder))
}

module.exports = class extends Runtime {
  requireModuleOrMock(from, name) {
    const native = isOfServer(from, name) || (this._environment.isNode && this.isPackage(name))
    return native ? Module.createRequire(from)(name) : super.requireModuleOrMock(from, name)
  }

  isPackage(name) {
    if (name.startsWith('.') || name === '@jest/globals') return false
    return !this._config.moduleNameMapper.some(([pattern]) => new RegExp(pattern).test(name))
  }

  /** So that a failure names the line that somebody wrote. */
  getSourceMaps() {
    const all = super.getSourceMaps()
    for (const [file, map] of maps) all.set(file, map)
    return all
  }

  /** In the world of Node (node-environment.js) instead of a context. */
  createScriptFromCode(source, filename) {
    const script = super.createScriptFromCode(source, filename)
    if (!this._environment.isNode) return script
    return { runInContext: (_context, options) => script.runInThisContext(options) }
  }
}
