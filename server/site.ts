import fs from 'node:fs'
import path from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import { problem } from './core/problem'

const homeAddress = /^\/(pages\/home\/index)?(\?|$)/
const immutable = /\.[0-9a-f]{8}\.(js|css|woff2|png|svg|wasm)$/

/**
 * Serves the built H5 site: files with a hash in their name for a year, compressed files where they exist, and a document
 * for every page address, so that links and reload work: `index.html` holds the first frame of home, `page.html` is any other page.
 * Unknown API addresses stay problems.
 */
export const serveSite = async (http: FastifyInstance, siteDir: string | null): Promise<void> => {
  const index = siteDir && fs.existsSync(path.join(siteDir, 'index.html')) ? siteDir : null
  if (index) {
    await http.register(fastifyStatic, {
      root: index, preCompressed: true, index: 'index.html', cacheControl: false,
      setHeaders: (reply, file) => { reply.setHeader('cache-control', immutable.test(file.replace(/\.(br|gz)$/, '')) ? 'public, max-age=31536000, immutable' : 'no-cache') },
    })
  }
  http.setNotFoundHandler(async (request, reply) => {
    const isPage = index && (request.method === 'GET' || request.method === 'HEAD') && !request.url.startsWith('/api/') && !/\.\w{2,5}(\?|$)/.test(request.url)
    if (!isPage) throw problem('not-found')
    return reply.sendFile(homeAddress.test(request.url) ? 'index.html' : 'page.html')
  })
}
