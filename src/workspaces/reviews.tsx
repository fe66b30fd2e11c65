import { useState } from 'react'
import { View } from '@tarojs/components'
import {
  growthLabels,
  growthText,
  growthUnits,
  isMoney,
  reviewStateLabels,
  type GrowthFigure,
  type GrowthKey,
} from '@jucai/contract/workspace-vocabulary'
import type { WorkspaceReview, WorkspaceTenancy } from '@jucai/contract/workspaces'
import { call } from '@/api'
import { Button } from '@/components/button'
import { Icon } from '@/components/icon'
import { Notice } from '@/components/notice'
import { Sheet } from '@/components/sheet'
import { Tag } from '@/components/tag'
import { TextInput } from '@/components/text-input'
import { toast } from '@/components/toast'
import { dayText } from '@/words/dates'
import { wordsOf } from '@/words/problems'

interface ReviewsProps {
  place: WorkspaceTenancy
  onChanged(): void
}

const tones = { open: 'star', reported: 'info', decided: 'plain' } as const

/** The half-yearly reviews of a place: what was reported, what was confirmed, and what it came to. */
export function Reviews({ place, onChanged }: ReviewsProps) {
  return (
    <>
      {place.reviews.map((review) => (
        <View key={review.id} className="workspace-review">
          <View className="wrap">
            <View className="strong">半年考核</View>
            <Tag tone={tones[review.state]}>{reviewStateLabels[review.state]}</Tag>
          </View>
          <View className="small">
            {`${dayText(review.dueOn)}前，${review.criteria.length} 项里达到 ${review.needed} 项就通过。`}
          </View>
          {review.criteria.map(({ key, atLeast }) => (
            <One key={key} criterion={key} atLeast={atLeast} review={review} />
          ))}
          {review.state === 'decided' && <Outcome review={review} />}
          {review.state !== 'decided' && place.may.includes('report') && (
            <Report place={place} review={review} onChanged={onChanged} />
          )}
        </View>
      ))}
    </>
  )
}

const valueIn = (figures: readonly GrowthFigure[] | null, key: GrowthKey): number | undefined =>
  figures?.find((one) => one.key === key)?.value

const markOf = (value: number | undefined, atLeast: number) => {
  if (value === undefined) return { name: 'info' } as const
  return value >= atLeast
    ? ({ name: 'circle-check', className: 'workspace-yes' } as const)
    : ({ name: 'circle-x', className: 'workspace-no' } as const)
}

function One({
  criterion,
  atLeast,
  review,
}: {
  criterion: GrowthKey
  atLeast: number
  review: WorkspaceReview
}) {
  const [said, confirmed] = [valueIn(review.reported, criterion), valueIn(review.confirmed, criterion)]
  const value = confirmed ?? said
  const isReached = value !== undefined && value >= atLeast
  const whose = confirmed === undefined ? '自报' : '核定'
  return (
    <View className="workspace-row">
      <Icon {...markOf(value, atLeast)} />
      <View className="workspace-row-main">
        <View>{growthLabels[criterion]}</View>
        <View className="tiny">{`要求 ${growthText(criterion, atLeast)}`}</View>
      </View>
      <View className="workspace-row-value">
        <View>{value === undefined ? '还没有填' : `${whose} ${growthText(criterion, value)}`}</View>
        {value !== undefined && <View className="tiny">{isReached ? '达到' : '没有达到'}</View>}
        {said !== undefined && confirmed !== undefined && said !== confirmed && (
          <View className="tiny">{`自报 ${growthText(criterion, said)}`}</View>
        )}
      </View>
    </View>
  )
}

function Outcome({ review: { grown, goesOn, why } }: { review: WorkspaceReview }) {
  return (
    <Notice kind={goesOn ? 'good' : 'care'} title={goesOn ? '继续使用' : '请按日期退出'}>
      {`${grown ? '达到要求。' : '没有达到要求。'}${why}`}
    </Notice>
  )
}

const typed = (key: GrowthKey, value: number | undefined): string =>
  value === undefined ? '' : String(isMoney(key) ? value / 100 : value)
const numberIn = (key: GrowthKey, text: string): number | null => {
  const isRight = isMoney(key) ? /^\d{1,11}(\.\d{1,2})?$/.test(text) : /^\d{1,7}$/.test(text)
  return isRight ? Math.round(Number(text) * (isMoney(key) ? 100 : 1)) : null
}

function Report({ place, review, onChanged }: ReviewsProps & { review: WorkspaceReview }) {
  const [open, setOpen] = useState(false)
  const [values, setValues] = useState(() =>
    Object.fromEntries(review.criteria.map(({ key }) => [key, typed(key, valueIn(review.reported, key))])),
  )
  const [failed, setFailed] = useState<string>()
  const figures = review.criteria.map(({ key }) => ({ key, value: numberIn(key, values[key] ?? '') }))
  const missing = figures.find(({ value }) => value === null)
  const send = async () => {
    setFailed(undefined)
    try {
      await call('PUT /me/workspaces/:workspaceTenancy/report', {
        params: { workspaceTenancy: place.id },
        body: {
          dueOn: review.dueOn,
          figures: figures.map(({ key, value }) => ({ key, value: value ?? 0 })),
        },
      })
      setOpen(false)
      toast('已填报，等人才办核定')
      onChanged()
    } catch (error) {
      setFailed(wordsOf(error))
    }
  }
  return (
    <View className="workspace-do">
      <Button wide kind={review.state === 'open' ? 'primary' : 'secondary'} onClick={() => setOpen(true)}>
        {review.state === 'open' ? '填半年考核' : '改填报的数'}
      </Button>
      {open && (
        <Sheet title="半年考核" tall onClose={() => setOpen(false)}>
          <View className="stack">
            <View className="small">没有的填 0。人才办会核对证明材料，以核定的数为准。</View>
            {review.criteria.map(({ key, definition, atLeast }) => (
              <TextInput
                key={key}
                label={`${growthLabels[key]}（${growthUnits[key]}）`}
                hint={`${definition}要求 ${growthText(key, atLeast)}`}
                type={isMoney(key) ? 'digit' : 'number'}
                maxLength={14}
                value={values[key] ?? ''}
                onChange={(next) => setValues({ ...values, [key]: next })}
              />
            ))}
            {failed && (
              <Notice kind="bad" title="没有办成" live>
                {failed}
              </Notice>
            )}
            <Button
              wide
              onClick={send}
              disabledReason={missing && `请填${growthLabels[missing.key]}，没有的填 0`}
            >
              提交
            </Button>
          </View>
        </Sheet>
      )}
    </View>
  )
}
