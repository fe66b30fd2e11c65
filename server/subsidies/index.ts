export { holdings } from './beside'
export { subsidies } from './feature'
export { keepUp } from './keeping-up'
export { subsidyPrograms } from './programs'
