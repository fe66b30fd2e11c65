// The Taro CLI compiles TypeScript only inside config/. The style sheets are drawn from two modules of src/
// as well (the icon list and the constellation), so those are let in before config/index.ts imports them.
import { createSwcRegister } from '@tarojs/helper'

createSwcRegister({
  only: [(file: string) => /[\\/](config|src[\\/](theme|components))[\\/][^\\/]+\.ts$/.test(file)],
})
