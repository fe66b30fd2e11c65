import type { CSSProperties } from 'react'
import { View } from '@tarojs/components'
import { planSize, roomWords, type FlatPlan } from '@jucai/contract/flat-plan'

/** A plan is at most so high on a page, in px: below it stand what it costs and whether it is free. */
const mostHeight = 380

const percent = (part: number, of: number) => `${Math.round((part / of) * 1000) / 10}%`

/**
 * A plan drawn to scale from rectangles: rooms, doors and windows, and what is wide and deep along the edges.
 * The sizes are read out as a list by screen readers.
 */
export function PlanDrawing({ plan, name }: { plan: FlatPlan; name: string }) {
  const { width, depth } = planSize(plan)
  const box = (x: number, y: number, w: number, d: number): CSSProperties => ({
    left: percent(x, width),
    top: percent(y, depth),
    width: percent(w, width),
    height: percent(d, depth),
  })
  return (
    <View
      className="flat-plan-wrap"
      style={{ maxWidth: `${Math.round((mostHeight * width) / depth) + 44}px` }}
      aria-role="img"
      aria-label={`${name}平面图：${plan.rooms.map(roomWords).join('，')}`}
    >
      <View className="flat-plan-width">{`${(width / 100).toFixed(1)} 米`}</View>
      <View className="flat-plan-row">
        <View
          className="flat-plan"
          style={{ paddingTop: percent(depth, width) }} // keeps the scale at every width of the page
        >
          {plan.rooms.map((room) => (
            <View
              key={`${room.x} ${room.y}`}
              className={`flat-room flat-room-${room.kind}`}
              style={box(room.x, room.y, room.width, room.depth)}
            >
              <View className="flat-room-name">{room.name}</View>
              {room.width >= 130 && (
                <View className="flat-room-size">{`${(room.width / 100).toFixed(1)}×${(room.depth / 100).toFixed(1)}`}</View>
              )}
            </View>
          ))}
          {plan.openings.map(({ kind, along, x, y, length }) => (
            <View
              key={`${along} ${x} ${y}`}
              className={`flat-gap flat-gap-${kind} flat-gap-${along}`}
              style={{
                left: percent(x, width),
                top: percent(y, depth),
                [along === 'x' ? 'width' : 'height']: percent(length, along === 'x' ? width : depth),
              }}
            />
          ))}
        </View>
        <View className="flat-plan-depth">{`${(depth / 100).toFixed(1)} 米`}</View>
      </View>
    </View>
  )
}
