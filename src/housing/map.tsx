import { useMemo, type CSSProperties } from 'react'
import { Button, View } from '@tarojs/components'
import type { SketchLine } from '@jucai/contract/city'
import type { ProjectInShort } from '@jucai/contract/housing'
import { openPage } from '@/page-address'
import { frame, layerOf, namesOf, projectionOf } from './sketch'
import { freeWords, together } from './words'

const masked = (picture: string): CSSProperties => ({
  WebkitMaskImage: `url("${picture}")`,
  maskImage: `url("${picture}")`,
})
const placed = ({ x, y }: { x: number; y: number }): CSSProperties => ({
  left: `${Math.round((x / frame.width) * 1000) / 10}%`,
  top: `${Math.round((y / frame.height) * 1000) / 10}%`,
})
const none: readonly SketchLine[] = []

/** Where the projects lie, drawn simply: no tiles, no key, nothing asked of a map service. */
export function SketchMap({
  projects,
  sketch = none,
}: {
  projects: readonly ProjectInShort[]
  sketch?: readonly SketchLine[] | undefined
}) {
  const { layers, names, pins } = useMemo(() => {
    const project = projectionOf(projects)
    const spots = projects.map((one) => ({ one, ...project(one) }))
    return {
      pins: spots,
      layers: (['river', 'road', 'rail'] as const).flatMap((kind) => {
        const picture = layerOf(sketch, kind, project)
        return picture === null ? [] : [{ kind, picture }]
      }),
      names: namesOf(
        sketch,
        project,
        spots.map(({ x, y }) => ({ x, y: y - 14 })),
      ),
    }
  }, [projects, sketch])
  return (
    <View className="flat-map" aria-role="group" aria-label="项目在城里的位置，示意图">
      {layers.map(({ kind, picture }) => (
        <View key={kind} className={`flat-layer flat-${kind}`} style={masked(picture)} />
      ))}
      {names.map(({ name, kind, ...spot }) => (
        <View key={name} className={`flat-line-name flat-name-${kind}`} style={placed(spot)} aria-hidden>
          {name}
        </View>
      ))}
      {pins.map(({ one, ...spot }) => {
        const counts = together(one.types)
        return (
          <Button
            key={one.id}
            className={counts.free > 0 ? 'flat-pin' : 'flat-pin flat-pin-none'}
            style={placed(spot)}
            aria-label={`${one.name}，${one.regionName}，${freeWords(counts)}`}
            onClick={() => openPage(`/housing/project/index?id=${one.id}`)}
          >
            <View className="flat-pin-name">{one.name.replace(/人才公寓$/, '')}</View>
            <View className="flat-pin-words">{freeWords(counts)}</View>
            <View className="flat-pin-foot" />
          </Button>
        )
      })}
      <View className="flat-north" aria-hidden>
        北
      </View>
    </View>
  )
}
