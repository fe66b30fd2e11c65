import { useEffect, useState } from 'react'
import { Button, ScrollView, View } from '@tarojs/components'
import type { Region } from '@jucai/contract/city'
import { call } from '@/api'
import { Empty } from './empty'
import type { FieldProps } from './field'
import { Icon } from './icon'
import type { PickerOption } from './picker-sheet'
import { FindBox, SheetField } from './sheet-field'
import './cell.scss'
import './region-picker.scss'

interface RegionPickerProps extends Omit<FieldProps, 'children'> {
  value: PickerOption | undefined
  onChange(region: PickerOption): void
}

/** A division of China: down from the province step by step, or at once by name, pinyin initials or code. */
export function RegionPicker({ value, onChange, ...field }: RegionPickerProps) {
  return (
    <SheetField {...field} answer={value?.label}>
      {(close) => (
        <Regions
          label={field.label}
          onChoose={({ code, path }) => {
            onChange({ value: code, label: path })
            close()
          }}
        />
      )}
    </SheetField>
  )
}

function Regions({ label, onChoose }: { label: string; onChoose(region: Region): void }) {
  const [query, setQuery] = useState('')
  const [trail, setTrail] = useState<Region[]>([])
  const needle = query.trim().toLowerCase()
  const parent = trail[trail.length - 1]
  const { regions, failed, retry } = useRegions(needle, parent?.code)

  const open = (region: Region) =>
    region.hasChildren && !needle ? setTrail([...trail, region]) : onChoose(region)
  return (
    <>
      <FindBox label={label} value={query} onChange={setQuery} />
      {!needle && (
        <View className="trail-of-places" aria-role="navigation" aria-label="已选的上级">
          <Button className="place" onClick={() => setTrail([])}>
            全国
          </Button>
          {trail.map((region, index) => (
            <Button key={region.code} className="place" onClick={() => setTrail(trail.slice(0, index + 1))}>
              <Icon name="chevron-right" />
              {region.name}
            </Button>
          ))}
        </View>
      )}
      <View className="sr-status" aria-role="status">
        {failed ? '没有连上网络' : regions ? '' : '正在查找…'}
      </View>
      <ScrollView scrollY className="find-list">
        {failed && (
          <Button className="cell find-more" onClick={retry}>
            再试一次
          </Button>
        )}
        {!needle && trail.length > 1 && parent && regions && (
          <Button className="cell" onClick={() => onChoose(parent)}>
            <View className="cell-main">
              就选{parent.name}
              <View className="cell-note">不细分到区县</View>
            </View>
          </Button>
        )}
        {regions?.map((region) => (
          <Button key={region.code} className="cell" onClick={() => open(region)}>
            <View className="cell-main">
              {region.name}
              {needle && region.path !== region.name && <View className="cell-note">{region.path}</View>}
            </View>
            {region.hasChildren && !needle && <Icon name="chevron-right" className="cell-go" />}
          </Button>
        ))}
        {regions?.length === 0 && (
          <Empty icon="search" title={`没有找到“${query}”`} text="试试上一级的名称，比如只输入城市" />
        )}
      </ScrollView>
    </>
  )
}

/** Divisions found on the server; undefined while it is asked. */
function useRegions(needle: string, parent: string | undefined) {
  const [answer, setAnswer] = useState<{ asked: string; regions?: Region[] }>()
  const [turn, setTurn] = useState(0)
  const asked = `${needle}|${parent ?? ''}|${turn}`
  useEffect(() => {
    let current = true
    const query = needle ? { q: needle } : parent ? { parent } : {}
    const timer = setTimeout(
      () => {
        call('GET /regions', { query }).then(
          ({ items }) => current && setAnswer({ asked, regions: items }),
          () => current && setAnswer({ asked }),
        )
      },
      needle ? 200 : 0,
    )
    return () => {
      current = false
      clearTimeout(timer)
    }
  }, [asked, needle, parent])
  const answered = answer?.asked === asked
  return {
    regions: answered ? answer.regions : undefined,
    failed: answered && !answer.regions,
    retry: () => setTurn(turn + 1),
  }
}
