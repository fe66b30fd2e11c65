import fs from 'node:fs'
import path from 'node:path'
import { drawAlgorithms } from '@jucai/contract/draw/hash'
import { vectorsOf } from './vectors'

const file = path.join(__dirname, 'vectors.json')
const vectors = JSON.parse(fs.readFileSync(file, 'utf8')) as Record<string, unknown>
const page = fs.readFileSync(path.join(__dirname, '../../docs/draw.md'), 'utf8')

it.each(drawAlgorithms)('the vectors of %s come out as they are published', (algorithm) => {
  expect(JSON.parse(JSON.stringify(vectorsOf(algorithm)))).toEqual(vectors[algorithm])
})

it.each(drawAlgorithms)('docs/draw.md shows those of %s', (algorithm) => {
  const { rounds, firstLeaf } = vectorsOf(algorithm)
  expect(page).toContain(firstLeaf)
  for (const [count, { root, commitment, key }] of Object.entries(rounds)) {
    expect(page).toContain(root)
    if (count === '8') {
      expect(page).toContain(commitment)
      expect(page).toContain(key)
    }
  }
})
