import fs from 'node:fs'
import path from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { problem } from './core/problem'

const homeAddress = /^\/(pages\/home\/index)?(\?|$)/
const immutable = /\.[0-9a-f]{8}\.(js|css|woff2|png|svg|wasm)$/
const consolePages = /^\/console(\/|\?|$)/

/**
 * The console's own policy: it needs no WebAssembly, and shows a PDF of a case in a frame whose content it
 * made itself.
 */
const consolePolicy = [
  "default-src 'self'",
  "script-src 'self'",
  "script-src-attr 'none'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "connect-src 'self'",
  'frame-src blob:',
  "object-src 'none'",
  "base-uri 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join(';')

/**
 * The checker of draws is one document with its script inside. The document's own policy names that script by its
 * hash; both hold, so nothing else runs and no network is asked.
 */
const checkerPolicy = [
  "default-src 'none'",
  "script-src 'unsafe-inline'",
  "style-src 'unsafe-inline'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join(';')
const checkerPage = /^\/draw-checker\.html(\?|$)/

/** The address without what is asked of it: `?action=export.asked` names no file. */
const pathOf = (url: string): string => url.split('?', 1)[0] ?? ''

const built = (dir: string | null): string | null =>
  dir && fs.existsSync(path.join(dir, 'index.html')) ? dir : null
const cacheFor = (file: string): string =>
  immutable.test(file.replace(/\.(br|gz)$/, '')) ? 'public, max-age=31536000, immutable' : 'no-cache'
const serveFiles = (http: FastifyInstance, root: string, prefix: string, first: boolean) =>
  http.register(fastifyStatic, {
    root,
    prefix,
    decorateReply: first,
    preCompressed: true,
    index: 'index.html',
    cacheControl: false,
    redirect: false,
    setHeaders: (reply, file) => {
      reply.setHeader('cache-control', cacheFor(file))
    },
  })

/**
 * Serves the built H5 site and, below `/console/`, the review console: files with a hash in their name for
 * a year, compressed files where they exist, and a document for every page address, so that links and
 * reload work: the site's `index.html` holds the first frame of home, its
 * `page.html` is any other page. Unknown API addresses stay problems.
 */
export const serveSite = async (
  http: FastifyInstance,
  siteDir: string | null,
  consoleDir: string | null,
): Promise<void> => {
  const site = built(siteDir)
  const review = built(consoleDir)
  if (site) {
    await serveFiles(http, site, '/', true)
    http.addHook('onSend', async (request, reply) => {
      if (checkerPage.test(request.url)) reply.header('content-security-policy', checkerPolicy)
    })
  }
  if (review) {
    await serveFiles(http, review, '/console/', !site)
    http.addHook('onSend', async (request, reply) => {
      if (consolePages.test(request.url)) reply.header('content-security-policy', consolePolicy)
    })
  }
  const pageOf = async (url: string, reply: FastifyReply) => {
    const isConsole = consolePages.test(url)
    const root = isConsole ? review : site
    if (!root) throw problem('not-found')
    return reply.sendFile(isConsole || homeAddress.test(url) ? 'index.html' : 'page.html', root)
  }
  http.setNotFoundHandler(async (request, reply) => {
    const isPage =
      (request.method === 'GET' || request.method === 'HEAD') &&
      !request.url.startsWith('/api/') &&
      !/\.\w{2,5}$/.test(pathOf(request.url))
    if (!isPage) throw problem('not-found')
    return pageOf(request.url, reply)
  })
}
