import { Button, Text, View } from '@tarojs/components'
import type { Prefill } from '@jucai/contract/applications'
import { inChina } from '@jucai/contract/china-time'
import type { FormField } from '@jucai/contract/forms'
import { useStore } from 'zustand'
import { Icon } from '@/components/icon'
import { answerWords } from '../../answer-words'
import { regionName, useRegionNames } from '../../regions'
import { useAnswer, useFault, useForm } from '../form-store'
import { isMasked, sameAnswer, type AnswerPath } from '../paths'

const sources: Record<Prefill['source'], string> = {
  self: '来自你的登记',
  wechat: '来自微信',
  verified: '已核验',
  application: '来自以前的申请',
  told: '本人填写',
}
const dayOf = (moment: string): { year: number; text: string } => {
  const at = inChina(moment)
  return { year: at.getUTCFullYear(), text: `${at.getUTCMonth() + 1}月${at.getUTCDate()}日` }
}

/**
 * Where a value comes from and until when it stands: “来自你的登记 · 11月22日”. The year is said when it is not
 * this one.
 */
const originWords = ({ source, at, expiresOn, expired }: Prefill, thisYear: number): string => {
  const { year, text } = dayOf(at)
  const when = `${year === thisYear ? '' : `${year}年`}${text}`
  if (expired) return `${sources[source]} · ${when}填的，已经过期，请再看一遍`
  return `${sources[source]} · ${when}${expiresOn ? `，${Number(expiresOn.slice(0, 4))}年${Number(expiresOn.slice(5, 7))}月前有效` : ''}`
}

/** The value offered for a field while it is still the answer. */
function useOffered(path: AnswerPath): Prefill | undefined {
  const offered = useForm().prefill.get(path)
  const answer = useAnswer(path)
  return offered && sameAnswer(offered.value, answer) ? offered : undefined
}

/** Says below a field where its answer comes from. */
export function Origin({ path }: { path: AnswerPath }) {
  const offered = useOffered(path)
  if (!offered) return null
  return (
    <View className={offered.expired ? 'origin origin-old' : 'origin'}>
      <Icon name={offered.expired ? 'clock' : 'shield-check'} />
      <Text>{originWords(offered, new Date().getFullYear())}</Text>
    </View>
  )
}

/** Whether a field needs no asking: its value is known, stands, and nobody opened it to change it. */
export function useKnown(field: FormField, path: AnswerPath): boolean {
  const { store } = useForm()
  const opened = useStore(store, (state) => state.opened[path])
  const fault = useFault(path)
  const offered = useOffered(path)
  const answer = useAnswer(path)
  if (isMasked(field, answer) && !fault) return true
  return Boolean(
    offered &&
    !offered.expired &&
    !opened &&
    !fault &&
    field.kind !== 'consent' &&
    field.kind !== 'file' &&
    field.kind !== 'group',
  )
}

/** A value that is known already, in one row with where it comes from; a tap opens it. */
export function KnownRow({ field, path }: { field: FormField; path: AnswerPath }) {
  const { open } = useForm()
  const answer = useAnswer(path)
  useRegionNames(field.kind === 'region' ? [String(answer)] : [])
  return (
    <View className="known">
      <View className="known-main">
        <View className="known-label">{field.label}</View>
        <View className="known-value">{answerWords(field, answer, regionName)}</View>
        <Origin path={path} />
      </View>
      <Button className="known-do" aria-label={`修改${field.label}`} onClick={() => open(path)}>
        <Icon name="pencil" />改
      </Button>
    </View>
  )
}
