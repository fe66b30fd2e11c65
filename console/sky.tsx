/** The city's mark: one star of four points. */
export function StarMark({ size = 32 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden focusable="false">
      <path d="M16 2q2 12 14 14q-12 2-14 14q-2-12-14-14q12-2 14-14" style={{ fill: 'var(--star)' }} />
    </svg>
  )
}

const stars = [
  [14, 66, 1.4],
  [46, 38, 2],
  [78, 58, 1.2],
  [104, 22, 1.6],
  [136, 44, 1.2],
  [166, 14, 2.2],
  [192, 50, 1.4],
] as const
/** A few stars and the lines between them: the only ornament. */
export function Sky({ className, frame = '0 0 208 88' }: { className: string; frame?: string }) {
  return (
    <svg
      className={className}
      viewBox={frame}
      preserveAspectRatio="xMidYMax slice"
      aria-hidden
      focusable="false"
    >
      <path
        d={stars.map(([x, y], index) => `${index === 0 ? 'M' : 'L'}${x} ${y}`).join('')}
        fill="none"
        stroke="#cfdcff"
        strokeOpacity=".34"
        strokeWidth="1"
        vectorEffect="non-scaling-stroke"
      />
      <path
        d="M46 38L60 10L104 22M136 44L150 74"
        fill="none"
        stroke="#cfdcff"
        strokeOpacity=".2"
        strokeWidth="1"
        vectorEffect="non-scaling-stroke"
      />
      {stars.map(([x, y, r]) => (
        <circle key={x} cx={x} cy={y} r={r} fill="#fff" fillOpacity=".9" />
      ))}
      <path
        d="M60 2q1.400 6.600 8 8q-6.600 1.400-8 8q-1.400-6.600-8-8q6.600-1.400 8-8"
        style={{ fill: 'var(--star)' }}
      />
      <circle cx="150" cy="74" r="1.200" fill="#fff" fillOpacity=".7" />
    </svg>
  )
}
