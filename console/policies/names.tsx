import { useState } from 'react'
import { Card } from '../parts/page'
import { TextField } from '../parts/text-field'

interface Name {
  code: string
  label: string
  /** In small letters below. */
  aside: string
}

/** The parameters or facts of the book, found by name or code; one of them is open. */
export function Names({
  what,
  names,
  chosen,
  onChoose,
}: {
  what: string
  names: readonly Name[]
  chosen: string
  onChoose(code: string): void
}) {
  const [words, setWords] = useState('')
  const wanted = words.trim()
  const shown = names.filter(
    ({ code, label }) => label.includes(wanted) || code.toLowerCase().includes(wanted.toLowerCase()),
  )
  return (
    <Card title={`${names.length} 个${what}`}>
      <TextField label="按名称找" allowClear value={words} onChange={setWords} />
      <ul className="parameter-names">
        {shown.map(({ code, label, aside }) => (
          <li key={code}>
            <button type="button" aria-current={code === chosen} onClick={() => onChoose(code)}>
              <span>{label}</span>
              <span className="second small">{aside}</span>
            </button>
          </li>
        ))}
      </ul>
      {shown.length === 0 && <p className="muted">没有这样的{what}</p>}
    </Card>
  )
}
