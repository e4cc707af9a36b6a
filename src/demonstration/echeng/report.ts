import type { Report } from '../../reports/report.ts'
import type { Compared } from './compare.ts'
import { inChinese } from './words.ts'

/** 鄂城对照表: the printed figures of 2023 beside those of the demonstration county. */
export const echengReport: Report<Compared> = {
  zh: '鄂城2023年报告对照表',
  columns: [
    { zh: '项目', width: 30, kind: 'text', value: (row) => inChinese(row).scheme },
    { zh: '指标', width: 10, kind: 'text', value: (row) => inChinese(row).measure },
    { zh: '单位', width: 20, kind: 'text', value: (row) => inChinese(row).unit },
    { zh: '期间', width: 20, kind: 'text', value: (row) => inChinese(row).period },
    { zh: '报告数', width: 14, kind: 'number', value: ({ printed }) => printed },
    { zh: '按比例应为', width: 14, kind: 'number', value: ({ expected }) => expected },
    { zh: '演示县数', width: 14, kind: 'number', value: ({ own }) => own },
    { zh: '差额', width: 14, kind: 'number', value: ({ difference }) => difference },
    { zh: '差异说明', width: 80, kind: 'text', value: ({ why }) => why?.zh ?? null },
    { zh: '差异说明（英文）', width: 80, kind: 'text', value: ({ why }) => why?.en ?? null },
    { zh: '报告原文', width: 60, kind: 'text', value: ({ quote }) => quote },
    { zh: '项目代码', width: 40, kind: 'text', value: ({ scheme, measure }) => `${scheme} ${measure}` },
  ],
}
