// In place of axios's own adapters, which look for XMLHttpRequest and fetch (config/index.ts).
export const getFetch = () => null
export default null
