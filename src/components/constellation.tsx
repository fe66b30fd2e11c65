import { View } from '@tarojs/components'
import { constellationUri, type ConstellationShape } from '@/theme/constellation-svg'

/** A person's constellation as an ornament on a dark ground. */
export function Constellation({
  seed,
  shape,
  className = '',
}: {
  seed: string
  shape: ConstellationShape
  className?: string
}) {
  return (
    <View
      className={className}
      style={{ backgroundImage: `url("${constellationUri(seed, shape)}")` }}
      aria-hidden
    />
  )
}
