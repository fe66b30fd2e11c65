import type { ShortagePost } from '@jucai/contract/chain-vocabulary'
import { culture, farming, medicine } from './living-posts'
import { battery, manufacturing } from './making-posts'

/** The sample catalogue, 47 posts. */
export const samplePosts: readonly ShortagePost[] = [
  ...battery,
  ...manufacturing,
  ...medicine,
  ...farming,
  ...culture,
]
