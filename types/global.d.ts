/// <reference types="@tarojs/taro" />

declare module '*.scss'
declare module '*.png' {
  const url: string
  export default url
}

/**
 * Address of the API without a trailing slash; empty on H5, where it shares the page's origin. Set by
 * config/index.ts.
 */
declare const API_BASE: string

/** The version of this app, as package.json names it. Set by config/index.ts. */
declare const APP_VERSION: string

declare namespace NodeJS {
  interface ProcessEnv {
    TARO_ENV: 'weapp' | 'h5'
  }
}
