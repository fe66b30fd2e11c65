import { fitFacts } from '@jucai/contract/fit/facts'
import { disciplines, majorClasses } from '@jucai/contract/fit/majors'
import { tiersAsked, titlesAsked, type FitRequirements } from '@jucai/contract/fit/requirements'
import { degrees } from '@jucai/contract/vocabulary'
import { below, one, profile, type Random } from '../policies/generate'

const codes = [...disciplines, ...majorClasses].map(({ code }) => code)
const few = ['0809', '0807', '0804', '0703', '08', '1007']
/** What a post may ask for: mostly little, as posts do. */
export const requirementsOf = (random: Random): FitRequirements => ({
  ...(random() < 0.8 ? { minDegree: one(random, degrees) } : {}),
  ...(random() < 0.7
    ? {
        majors: [
          ...new Set(
            Array.from({ length: 1 + below(random, 4) }, () => one(random, random() < 0.5 ? few : codes)),
          ),
        ],
      }
    : {}),
  ...(random() < 0.5 ? { experienceYears: 1 + below(random, 8) } : {}),
  ...(random() < 0.2 ? { graduatedWithinYears: 1 + below(random, 5) } : {}),
  ...(random() < 0.15 ? { title: one(random, titlesAsked).value } : {}),
  ...(random() < 0.1 ? { tier: one(random, tiersAsked).value } : {}),
  ...(random() < 0.2 ? { others: ['能出差', '英语流利'].slice(0, 1 + below(random, 2)) } : {}),
})

/** A person who studied something that posts ask for as often as anything. */
export const applicantOf = (random: Random) => {
  const facts = profile(random, 0.3 + 0.7 * random(), fitFacts)
  const { majorClass } = facts
  return majorClass && random() < 0.6
    ? {
        ...facts,
        majorClass: {
          ...majorClass,
          value: one(
            random,
            few.filter((code) => code.length === 4),
          ),
        },
      }
    : facts
}
