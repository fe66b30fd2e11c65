import type { Region } from '@jucai/contract/city'
import { Button, Input } from 'antd'
import { useEffect, useState } from 'react'
import { call } from '../api'
import { Field } from '../parts/field'
import { Icon } from '../parts/icon'

const typingMs = 250

/** What a typed name or pinyin may mean; empty while nothing is typed. */
const useFound = (typed: string): Region[] => {
  const [found, setFound] = useState<Region[]>([])
  useEffect(() => {
    const q = typed.trim()
    if (q === '') {
      setFound([])
      return
    }
    let here = true
    const timer = setTimeout(() => {
      call('GET /regions', { query: { q, limit: 8 } }).then(
        ({ items }) => here && setFound(items),
        () => here && setFound([]),
      )
    }, typingMs)
    return () => {
      here = false
      clearTimeout(timer)
    }
  }, [typed])
  return found
}

/** A region found by name, pinyin or initials; a province or a city means all in it. */
export function RegionField({
  label,
  hint = '',
  fault,
  value,
  onChange,
}: {
  label: string
  hint?: string
  fault?: string | null | undefined
  value: { code: string; name: string }
  onChange(region: { code: string; name: string }): void
}) {
  const [typed, setTyped] = useState('')
  const found = useFound(typed)
  const choose = ({ code, path }: Region) => {
    onChange({ code, name: path })
    setTyped('')
  }
  if (value.code)
    return (
      <div className="field">
        <span className="label">{label}</span>
        <div className="region-chosen">
          {value.name}
          <Button
            type="text"
            aria-label={`去掉${label}`}
            icon={<Icon name="x" />}
            onClick={() => onChange({ code: '', name: '' })}
          />
        </div>
        {fault && (
          <div className="fault" role="alert">
            {fault}
          </div>
        )}
      </div>
    )
  return (
    <Field label={label} hint={`输入省、市、区县，或拼音首字母。${hint}`} fault={fault}>
      {(control) => (
        <div className="region-typed">
          <Input {...control} value={typed} onChange={(event) => setTyped(event.target.value)} />
          {found.length > 0 && (
            <ul className="region-found" aria-label={`${label}的选项`}>
              {found.map((region) => (
                <li key={region.code}>
                  <button type="button" onClick={() => choose(region)}>
                    {region.path}
                  </button>
                </li>
              ))}
            </ul>
          )}
        </div>
      )}
    </Field>
  )
}
