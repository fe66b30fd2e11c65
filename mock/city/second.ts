import type { CityConfig } from '../../server/city'
import { sampleCity } from './city'

/** The sample city as another district would show itself: nothing but the brand is different (示例). */
export const secondCity: CityConfig = {
  ...sampleCity,
  district: '临江区',
  office: '星城市临江区人才工作办公室（示例）',
  brand: {
    name: '青江计划',
    slogan: '一江春水，向才而来',
    cardFace: 'waves',
    palette: {
      light: {
        night: '#0b5a4e',
        'night-soft': '#e0f2ee',
        star: '#f2a65a',
        'star-text': '#9a4300',
        'sky-top': '#03231f',
        sky: '#0b4a41',
        'sky-low': '#17574d',
      },
      dark: {
        night: '#7fdcc8',
        'night-soft': '#15373a',
        star: '#ffc48a',
        'star-text': '#ffc48a',
        'sky-top': '#02100e',
        sky: '#06302a',
        'sky-low': '#124a41',
      },
    },
  },
}
