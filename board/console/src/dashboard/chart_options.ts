// How the charts look: the console's own colours, no decoration, tooltips drawn on the canvas (the page's policy forbids styles in
// markup).
import type { EChartsCoreOption } from 'echarts/core'
import type { Schema } from '@/api/client'
import { weekdayNames, type Day } from './figures'
import { dayName } from './period'

export const kColours = { received: '#6f8f93', answered: '#0e6168', late: '#a3261c', gold: '#c98a2b', line: '#dbe2e0', text: '#34474a', muted: '#586a6d' }
const kFont = "'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', 'WenQuanYi Micro Hei', sans-serif"

const axis = { axisLine: { lineStyle: { color: kColours.line } }, axisTick: { show: false }, axisLabel: { color: kColours.muted }, splitLine: { lineStyle: { color: '#eef1ef' } } }
const base = (): EChartsCoreOption => ({
  animation: false,
  textStyle: { fontFamily: kFont, color: kColours.text },
  tooltip: { renderMode: 'richText', confine: true, backgroundColor: '#12333a', borderWidth: 0, textStyle: { color: '#fff', fontSize: 13 } },
})

export function trendOption(days: Day[], before: string): EChartsCoreOption {
  const share = ({ met, counted }: Schema['Rate']) => (counted > 0 ? Math.floor((met * 1000) / counted) / 10 : null)
  return {
    ...base(),
    tooltip: { ...(base().tooltip as object), trigger: 'axis' },
    legend: { top: 0, left: 0, itemWidth: 14, itemHeight: 8, icon: 'roundRect', textStyle: { color: kColours.muted } },
    grid: { left: 44, right: 44, top: 36, bottom: 26 },
    xAxis: { type: 'category', data: days.map(({ date }) => before + dayName(date)), ...axis },
    yAxis: [
      { type: 'value', minInterval: 1, ...axis },
      { type: 'value', max: 100, axisLabel: { color: kColours.muted, formatter: '{value}%' }, splitLine: { show: false } },
    ],
    series: [
      { name: '收到', type: 'bar', data: days.map((day) => day.received), itemStyle: { color: '#b9cbcb' }, barMaxWidth: 22 },
      { name: '其中已答复', type: 'bar', data: days.map((day) => day.answered), itemStyle: { color: kColours.answered }, barMaxWidth: 22, barGap: '-100%' },
      { name: '当天回应率', type: 'line', yAxisIndex: 1, data: days.map((day) => share(day.response)), symbol: 'circle', symbolSize: 5, lineStyle: { color: kColours.gold, width: 2 }, itemStyle: { color: kColours.gold } },
      { name: '五日答复率', type: 'line', yAxisIndex: 1, data: days.map((day) => share(day.final_reply)), symbol: 'rect', symbolSize: 5, lineStyle: { color: kColours.late, width: 2, type: 'dashed' }, itemStyle: { color: kColours.late } },
    ],
  }
}

export function hoursOption(hours: number[][]): EChartsCoreOption {
  const most = Math.max(1, ...hours.flat())
  return {
    ...base(),
    grid: { left: 44, right: 8, top: 8, bottom: 26 },
    xAxis: { type: 'category', data: Array.from({ length: 24 }, (_, hour) => `${hour}时`), ...axis, axisLabel: { color: kColours.muted, interval: 2 } },
    yAxis: { type: 'category', data: weekdayNames, inverse: true, ...axis },
    visualMap: { show: false, min: 0, max: most, inRange: { color: ['#f1f5f3', '#b7cfd1', '#569095', '#0e6168', '#0a3b40'] } },
    series: [{ type: 'heatmap', data: hours.flatMap((row, weekday) => row.map((count, hour) => [hour, weekday, count])), itemStyle: { borderColor: '#fff', borderWidth: 1 } }],
  }
}

/** Bars beside their names, the first on top. */
export function barsOption(bars: { name: string; value: number; late?: boolean }[]): EChartsCoreOption {
  return {
    ...base(),
    grid: { left: 8, right: 40, top: 4, bottom: 4, containLabel: true },
    xAxis: { type: 'value', minInterval: 1, ...axis, axisLabel: { show: false } },
    yAxis: { type: 'category', inverse: true, data: bars.map(({ name }) => name), ...axis, axisLabel: { color: kColours.text, width: 150, overflow: 'truncate' } },
    series: [{
      type: 'bar', barMaxWidth: 20, label: { show: true, position: 'right', color: kColours.text },
      data: bars.map(({ value, late }) => ({ value, itemStyle: { color: late ? kColours.late : kColours.answered } })),
    }],
  }
}
