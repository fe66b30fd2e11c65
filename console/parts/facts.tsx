import type { ReactNode } from 'react'
import './facts.css'

/** A fact: its name and what it is; `whole` takes a line of its own. */
export interface Fact {
  name: string
  value: ReactNode
  whole?: boolean
}

/** Facts side by side. */
export function Facts({ of }: { of: readonly Fact[] }) {
  return (
    <dl className="facts">
      {of.map(({ name, value, whole }) => (
        <div key={name} className={whole ? 'whole' : undefined}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
