export { engagements } from './feature'
