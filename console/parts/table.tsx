import type { ReactNode } from 'react'

/** The heading of a column: words, or what else stands there and how. */
export type Column = string | { key: string; head: ReactNode; className?: string }

/** The column of buttons at the end of a row, named for screen readers only. */
export const actsColumn: Column = { key: 'acts', head: <span className="visually-hidden">操作</span> }

/**
 * A table under its headings; the rows are its children. It scrolls by itself where it is too wide, unless
 * it is `whole`: then its headings stay in sight while the page scrolls.
 */
export function Table({
  label,
  columns,
  className = '',
  whole = false,
  children,
}: {
  label: string
  columns: readonly Column[]
  className?: string
  whole?: boolean
  children: ReactNode
}) {
  const table = (
    <table className={`table ${className}`.trim()} aria-label={label}>
      <thead>
        <tr>
          {columns.map((column) =>
            typeof column === 'string' ? (
              <th key={column} scope="col">
                {column}
              </th>
            ) : (
              <th key={column.key} scope="col" className={column.className}>
                {column.head}
              </th>
            ),
          )}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  )
  return whole ? table : <div className="table-wrap">{table}</div>
}
