import { sampleEmployerId } from '../../mock/employers/employers'

const employer = sampleEmployerId(1)
/** Who looks at the pages of fairs on the phone. */
export const lookedAt = {
  nobody: ['/fairs/list/index', '/fairs/fair/index?id=', '/fairs/mine/index', '/fairs/live/index'],
  graduate: [
    '/fairs/fair/index?id=',
    '/fairs/booth/index?fair=…&id=',
    '/fairs/ticket/index?id=',
    '/fairs/mine/index',
    '/fairs/live/index',
  ],
  returnee: [
    `/fairs/desks/index?employer=${employer}`,
    `/fairs/bring/index?employer=${employer}`,
    `/fairs/desk/index?employer=${employer}`,
  ],
  clerk: ['/fairs/door/index'],
}
