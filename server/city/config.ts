import { City } from '@jucai/contract/city'
import { paletteFaults } from '@jucai/contract/palette'
import { addMonths } from '@jucai/contract/policies/days'
import { withoutUnseen } from '@jucai/contract/text'
import Ajv from 'ajv'
import addFormats from 'ajv-formats'

/** A configuration to publish: a {@link City} whose version is not given yet. */
export type CityConfig = Omit<City, 'version'>

const check = addFormats(new Ajv({ allErrors: true, strict: false })).compile(City)

const repeated = (values: (string | number)[]): (string | number)[] =>
  values.filter((value, position) => values.indexOf(value) !== position)

/** How many signs of a name and of a slogan every page has room for. */
const mostSigns = { name: 20, slogan: 40 } as const

const brandFaults = ({ brand }: CityConfig): string[] => [
  ...(['name', 'slogan'] as const)
    .filter((part) => {
      const seen = [...withoutUnseen(brand[part])].length
      return (
        seen < 1 || seen > mostSigns[part] || withoutUnseen(brand[part]) !== brand[part].replace(/ /g, '')
      )
    })
    .map(
      (part) =>
        `the ${part} of the brand must be 1 to ${mostSigns[part]} signs that can be seen, in one line`,
    ),
  ...paletteFaults(brand.palette ?? { light: {}, dark: {} }),
]

const mostMonths = 60

const planFaults = ({ plan }: CityConfig, policyCodes: ReadonlySet<string> | null): string[] => [
  ...repeated(plan.pillars.map(({ key }) => key)).map((key) => `part ${key} of the plan stands twice`),
  ...plan.pillars.flatMap(({ key, policies = [] }) =>
    policies
      .filter((code) => policyCodes && !policyCodes.has(code))
      .map((code) => `part ${key} of the plan names the unknown policy ${code}`),
  ),
  ...(plan.campaign && plan.campaign.until < plan.campaign.from
    ? [`the campaign ends on ${plan.campaign.until}, before it begins on ${plan.campaign.from}`]
    : []),
  ...(plan.campaign && plan.campaign.until >= addMonths(plan.campaign.from, mostMonths)
    ? [`the campaign lasts more than ${mostMonths} months`]
    : []),
  ...(!plan.campaign && plan.targets.some(({ key }) => key === 'stayed')
    ? ['a target counts who stayed, but there is no campaign that says who does']
    : []),
]

/**
 * Everything that is wrong with a configuration: its shape, keys used twice, references to what is not
 * there, colours that cannot be read.
 * @param policyCodes of the policy book in force; null: there is none yet, and any code is taken
 */
export const faultsOf = (config: CityConfig, policyCodes: ReadonlySet<string> | null = null): string[] => {
  if (!check({ ...config, version: 0 }))
    return (check.errors ?? []).map((error) => `${error.instancePath} ${error.message ?? ''}`)
  const tiers = new Set(config.tiers.map((tier) => tier.key))
  const stations = new Set(config.stations.map((station) => station.id))
  return [
    ...brandFaults(config),
    ...planFaults(config, policyCodes),
    ...repeated(config.tiers.map((tier) => tier.key)).map((key) => `tier ${key} stands twice`),
    ...repeated(config.tiers.map((tier) => tier.rank)).map((rank) => `rank ${rank} stands twice`),
    ...repeated(config.services.map((service) => service.id)).map((id) => `service ${id} stands twice`),
    ...repeated(config.stations.map((station) => station.id)).map((id) => `station ${id} stands twice`),
    ...repeated((config.referralRewards ?? []).map((reward) => reward.kind)).map(
      (kind) => `the reward of a ${kind} stands twice`,
    ),
    ...config.services.flatMap((service) => [
      ...service.tiers
        .filter((key) => !tiers.has(key))
        .map((key) => `service ${service.id} names the unknown tier ${key}`),
      ...service.stationIds
        .filter((id) => !stations.has(id))
        .map((id) => `service ${service.id} names the unknown station ${id}`),
    ]),
  ]
}
