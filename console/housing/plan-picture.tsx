import { planSize, roomWords, type FlatPlan } from '@jucai/contract/flat-plan'

/** A plan drawn to scale; names only where there is room for them. */
export function PlanPicture({
  plan,
  name,
  large = false,
}: {
  plan: FlatPlan
  name: string
  large?: boolean
}) {
  const { width, depth } = planSize(plan)
  return (
    <svg
      className={`flat-plan-svg ${large ? 'flat-plan-large' : 'flat-plan-small'}`}
      viewBox={`-12 -12 ${width + 24} ${depth + 24}`}
      role="img"
      aria-label={`${name}平面图：${plan.rooms.map(roomWords).join('，')}`}
    >
      {plan.rooms.map(({ kind, name: room, x, y, width: wide, depth: deep }, at) => (
        <g key={at}>
          <rect className={`flat-plan-room flat-plan-${kind}`} x={x} y={y} width={wide} height={deep} />
          {large && (
            <text x={x + wide / 2} y={y + deep / 2}>
              {room}
            </text>
          )}
        </g>
      ))}
      {plan.openings.map(({ kind, along, x, y, length }, at) => (
        <line
          key={at}
          className={`flat-plan-${kind}`}
          x1={x}
          y1={y}
          x2={along === 'x' ? x + length : x}
          y2={along === 'x' ? y : y + length}
        />
      ))}
    </svg>
  )
}
