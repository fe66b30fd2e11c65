import { useEffect, useState } from 'react'
import { Button, ScrollView, View } from '@tarojs/components'
import { Empty } from './empty'
import type { FieldProps } from './field'
import { Icon } from './icon'
import { FindBox, SheetField } from './sheet-field'
import './cell.scss'

/** One thing to choose. */
export interface PickerOption {
  value: string
  label: string
  /** A second line, for instance the province of a school. */
  note?: string
  /** Further words it can be found by: pinyin, initials, a former name. */
  keywords?: string
}

/** A field whose answer is chosen from a searchable list. */
export interface PickerSheetProps extends Omit<FieldProps, 'children'> {
  value: PickerOption | undefined
  onChange(option: PickerOption): void
  /** All options, or a function that finds those for a query on the server (a query may be empty). */
  options: readonly PickerOption[] | ((query: string) => Promise<readonly PickerOption[]>)
  placeholder?: string
  /** What to do when nothing is found, for instance 填写学校全称. */
  notFound?: string
  /** Lets the reader take what was typed when the list lacks it. */
  free?: boolean | undefined
}

// Enough to fill any phone; more appear as the reader nears the end, so that a list of thousands stays light.
const pageSize = 40

/** Chooses one of many: a sheet with search and a list that grows as one scrolls. */
export function PickerSheet({
  value,
  onChange,
  options,
  notFound = '换个更短的词试试',
  free,
  ...field
}: PickerSheetProps) {
  return (
    <SheetField {...field} answer={value?.label}>
      {(close) => (
        <OptionList
          options={options}
          value={value?.value}
          label={field.label}
          notFound={notFound}
          free={free}
          onChoose={(option) => {
            onChange(option)
            close()
          }}
        />
      )}
    </SheetField>
  )
}

interface OptionListProps extends Pick<PickerSheetProps, 'options' | 'notFound' | 'free'> {
  value: string | undefined
  label: string
  onChoose(option: PickerOption): void
}

function OptionList({ options, value, label, notFound, free, onChoose }: OptionListProps) {
  const [query, setQuery] = useState('')
  const [shown, setShown] = useState(pageSize)
  const { found, failed } = useFound(options, query)
  const typed = query.trim()
  const offersTyped =
    free && typed.length > 1 && (failed || found?.every(({ label: known }) => known !== typed))

  return (
    <>
      <FindBox
        label={label}
        value={query}
        onChange={(typed) => {
          setQuery(typed)
          setShown(pageSize)
        }}
      />
      <View className="find-count" aria-role="status">
        {failed ? '没有连上网络，请稍后再试' : found ? `共 ${found.length} 项` : '正在查找…'}
      </View>
      <ScrollView scrollY className="find-list" onScrollToLower={() => setShown((count) => count + pageSize)}>
        {found?.slice(0, shown).map((option) => (
          <Button
            key={option.value}
            className="cell"
            aria-selected={option.value === value || undefined}
            onClick={() => onChoose(option)}
          >
            <View className="cell-main">
              {option.label}
              {option.note && <View className="cell-note">{option.note}</View>}
            </View>
            {option.value === value && <Icon name="check" className="cell-icon" />}
          </Button>
        ))}
        {found && found.length > shown && (
          <Button className="cell find-more" onClick={() => setShown((count) => count + pageSize)}>
            显示更多
          </Button>
        )}
        {offersTyped && (
          <Button className="cell" onClick={() => onChoose({ value: typed, label: typed })}>
            <View className="cell-main">
              用“{typed}”<View className="cell-note">列表里没有就这样填</View>
            </View>
            <Icon name="plus" className="cell-icon" />
          </Button>
        )}
        {found?.length === 0 && <Empty icon="search" title={`没有找到“${query}”`} text={notFound ?? ''} />}
      </ScrollView>
    </>
  )
}

/** Options that match; `found` is undefined while the server is asked. */
function useFound(
  options: PickerSheetProps['options'],
  query: string,
): { found: readonly PickerOption[] | undefined; failed: boolean } {
  const [remote, setRemote] = useState<{ query: string; options?: readonly PickerOption[] }>()
  const needle = query.trim().toLowerCase()

  useEffect(() => {
    if (typeof options !== 'function') return undefined
    let current = true
    // One request a pause in typing, not one a letter; late answers to older queries are dropped.
    const timer = setTimeout(
      () => {
        options(needle).then(
          (list) => current && setRemote({ query: needle, options: list }),
          () => current && setRemote({ query: needle }),
        )
      },
      needle ? 200 : 0,
    )
    return () => {
      current = false
      clearTimeout(timer)
    }
  }, [options, needle])

  if (typeof options === 'function') {
    const answered = remote?.query === needle
    return { found: answered ? remote.options : undefined, failed: answered && !remote.options }
  }
  const matches = (option: PickerOption) =>
    `${option.label} ${option.note ?? ''} ${option.keywords ?? ''}`.toLowerCase().includes(needle)
  return { found: options.filter(matches), failed: false }
}
