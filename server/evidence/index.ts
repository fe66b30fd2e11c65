export { beginUpload, completeUpload, takePart } from './commands'
export type { EvidenceDeps } from './deps'
export { evidence } from './feature'
export { evidencePort } from './port'
