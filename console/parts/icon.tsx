import arrowLeft from 'lucide-static/icons/arrow-left.svg'
import banknote from 'lucide-static/icons/banknote.svg'
import bell from 'lucide-static/icons/bell.svg'
import building2 from 'lucide-static/icons/building-2.svg'
import calendarDays from 'lucide-static/icons/calendar-days.svg'
import chartColumn from 'lucide-static/icons/chart-column.svg'
import check from 'lucide-static/icons/check.svg'
import chevronDown from 'lucide-static/icons/chevron-down.svg'
import chevronLeft from 'lucide-static/icons/chevron-left.svg'
import chevronRight from 'lucide-static/icons/chevron-right.svg'
import circleAlert from 'lucide-static/icons/circle-alert.svg'
import circleCheck from 'lucide-static/icons/circle-check.svg'
import circleX from 'lucide-static/icons/circle-x.svg'
import clock from 'lucide-static/icons/clock.svg'
import copy from 'lucide-static/icons/copy.svg'
import download from 'lucide-static/icons/download.svg'
import eye from 'lucide-static/icons/eye.svg'
import fileText from 'lucide-static/icons/file-text.svg'
import flag from 'lucide-static/icons/flag.svg'
import hand from 'lucide-static/icons/hand.svg'
import handshake from 'lucide-static/icons/handshake.svg'
import history from 'lucide-static/icons/history.svg'
import inbox from 'lucide-static/icons/inbox.svg'
import info from 'lucide-static/icons/info.svg'
import keyboard from 'lucide-static/icons/keyboard.svg'
import keyRound from 'lucide-static/icons/key-round.svg'
import landmark from 'lucide-static/icons/landmark.svg'
import layers from 'lucide-static/icons/layers.svg'
import layoutList from 'lucide-static/icons/layout-list.svg'
import logOut from 'lucide-static/icons/log-out.svg'
import mapPin from 'lucide-static/icons/map-pin.svg'
import maximize from 'lucide-static/icons/maximize.svg'
import monitor from 'lucide-static/icons/monitor.svg'
import moon from 'lucide-static/icons/moon.svg'
import pause from 'lucide-static/icons/pause.svg'
import pencil from 'lucide-static/icons/pencil.svg'
import plus from 'lucide-static/icons/plus.svg'
import printer from 'lucide-static/icons/printer.svg'
import refreshCw from 'lucide-static/icons/refresh-cw.svg'
import rotateCw from 'lucide-static/icons/rotate-cw.svg'
import save from 'lucide-static/icons/save.svg'
import scrollText from 'lucide-static/icons/scroll-text.svg'
import scale from 'lucide-static/icons/scale.svg'
import search from 'lucide-static/icons/search.svg'
import send from 'lucide-static/icons/send.svg'
import shieldCheck from 'lucide-static/icons/shield-check.svg'
import slidersHorizontal from 'lucide-static/icons/sliders-horizontal.svg'
import sun from 'lucide-static/icons/sun.svg'
import trendingUp from 'lucide-static/icons/trending-up.svg'
import triangleAlert from 'lucide-static/icons/triangle-alert.svg'
import undo2 from 'lucide-static/icons/undo-2.svg'
import upload from 'lucide-static/icons/upload.svg'
import userCheck from 'lucide-static/icons/user-check.svg'
import userRound from 'lucide-static/icons/user-round.svg'
import users from 'lucide-static/icons/users.svg'
import wallet from 'lucide-static/icons/wallet.svg'
import wifiOff from 'lucide-static/icons/wifi-off.svg'
import x from 'lucide-static/icons/x.svg'
import zoomIn from 'lucide-static/icons/zoom-in.svg'
import zoomOut from 'lucide-static/icons/zoom-out.svg'

const icons = {
  'arrow-left': arrowLeft,
  banknote,
  bell,
  'building-2': building2,
  'calendar-days': calendarDays,
  'chart-column': chartColumn,
  check,
  'chevron-down': chevronDown,
  'chevron-left': chevronLeft,
  'chevron-right': chevronRight,
  'circle-alert': circleAlert,
  'circle-check': circleCheck,
  'circle-x': circleX,
  clock,
  copy,
  download,
  eye,
  'file-text': fileText,
  flag,
  hand,
  handshake,
  history,
  inbox,
  info,
  keyboard,
  'key-round': keyRound,
  landmark,
  layers,
  'layout-list': layoutList,
  'log-out': logOut,
  'map-pin': mapPin,
  maximize,
  monitor,
  moon,
  pause,
  pencil,
  plus,
  printer,
  'refresh-cw': refreshCw,
  'rotate-cw': rotateCw,
  save,
  'scroll-text': scrollText,
  scale,
  search,
  send,
  'shield-check': shieldCheck,
  'sliders-horizontal': slidersHorizontal,
  sun,
  'trending-up': trendingUp,
  'triangle-alert': triangleAlert,
  'undo-2': undo2,
  upload,
  'user-check': userCheck,
  'user-round': userRound,
  users,
  wallet,
  'wifi-off': wifiOff,
  x,
  'zoom-in': zoomIn,
  'zoom-out': zoomOut,
}
/** Name of an icon that {@link Icon} can draw. */
export type IconName = keyof typeof icons

/** A line icon in the colour of its text: ornament beside words, never in their place. */
export function Icon({ name, size = 18 }: { name: IconName; size?: number }) {
  const mask = `url("${icons[name]}")`
  return (
    <span
      className="icon"
      aria-hidden
      style={{ width: size, height: size, maskImage: mask, WebkitMaskImage: mask }}
    />
  )
}
