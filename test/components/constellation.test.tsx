import { constellationUri } from '@/theme/constellation-svg'
import { cardSky as card } from '@/components/talent-card-frame'

describe('constellation', () => {
  it('is the same for the same person and another for another', () => {
    expect(constellationUri('holder-1', card)).toBe(constellationUri('holder-1', card))
    expect(constellationUri('holder-1', card)).not.toBe(constellationUri('holder-2', card))
  })

  it('stays under 1.5 KB and inside its frame for any seed', () => {
    for (let index = 0; index < 500; index += 1) {
      const uri = constellationUri(`person ${index} 张`, card)
      expect(uri.length).toBeLessThanOrEqual(1536)
      expect(uri).not.toMatch(/[<>"]|NaN|undefined/)
      for (const [, x, y] of uri.matchAll(/cx='(-?\d+)' cy='(-?\d+)'/g)) {
        expect(Number(x)).toBeGreaterThanOrEqual(0)
        expect(Number(x)).toBeLessThanOrEqual(card.width)
        expect(Number(y)).toBeGreaterThan(0)
        expect(Number(y)).toBeLessThan(card.height)
      }
    }
  })
})
