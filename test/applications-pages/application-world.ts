import { fireEvent, screen } from '@testing-library/react'
import type { Answers } from '@jucai/contract/forms'
import { phone } from '../doubles/taro'

/** Chooses an option of a radio group or a tick box. */
export const pick = async (role: 'radio' | 'checkbox', name: string | RegExp): Promise<void> =>
  void fireEvent.click(await screen.findByRole(role, { name }))
/** The draft that this phone keeps of a program. */
export const keptOn = (
  program: string,
): { answers: Answers; unsaved: boolean; revision: number } | undefined => {
  const text = phone.storage.get(`draft-${program}`)
  return typeof text === 'string' ? (JSON.parse(text) as ReturnType<typeof keptOn>) : undefined
}
/** Fills the five screens of the registration of returnees. */
export async function fillHomecoming(next: () => void): Promise<void> {
  await pick('checkbox', '在这里长大或读过书')
  next()
  fireEvent.change(await screen.findByLabelText('从事的领域'), { target: { value: '新能源材料' } })
  next()
  await pick('radio', '想回来工作或创业')
  await pick('radio', '一年内')
  next()
  await pick('checkbox', '技术经验')
  fireEvent.change(await screen.findByLabelText('能带来什么技术或经验'), {
    target: { value: '做过五年电池正极材料' },
  })
  next()
  await pick('radio', /人才办和一个工作站/)
  await pick('checkbox', /同意工作站和人才办/)
  next()
}
