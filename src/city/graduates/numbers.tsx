import { useState } from 'react'
import { Button, View } from '@tarojs/components'

/** The table beneath a drawing, shown when somebody asks for the numbers. */
export function Numbers({
  of,
  head,
  rows,
}: {
  /** What the drawing shows, for a screen reader. */
  of: string
  head: readonly string[]
  rows: readonly (readonly string[])[]
}) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button
        className="numbers-open"
        aria-expanded={open}
        aria-label={`${of}：${open ? '收起数字' : '看数字'}`}
        onClick={() => setOpen(!open)}
      >
        {open ? '收起' : '看数字'}
      </Button>
      {open && (
        <View className="numbers" aria-role="table" aria-label={of}>
          {[head, ...rows].map((row, at) => (
            <View
              key={row[0]}
              className={at === 0 ? 'numbers-row numbers-head' : 'numbers-row'}
              aria-role="row"
            >
              {row.map((cell, column) => (
                <View
                  key={head[column]}
                  className="numbers-cell"
                  aria-role={at === 0 ? 'columnheader' : column === 0 ? 'rowheader' : 'cell'}
                >
                  {cell}
                </View>
              ))}
            </View>
          ))}
        </View>
      )}
    </>
  )
}
