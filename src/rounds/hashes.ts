import { sha256 } from 'draw-hashes/sha2.js'
import type { Digest, DrawAlgorithm } from '@jucai/contract/draw/hash'
import { sm3 } from './sm3'

/** The hashes of a draw on the phone and in the checker that people download. */
export const digests: Record<DrawAlgorithm, Digest> = { 'sha-256': sha256, sm3 }
