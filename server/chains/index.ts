export {
  chainNames,
  chainsKnown,
  countShortagePosts,
  publishChains,
  shortagePostsBy,
  type Publication,
} from './book'
export { chains } from './feature'
