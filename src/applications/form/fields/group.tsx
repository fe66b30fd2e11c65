import { useState, type ComponentType } from 'react'
import { Button as Tap, Text, View } from '@tarojs/components'
import { isAsked, type Answers, type FormField } from '@jucai/contract/forms'
import { useStore } from 'zustand'
import { Button } from '@/components/button'
import { Field } from '@/components/field'
import { Icon } from '@/components/icon'
import { itemWords } from '../../answer-words'
import { regionName } from '../../regions'
import { useAnswer, useFault, useForm } from '../form-store'
import type { AnswerPath } from '../paths'
import { hintOf, type FieldViewProps } from './typed'

/** `Inner` draws the fields of an item. */
interface GroupFieldProps extends FieldViewProps {
  Inner: ComponentType<FieldViewProps>
}

/**
 * A list of like items, such as family members: one open at a time, the others in a line each. Removing can
 * be undone.
 */
export function GroupField({ field, path, Inner }: GroupFieldProps) {
  const form = useForm()
  // Typing inside an item draws that one field, not the list.
  const count = useStore(
    form.store,
    ({ answers }) => (answers[field.key] as Answers[] | undefined)?.length ?? 0,
  )
  const faulty = useStore(
    form.store,
    ({ faults }) =>
      Object.keys(faults)
        .find((one) => one.startsWith(`${path}/`))
        ?.split('/')[1],
  )
  const [opened, setOpened] = useState<number | null>(null)
  const [removed, setRemoved] = useState<{ at: number; item: Answers }>()
  const items = () => (form.store.getState().answers[field.key] as Answers[] | undefined) ?? []
  const open = faulty === undefined ? opened : Number(faulty)
  const change = (next: Answers[]) => {
    form.set(path, next)
    const { faults } = form.store.getState()
    form.setFaults(Object.fromEntries(Object.entries(faults).filter(([one]) => !one.startsWith(`${path}/`))))
  }
  const full = field.maxItems !== undefined && count >= field.maxItems
  return (
    <Field label={field.label} hint={hintOf(field)} required={field.required} error={useFault(path)}>
      {({ id, 'aria-label': label, 'aria-describedby': described }) => (
        <View id={id} className="items" aria-role="group" aria-label={label} aria-describedby={described}>
          {Array.from({ length: count }, (_, index) =>
            index === open ? (
              <OpenItem
                key={index}
                field={field}
                path={path}
                index={index}
                Inner={Inner}
                onClose={() => setOpened(null)}
                onRemove={() => {
                  setRemoved({ at: index, item: items()[index] ?? {} })
                  setOpened(null)
                  change(items().filter((_one, at) => at !== index))
                }}
              />
            ) : (
              <ClosedItem
                key={index}
                field={field}
                path={path}
                index={index}
                onOpen={() => setOpened(index)}
              />
            ),
          )}
          {removed && (
            <View className="undone" aria-role="status">
              <Text className="undone-words">{`已移除“${itemWords(field, removed.item, regionName) || '空白的一条'}”`}</Text>
              <Button
                kind="quiet"
                icon="undo-2"
                onClick={() => {
                  change([...items().slice(0, removed.at), removed.item, ...items().slice(removed.at)])
                  setRemoved(undefined)
                }}
              >
                撤销
              </Button>
            </View>
          )}
          {full ? (
            <View className="tiny">{`最多 ${field.maxItems} 条`}</View>
          ) : (
            <Button
              kind="secondary"
              wide
              icon="plus"
              onClick={() => {
                change([...items(), {}])
                setOpened(count)
              }}
            >
              {count === 0 ? `添加${field.label}` : '再加一条'}
            </Button>
          )}
        </View>
      )}
    </Field>
  )
}

interface ItemProps {
  field: FormField
  path: AnswerPath
  index: number
}

function ClosedItem({ field, path, index, onOpen }: ItemProps & { onOpen(): void }) {
  const item = (useAnswer(path) as Answers[] | undefined)?.[index] ?? {}
  const words = itemWords(field, item, regionName) || '还没有填'
  return (
    <Tap className="item-row" aria-label={`第 ${index + 1} 条，${words}，修改`} onClick={onOpen}>
      <View className="item-number" aria-hidden>
        {index + 1}
      </View>
      <View className="item-words">{words}</View>
      <Icon name="pencil" />
    </Tap>
  )
}

interface OpenItemProps extends ItemProps, Pick<GroupFieldProps, 'Inner'> {
  onClose(): void
  onRemove(): void
}

function OpenItem({ field, path, index, Inner, onClose, onRemove }: OpenItemProps) {
  const { store } = useForm()
  const within = field.fields ?? []
  const asked = useStore(store, ({ answers }) => {
    const item = (answers[field.key] as Answers[] | undefined)?.[index] ?? {}
    return within
      .filter((one) => isAsked(one, item, within))
      .map(({ key }) => key)
      .join(' ')
  }).split(' ')
  return (
    <View className="item-open">
      <View className="item-top">
        <View className="strong">{`第 ${index + 1} 条`}</View>
        <Button kind="quiet" icon="trash-2" label={`移除第 ${index + 1} 条`} onClick={onRemove}>
          移除
        </Button>
      </View>
      {within
        .filter(({ key }) => asked.includes(key))
        .map((one) => (
          <Inner key={one.key} field={one} path={`${path}/${index}/${one.key}`} />
        ))}
      <Button kind="secondary" wide onClick={onClose}>
        这一条填好了
      </Button>
    </View>
  )
}
