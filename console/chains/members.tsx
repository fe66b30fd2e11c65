import type { ChainMember } from '@jucai/contract/chain-vocabulary'
import { Button } from 'antd'
import { useState } from 'react'
import { call } from '../api'
import { useLoaded } from '../loading'
import { ChoiceField, withNone } from '../parts/field'
import { TextField } from '../parts/text-field'

const mostMembers = 60

/** Who is in a link: employers registered here, chosen by name, and others by their names alone. */
export function Members({
  link,
  members,
  onChange,
}: {
  link: string
  members: readonly ChainMember[]
  onChange(members: readonly ChainMember[]): void
}) {
  const [typed, setTyped] = useState('')
  const name = typed.trim()
  const found = useLoaded(name.length < 2 ? null : `employers ${name}`, () =>
    call('GET /office/employers', { query: { name, state: 'verified', limit: 10 } }),
  )
  const isIn = (one: ChainMember) =>
    members.some((known) => (one.employer ? known.employer === one.employer : known.name === one.name))
  const add = (one: ChainMember) => {
    if (!isIn(one)) onChange([...members, one])
    setTyped('')
  }
  const known = (found.value?.items ?? []).filter(({ id, name: own }) => !isIn({ employer: id, name: own }))
  return (
    <div className="field">
      <ul aria-label={`${link}的单位`}>
        {members.map((one) => (
          <li key={one.employer ?? one.name}>
            {one.name} {one.employer && <span className="tag good">已登记</span>}{' '}
            <Button
              size="small"
              aria-label={`从${link}移出${one.name}`}
              onClick={() => onChange(members.filter((other) => other !== one))}
            >
              移出
            </Button>
          </li>
        ))}
      </ul>
      <TextField
        label={`在${link}加一家单位`}
        hint="写两个字以上，会列出已登记的；没有登记的也可以按名称加"
        maxLength={120}
        value={typed}
        onChange={setTyped}
      />
      {known.length > 0 && (
        <ChoiceField
          label={`加到${link}的已登记单位`}
          value=""
          options={withNone(
            '选一家',
            known.map((one) => ({ value: one.id, label: one.name })),
          )}
          onChange={(id) => {
            const one = known.find((other) => other.id === id)
            if (one) add({ employer: one.id, name: one.name })
          }}
        />
      )}
      <Button
        size="small"
        disabled={name.length < 2 || members.length >= mostMembers}
        onClick={() => add({ employer: null, name })}
      >
        {`按名称加到${link}`}
      </Button>
    </div>
  )
}
