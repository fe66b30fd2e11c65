import type { PolicyBook } from '@jucai/contract/policies/book'
import { facts, orders } from './facts'
import { parameters } from './parameters'
import { business } from './policies/business'
import { family } from './policies/family'
import { frame } from './policies/frame'
import { growing } from './policies/growing'
import { housing } from './policies/housing'
import { industry } from './policies/industry'
import { research } from './policies/research'
import { subsidies } from './policies/subsidies'
import { rules } from './rules'

/** The “1+22” of the sample city. Nothing in it is a real government's text or figure. */
export const sampleBook: PolicyBook = {
  facts,
  orders,
  parameters,
  policies: [
    ...frame,
    ...subsidies,
    ...housing,
    ...family,
    ...growing,
    ...business,
    ...research,
    ...industry,
  ],
  rules,
  sample: true,
}
