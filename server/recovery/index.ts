export { recovery } from './feature'
