// Stands in for '@tarojs/components' on H5 and in tests. Must stay a pure re-export file: Taro rewrites its
// AST.
export {
  Block,
  Image,
  Label,
  Map,
  Navigator,
  PullDownRefresh,
  RootPortal,
  ScrollView,
  Text,
  View,
} from './boxes'
export { Button, Form, Input, Switch, Textarea } from './controls'
export { Picker } from './picker'
