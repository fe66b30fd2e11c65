import Taro from '@tarojs/taro'
import type { ApplicationSummary } from '@jucai/contract/applications'
import { useProgramStore } from '@/program-store'
import type { NextStepCardProps } from './next-step-card'

/** A form that was begun on this phone and not handed in. */
export function begunForm(): NextStepCardProps | undefined {
  const { keys } = Taro.getStorageInfoSync()
  const begun = useProgramStore
    .getState()
    .programs?.find(({ key, open }) => open && keys.includes(`draft-${key}`))
  return (
    begun && {
      title: `${begun.title}还差一点，接着填`,
      why: '上次填的都还在。',
      button: '继续填写',
      to: `/applications/form/index?program=${begun.key}`,
    }
  )
}

/** What to look at when nothing else is to be done: the newest application that is under way. */
export function lookAtApplication(
  applications: readonly ApplicationSummary[],
): NextStepCardProps | undefined {
  const open = applications.find(({ due }) => due.at !== null)
  return (
    open && {
      title: `${open.programTitle}正在办`,
      why: `${open.waitingFor}，${open.due.words}。`,
      button: '看进度',
      to: `/applications/application/index?id=${open.id}`,
    }
  )
}
