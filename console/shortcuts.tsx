import { Checkbox, Modal } from 'antd'
import { Fragment, useEffect, useRef, useState } from 'react'
import { create } from 'zustand'
import { Icon } from './parts/icon'

const kept = 'jucai-console-shortcuts'
/** Whether single keys act. People who dictate or whose hands are unsteady can turn them off. */
const useShortcutChoice = create<{ on: boolean; choose(on: boolean): void }>((set) => ({
  on: localStorage.getItem(kept) !== 'off',
  choose: (on) => {
    localStorage.setItem(kept, on ? 'on' : 'off')
    set({ on })
  },
}))

const typing = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName))
const dialogOpen = () => document.querySelector('[role="dialog"][aria-modal="true"]') !== null

/**
 * Single keys of a page, by `KeyboardEvent.key`. Silent while somebody types, in a dialog, or with a
 * modifier. A handler that answers false lets the key pass.
 */
export const useShortcuts = (keys: Readonly<Record<string, (() => unknown) | undefined>>): void => {
  const on = useShortcutChoice((choice) => choice.on)
  const current = useRef(keys)
  current.current = keys
  useEffect(() => {
    if (!on) return
    const press = (event: KeyboardEvent) => {
      if (
        event.ctrlKey ||
        event.metaKey ||
        event.altKey ||
        event.defaultPrevented ||
        typing(event.target) ||
        dialogOpen()
      )
        return
      const act = current.current[event.key]
      if (act && act() !== false) event.preventDefault()
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [on])
}

const help: [place: string, keys: [key: string, does: string][]][] = [
  [
    '待办',
    [
      ['j / ↓', '下一件'],
      ['k / ↑', '上一件'],
      ['Enter', '打开'],
      ['c', '认领或放回'],
      ['x', '选中（负责人批量分派）'],
      ['/', '按编号查找'],
    ],
  ],
  [
    '一件申请',
    [
      ['a', '通过'],
      ['r', '不通过'],
      ['m', '请补正'],
      ['c', '认领或放回'],
      ['[ / ]', '上一份、下一份材料'],
      ['Esc', '收起办理栏；再按回到待办'],
    ],
  ],
  [
    '寻才的名单',
    [
      ['j / ↓', '下一位'],
      ['k / ↑', '上一位'],
      ['Enter', '打开资料（留下记录）'],
      ['Esc', '关上资料'],
    ],
  ],
  [
    '处处',
    [
      ['?', '这张表'],
      ['Tab', '逐项移动'],
      ['Ctrl + Enter', '在办理栏里提交'],
    ],
  ],
]

/** The button and the key `?` that show every key. */
export function ShortcutHelp() {
  const [open, setOpen] = useState(false)
  const { on, choose } = useShortcutChoice()
  useShortcuts({ '?': () => setOpen(true) })
  return (
    <>
      <button
        type="button"
        className="side-tool"
        aria-label="键盘操作说明"
        title="键盘操作说明（?）"
        onClick={() => setOpen(true)}
      >
        <Icon name="keyboard" />
      </button>
      <Modal open={open} title="键盘操作" footer={null} onCancel={() => setOpen(false)} destroyOnHidden>
        {help.map(([place, keys]) => (
          <Fragment key={place}>
            <h3>{place}</h3>
            <dl className="keys">
              {keys.map(([key, does]) => (
                <div key={key}>
                  <dt>
                    {key
                      .split(' ')
                      .map((part) =>
                        /^[/+]$/.test(part) && key !== '/' ? ` ${part} ` : <kbd key={part}>{part}</kbd>,
                      )}
                  </dt>
                  <dd>{does}</dd>
                </div>
              ))}
            </dl>
          </Fragment>
        ))}
        <Checkbox checked={on} onChange={(event) => choose(event.target.checked)}>
          启用单键操作（用语音输入时可以关掉）
        </Checkbox>
      </Modal>
    </>
  )
}
