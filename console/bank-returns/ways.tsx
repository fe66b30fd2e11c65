import { settlementLabels, settlements, type Settlement } from '@jucai/contract/ledger-vocabulary'
import { useId } from 'react'

/** The three ways to settle a line, as the browser's own round buttons. */
export function Ways({
  value,
  fault,
  onChange,
}: {
  value: Settlement | ''
  fault: string | null
  onChange(as: Settlement): void
}) {
  const name = useId()
  return (
    <fieldset className="ways">
      <legend>怎样处理</legend>
      {settlements.map((as) => (
        <label key={as}>
          <input type="radio" name={name} value={as} checked={value === as} onChange={() => onChange(as)} />
          {settlementLabels[as]}
        </label>
      ))}
      {fault && (
        <div className="fault" role="alert">
          {fault}
        </div>
      )}
    </fieldset>
  )
}
