// In place of the parts of axios and Taro that are left out of the builds (config/index.ts).
const nothing = () => undefined
export const getFetch = () => null
export const defineCustomElementTaroTabbar = nothing
export const defineCustomElementTaroSwiperCore = nothing
export const defineCustomElementTaroSwiperItemCore = nothing
export default null
