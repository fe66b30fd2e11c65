import type { EmployerState } from '@jucai/contract/employer-vocabulary'
import { call } from '@/api'
import type { Tone } from '@/components/tag'

/** How a state looks; the words beside it say the same. */
export const stateTones: Record<EmployerState, Tone> = {
  draft: 'plain',
  submitted: 'info',
  returned: 'care',
  verified: 'good',
  suspended: 'bad',
  closed: 'plain',
}
/** What an employer waits for, in a sentence. */
export const stateWords: Record<EmployerState, string> = {
  draft: '补全资料、拍下证照，提交给人才办核实',
  submitted: '人才办正在核对，结果会发消息给负责人',
  returned: '按退回的原因改好，再提交一次',
  verified: '可以发布岗位，办理招聘、见习和引智',
  suspended: '恢复之前只能查看',
  closed: '已经退出，以前的记录还能看',
}
/** The page of an employer. */
export const employerPage = (id: string): string => `/employers/employer/index?id=${id}`

/** Which employer an address means: the one that it names, else the newest of the reader's. */
export const employerMeant = async (id: string): Promise<string> =>
  id || ((await call('GET /me/employers')).employers[0]?.id ?? '00000000-0000-4000-8000-000000000000')
