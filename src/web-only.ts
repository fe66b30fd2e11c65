/**
 * Attributes that only a browser understands, for a component to spread. On WeChat no template shows them,
 * and they would travel to the view for nothing.
 */
export const webOnly = <Attributes extends object>(attributes: Attributes): Partial<Attributes> =>
  process.env.TARO_ENV === 'h5' ? attributes : {}
