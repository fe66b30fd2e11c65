import { City } from '@jucai/contract/city'
import Ajv from 'ajv'
import addFormats from 'ajv-formats'

/** A configuration to publish: a {@link City} whose version is not given yet. */
export type CityConfig = Omit<City, 'version'>

const check = addFormats(new Ajv({ allErrors: true, strict: false })).compile(City)

const repeated = (values: (string | number)[]): (string | number)[] =>
  values.filter((value, position) => values.indexOf(value) !== position)

/**
 * Everything that is wrong with a configuration: its shape, keys used twice, and references to what is not
 * there.
 */
export const faultsOf = (config: CityConfig): string[] => {
  if (!check({ ...config, version: 0 }))
    return (check.errors ?? []).map((error) => `${error.instancePath} ${error.message ?? ''}`)
  const tiers = new Set(config.tiers.map((tier) => tier.key))
  const stations = new Set(config.stations.map((station) => station.id))
  return [
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
