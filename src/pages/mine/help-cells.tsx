import Taro from '@tarojs/taro'
import { loadCity, useCityStore } from '@/city-store'
import { Cell, CellGroup } from '@/components/cell'
import { useLoaded } from '@/components/loaded'

const dial = (phoneNumber: string) => void Taro.makePhoneCall({ phoneNumber }).catch(() => undefined)

/** Where to ask and complain. 12345 stands there even while the city is not known. */
export function HelpCells() {
  useLoaded(() => loadCity())
  const city = useCityStore((state) => state.city)
  return (
    <CellGroup title="投诉与建议">
      {city && (
        <Cell
          icon="phone"
          title="投诉电话"
          note={city.complaintPhone}
          onClick={() => dial(city.complaintPhone)}
        />
      )}
      {city && (
        <Cell icon="phone" title="办事咨询" note={city.officePhone} onClick={() => dial(city.officePhone)} />
      )}
      <Cell icon="phone" title="政务服务热线" note="12345" onClick={() => dial('12345')} />
    </CellGroup>
  )
}
