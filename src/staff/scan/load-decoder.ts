/**
 * The QR decoder, loaded when it is first needed. The condition keeps it and its WebAssembly out of the
 * mini-program, where WeChat scans.
 */
export const loadDecoder = () =>
  process.env.TARO_ENV === 'h5'
    ? import('./decoder')
    : Promise.reject(new Error('the decoder is for browsers only'))
