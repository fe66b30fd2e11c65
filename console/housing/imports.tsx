import type { FlatImport } from '@jucai/contract/housing-office'
import { maxInventoryBytes, maxInventoryRows } from '@jucai/contract/inventory-rules'
import { App, Button, Popconfirm } from 'antd'
import { useSearchParams } from 'react-router-dom'
import { call } from '../api'
import { moment, size } from '../dates'
import { useAct, useLoaded } from '../loading'
import { DropFile } from '../parts/drop-file'
import '../parts/facts.css'
import { Icon } from '../parts/icon'
import { Bones, Empty, Failure, Notice } from '../parts/notice'
import { Card, Page } from '../parts/page'
import { PagesFoot, usePages } from '../parts/pages'
import { blobOf, saveFile } from '../parts/save-file'
import { Table } from '../parts/table'
import './housing.css'

const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const save = ({ fileName, data }: { fileName: string; data: string }) =>
  saveFile(blobOf(data, xlsxType), fileName)

/** Why a file is not sent at all; null when it is. */
export const inventoryFault = ({ name, size: bytes }: Pick<File, 'name' | 'size'>): string | null => {
  if (!/\.(csv|xlsx)$/i.test(name)) return `“${name}”不是 xlsx 或 CSV。旧的 xls 请在 Excel 里另存为 xlsx`
  if (bytes === 0) return `“${name}”是空的`
  return bytes > maxInventoryBytes
    ? `“${name}”有 ${size(bytes)}，超过 ${maxInventoryBytes / 1024 / 1024} MB。请去掉图片和别的工作表，或分成几个文件`
    : null
}

/** Inventories from files: handing one in, what is wrong with it, adding it whole. */
export default function FlatImports() {
  const [search, setSearch] = useSearchParams()
  const id = search.get('import')
  return id ? (
    <One key={id} id={id} onBack={() => setSearch({})} />
  ) : (
    <All onOpen={(one) => setSearch({ import: one })} />
  )
}

function Template() {
  const { busy, error, run } = useAct()
  return (
    <>
      <Button
        loading={busy}
        icon={<Icon name="download" />}
        onClick={() => void run(async () => save(await call('GET /housing/inventory-template')))}
      >
        下载模板
      </Button>
      <Failure error={error} />
    </>
  )
}

const stateWords: Record<FlatImport['state'], string> = {
  faulty: '有错误，没有加',
  preview: '待确认',
  done: '已导入',
}

function All({ onOpen }: { onOpen(id: string): void }) {
  const pages = usePages<FlatImport>('flat imports', (after) =>
    call('GET /housing/imports', { query: { after } }),
  )
  return (
    <Page
      wide
      title="公寓房源导入"
      lead="用表格一次登记很多套房。先逐格检查，全部无误才能加；加就全部加，不会只加一半。同一份表格不会加两遍。"
      actions={<Template />}
    >
      <DropFile
        label="导入房源"
        what="房源表格"
        accept=".csv,.xlsx"
        fault={inventoryFault}
        limits={`xlsx 或 CSV（UTF-8 或 GBK），最大 ${maxInventoryBytes / 1024 / 1024} MB、${maxInventoryRows.toLocaleString('zh-CN')} 套。要有项目、户型、楼栋、楼层、房号几列，顺序不限。`}
        onTaken={async (body) => onOpen((await call('POST /housing/imports', { body })).id)}
      />
      <Card title="导入过的表格" className="flush titled">
        {pages.items.length > 0 && (
          <Table
            label="导入过的表格"
            columns={[
              '文件',
              '状态',
              { key: 'flats', head: '新房', className: 'num' },
              { key: 'known', head: '已登记', className: 'num' },
              { key: 'faults', head: '错误', className: 'num' },
              '上传时间',
            ]}
          >
            {pages.items.map((item) => (
              <tr key={item.id}>
                <td>
                  <Button type="link" className="link-in-cell" onClick={() => onOpen(item.id)}>
                    {item.fileName}
                  </Button>
                </td>
                <td>{stateWords[item.state]}</td>
                <td className="num">{item.flats}</td>
                <td className="num">{item.known}</td>
                <td className="num">{item.faultCount}</td>
                <td className="second mono">{moment(item.uploadedAt)}</td>
              </tr>
            ))}
          </Table>
        )}
        <PagesFoot
          pages={pages}
          what="导入过的表格"
          empty={
            <Empty icon="upload" title="还没有导入过">
              下载模板，填好以后拖到上面。
            </Empty>
          }
        />
      </Card>
    </Page>
  )
}

function One({ id, onBack }: { id: string; onBack(): void }) {
  const { value, error, reload, set } = useLoaded(`flat import ${id}`, () =>
    call('GET /housing/imports/:flatImport', { params: { flatImport: id } }),
  )
  return (
    <Page
      wide
      title={value?.fileName ?? '房源表格'}
      lead={value ? `${moment(value.uploadedAt)}上传 · ${stateWords[value.state]}` : undefined}
      actions={
        <Button icon={<Icon name="arrow-left" />} onClick={onBack}>
          回到列表
        </Button>
      }
    >
      <Failure error={error} retry={reload} />
      {!value && !error && (
        <Card>
          <Bones what="房源表格" lines={6} />
        </Card>
      )}
      {value?.state === 'faulty' && <Faults of={value} />}
      {value && value.state !== 'faulty' && <Preview of={value} onChanged={set} onDropped={onBack} />}
    </Page>
  )
}

function Faults({ of }: { of: FlatImport }) {
  const { busy, error, run } = useAct()
  const copy = () =>
    run(async () =>
      save(await call('GET /housing/imports/:flatImport/annotated', { params: { flatImport: of.id } })),
    )
  return (
    <>
      <Notice
        tone="bad"
        title={`有 ${of.faultCount} 处错误，一套也没有加`}
        action={
          <Button type="primary" loading={busy} icon={<Icon name="download" />} onClick={() => void copy()}>
            下载标注好的副本
          </Button>
        }
      >
        副本里出错的格子标红，每行后面写明为什么、怎么改。改好后可以直接再上传。
      </Notice>
      <Failure error={error} />
      <Card title="错误" className="flush titled">
        <Table
          label="表格里的错误"
          columns={[{ key: 'row', head: '行', className: 'num' }, '列', '为什么、怎么改']}
        >
          {of.faults.map(({ row, column, words }, index) => (
            <tr key={index}>
              <td className="num">{row}</td>
              <td>{column}</td>
              <td>{words}</td>
            </tr>
          ))}
        </Table>
      </Card>
      {of.faultCount > of.faults.length && (
        <p className="second small">这里列出前 {of.faults.length} 处，其余在标注好的副本里。</p>
      )}
    </>
  )
}

function Preview({
  of,
  onChanged,
  onDropped,
}: {
  of: FlatImport
  onChanged(now: FlatImport): void
  onDropped(): void
}) {
  const { busy, error, run } = useAct()
  const { message } = App.useApp()
  const params = { flatImport: of.id }
  const isDone = of.state === 'done'
  const commit = () =>
    run(async () => {
      onChanged(await call('POST /housing/imports/:flatImport/commit', { params }))
      void message.success(`已加 ${of.flats} 套`)
    })
  const drop = () =>
    run(async () => {
      await call('DELETE /housing/imports/:flatImport', { params })
      onDropped()
    })
  return (
    <>
      <Notice
        tone={isDone ? 'good' : 'info'}
        title={
          isDone
            ? `已加 ${of.flats} 套`
            : of.flats === 0
              ? '表格里的房都已登记，没有要加的'
              : `没有错误，可以加 ${of.flats} 套`
        }
      >
        {of.known > 0
          ? `另有 ${of.known} 套已经登记，和表格一致，不重复加。`
          : '核对下面每栋的套数，再确认。'}
      </Notice>
      {of.preview.length > 0 && (
        <Card title="要加的房" className="flush titled">
          <Table
            label="要加的房"
            columns={['项目', '楼栋', '户型', { key: 'flats', head: '套数', className: 'num' }]}
          >
            {of.preview.map(({ project, building, type, flats }) => (
              <tr key={`${project} ${building} ${type}`}>
                <td>{project}</td>
                <td>{building}</td>
                <td>{type}</td>
                <td className="num">{flats}</td>
              </tr>
            ))}
          </Table>
        </Card>
      )}
      <Failure error={error} />
      {!isDone && (
        <div className="form-actions">
          <Popconfirm
            title="丢弃这份预览？表格还在您的电脑上。"
            okText="丢弃"
            cancelText="不"
            onConfirm={() => void drop()}
          >
            <Button disabled={busy}>丢弃</Button>
          </Popconfirm>
          {of.flats > 0 && (
            <Button type="primary" loading={busy} onClick={() => void commit()}>
              确认，加 {of.flats} 套
            </Button>
          )}
        </div>
      )}
    </>
  )
}
