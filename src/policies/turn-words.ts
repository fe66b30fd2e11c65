import type { Turn } from '@jucai/contract/policies/change'

/** `人才租房补贴办法：从这天起可以享受`. */
export const turnWords = (title: string, { kind }: Pick<Turn, 'kind'>): string =>
  `${title}：${kind === 'opens' ? '从这天起可以享受' : '享受到这天为止'}`
