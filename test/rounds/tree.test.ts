import { isIncluded, MerkleRoot } from '@jucai/contract/draw/merkle'
import { fromHex, toHex, utf8 } from '@jucai/contract/draw/hash'
import { digestOf } from '../../server/rounds/digests'
import { GrowingTree, keepBlocks, pathIn } from '../../server/rounds/tree'
import { openProject } from '../housing/world'
import { startHarness, type Harness } from '../harness'
import { publishedRound, roundBody, twoLeads } from './world'

let harness: Harness
beforeAll(async () => {
  harness = await startHarness()
})
afterAll(() => harness.close())

const counts = [0, 1, 2, 3, 7, 8, 255, 256, 257, 513, 1000]
it('the tree kept by levels has the root and the paths of the one that is halved', async () => {
  const office = await twoLeads(harness)
  const project = await openProject(harness, counts.length)
  const digest = digestOf('sha-256')
  for (const [at, count] of counts.entries()) {
    const round = await publishedRound(
      office,
      roundBody(project.flats.slice(at, at + 1), { code: `2026-tree-${count}` }),
    )
    const lines = Array.from({ length: count }, (_, one) => `line ${one}`)
    const expected = new MerkleRoot(digest)
    for (const line of lines) expected.add(utf8(line))
    const root = toHex(expected.root())
    const tree = new GrowingTree(digest)
    for (const line of lines) tree.add(line)
    const full = tree.takeFull()
    const ended = tree.end()
    expect(ended.root).toBe(root)
    await keepBlocks(harness.db, round, [...full, ...ended.blocks])
    for (const leaf of new Set(
      [0, 1, Math.floor(count / 2), count - 2, count - 1].filter((one) => one >= 0 && one < count),
    )) {
      const path = (await pathIn(harness.db, round, count, leaf)).map(fromHex)
      const claim = { leaf: utf8(`line ${leaf}`), at: leaf, count, path, root: fromHex(root) }
      expect(isIncluded(digest, claim)).toBe(true)
      expect(isIncluded(digest, { ...claim, leaf: utf8('another') })).toBe(false)
    }
  }
})
