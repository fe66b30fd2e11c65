import { useState, type ReactNode } from 'react'

/**
 * A part of a form that can be folded: open to begin with where it is still to be written, and from then on only as
 * its reader wants it. It must not fold by itself under the first letter that somebody types.
 */
export function Part({ open, children }: { open: boolean; children: ReactNode }) {
  const [begun] = useState(open)
  return (
    <details className="policy-part" open={begun}>
      {children}
    </details>
  )
}
