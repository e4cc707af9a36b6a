import type { Report } from '../../reports/report.ts'
import type { Compared } from './compare.ts'

/** 鄂城对照表: the printed figures of 2023 beside those of the demonstration county. */
export const echengReport: Report<Compared> = {
  zh: '鄂城2023年报告对照表',
  columns: [
    { zh: '项目', width: 40, kind: 'text', value: ({ scheme }) => scheme },
    { zh: '指标', width: 14, kind: 'text', value: ({ measure }) => measure },
    { zh: '单位', width: 24, kind: 'text', value: ({ unit }) => unit },
    { zh: '期间', width: 24, kind: 'text', value: ({ period }) => period },
    { zh: '报告数', width: 14, kind: 'number', value: ({ printed }) => printed },
    { zh: '按比例应为', width: 14, kind: 'number', value: ({ expected }) => expected },
    { zh: '演示县数', width: 14, kind: 'number', value: ({ own }) => own },
    { zh: '差额', width: 14, kind: 'number', value: ({ difference }) => difference },
    { zh: '差异说明', width: 80, kind: 'text', value: ({ why }) => why },
    { zh: '报告原文', width: 60, kind: 'text', value: ({ quote }) => quote },
  ],
}
