// The runtime half of aria.ts: the same attributes, in the same order, in the alias table of the built
// mini-program.
import { mergeInternalComponents } from '@tarojs/shared'
import attributes from './aria-attributes.json'

mergeInternalComponents(
  Object.fromEntries(
    Object.entries(attributes).map(([name, list]) => [
      name,
      Object.fromEntries(list.map((key) => [key, ''])),
    ]),
  ),
)
