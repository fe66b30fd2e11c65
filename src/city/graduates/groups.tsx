import { View } from '@tarojs/components'
import type { GraduateGroups } from '@jucai/contract/graduates'
import { Card } from '@/components/card'
import { grouped } from '@/words/amounts'
import { Numbers } from './numbers'

interface Shown {
  title: string
  /** What a group is: 学校. */
  kind: string
  of: GraduateGroups
  total: number
}

const shareText = (count: number, total: number): string => `${Math.round((count / total) * 100)}%`
/** The others come last, whatever their number. */
const allOf = ({ groups, others }: GraduateGroups) =>
  others > 0 ? [...groups, { name: '其他', count: others }] : groups

function Table({ title, kind, of, total }: Shown) {
  return (
    <Numbers
      of={title}
      head={[kind, '人数', '占比']}
      rows={allOf(of).map(({ name, count }) => [name, grouped(count), shareText(count, total)])}
    />
  )
}

const tooFew = (kind: string): string => `人数还少，先不分${kind}。`

/** Groups as bars against the longest. */
export function GroupBars(shown: Shown) {
  const { title, kind, of } = shown
  const all = allOf(of)
  const most = Math.max(1, ...all.map(({ count }) => count))
  return (
    <Card title={title}>
      {of.groups.length === 0 ? (
        <View className="small">{tooFew(kind)}</View>
      ) : (
        <>
          <View aria-role="list">
            {all.map(({ name, count }, at) => (
              <View key={name} className="school" aria-role="listitem">
                <View className="school-name">{name}</View>
                <View className="school-count">{`${grouped(count)} 人`}</View>
                <View
                  className={at < of.groups.length ? 'school-bar' : 'school-bar bar-others'}
                  style={{ width: `${Math.round((count / most) * 100)}%` }}
                />
              </View>
            ))}
          </View>
          <Table {...shown} />
        </>
      )}
    </Card>
  )
}

/** Groups as tiles that take room by their number. */
export function GroupTiles(shown: Shown) {
  const { title, kind, of } = shown
  return (
    <Card title={title}>
      {of.groups.length === 0 ? (
        <View className="small">{tooFew(kind)}</View>
      ) : (
        <>
          <View className="fields" aria-role="list">
            {allOf(of).map(({ name, count }, at) => (
              <View
                key={name}
                className={
                  at < of.groups.length
                    ? `field-tile field-${Math.min(3, Math.floor(at / 2))}`
                    : 'field-tile field-others'
                }
                style={{ flexGrow: count }}
                aria-role="listitem"
              >
                <View className="field-name">{name}</View>
                <View className="field-count">{`${grouped(count)} 人`}</View>
              </View>
            ))}
          </View>
          <Table {...shown} />
        </>
      )}
    </Card>
  )
}

/** Groups as parts of one bar. */
export function GroupStrip(shown: Shown) {
  const { title, kind, of, total } = shown
  return (
    <Card title={title}>
      {of.groups.length === 0 ? (
        <View className="small">{tooFew(kind)}</View>
      ) : (
        <>
          <View className="strip" aria-hidden>
            {allOf(of).map(({ name, count }, at) => (
              <View
                key={name}
                className={at < of.groups.length ? `strip-part strip-${at}` : 'strip-part strip-others'}
                style={{ flexGrow: count }}
              />
            ))}
          </View>
          <View className="legend" aria-role="list">
            {allOf(of).map(({ name, count }, at) => (
              <View key={name} className="legend-one" aria-role="listitem">
                <View
                  className={at < of.groups.length ? `legend-dot strip-${at}` : 'legend-dot strip-others'}
                />
                {`${name} ${grouped(count)} 人，${shareText(count, total)}`}
              </View>
            ))}
          </View>
          <Table {...shown} />
        </>
      )}
    </Card>
  )
}
