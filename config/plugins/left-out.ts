// In place of the parts of axios that are left out of the builds (config/index.ts).
export const getFetch = () => null
export default null
