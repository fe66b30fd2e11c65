export { fairs } from './feature'
