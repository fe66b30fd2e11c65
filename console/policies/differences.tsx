import type { Difference, ThingDifference } from '@jucai/contract/policies/differences'

const kinds = { added: '新增', removed: '删去', changed: '改动' } as const

/** One thing that differs: what it was, what it becomes. */
export function Change({ change }: { change: Difference }) {
  const { label, before, after } = change
  return (
    <li className="difference">
      <strong>{label}</strong>
      {before !== null && (
        <del>
          <span className="visually-hidden">原来：</span>
          {before}
        </del>
      )}
      {after !== null && (
        <ins>
          <span className="visually-hidden">改为：</span>
          {after}
        </ins>
      )}
    </li>
  )
}

/** What differs of policies, parameters or facts, thing by thing. */
export function Differences({ things }: { things: readonly ThingDifference[] }) {
  return (
    <ul className="differences">
      {things.map(({ code, title, kind, changes }) => (
        <li key={code}>
          <span className={`tag ${kind === 'removed' ? 'bad' : kind === 'added' ? 'good' : 'star'}`}>
            {kinds[kind]}
          </span>{' '}
          <strong>{title}</strong>
          <ul>
            {changes.map((change, at) => (
              <Change key={at} change={change} />
            ))}
          </ul>
        </li>
      ))}
    </ul>
  )
}
