// How revenue melts down to net profit. Bars are drawn from whole bani; the numbers shown are the report's own text.

import { useComputedColorScheme } from '@mantine/core';
import { BarChart } from 'echarts/charts';
import { GridComponent, TooltipComponent } from 'echarts/components';
import * as echarts from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
import type { Money, Schemas } from '../../common/api';
import { money } from '../../common/format';
import { texts as commonTexts } from '../../common/texts/admin/common';
import { texts } from '../../common/texts/admin/orders/order';

echarts.use([BarChart, GridComponent, TooltipComponent, SVGRenderer]);

/** Where a bar stands on the axis: a place on the screen, never shown as an amount. */
function height(amount: Money): number {
  return Number(amount.amount);
}

export default function Waterfall({ report }: { report: Schemas['ExplainedReport'] }) {
  const box = useRef<HTMLDivElement>(null);
  const dark = useComputedColorScheme() === 'dark';
  useEffect(() => {
    const chart = echarts.init(box.current!, undefined, { renderer: 'svg' });
    const names: string[] = [],
      floor: number[] = [],
      above: object[] = [],
      below: object[] = [],
      shown: string[] = [];
    let level = 0;
    // A bar reaches from one level to the next; one that crosses zero has a part on each side of it.
    const add = (name: string, amount: Money, whole: boolean) => {
      const size = height(amount),
        from = whole ? 0 : level,
        to = whole ? size : level + size;
      const high = Math.max(from, to),
        low = Math.min(from, to);
      const itemStyle = { color: whole ? (size < 0 ? '#e03131' : '#3b5bdb') : size < 0 ? '#e67700' : '#2b8a3e' };
      names.push(name);
      floor.push(low > 0 ? low : high < 0 ? high : 0);
      above.push({ value: Math.max(high, 0) - Math.max(low, 0), itemStyle });
      below.push({ value: Math.min(low, 0) - Math.min(high, 0), itemStyle });
      shown.push(money(amount));
      level = to;
    };
    for (const line of report.lines) add(texts.kinds[line.kind], line.amount, false);
    add(commonTexts.profit, report.net_profit, true);
    const ink = dark ? '#c9c9c9' : '#495057';
    chart.setOption({
      animation: false,
      grid: { left: 8, right: 8, top: 12, bottom: 4, containLabel: true },
      tooltip: {
        trigger: 'axis',
        formatter: (items: { dataIndex: number }[]) => `${names[items[0].dataIndex]}: ${shown[items[0].dataIndex]}`,
      },
      xAxis: {
        type: 'category',
        data: names,
        axisLabel: { color: ink, hideOverlap: true, fontSize: 11, width: 80, overflow: 'truncate' },
        axisTick: { show: false },
      },
      yAxis: {
        type: 'value',
        axisLabel: { color: ink, fontSize: 11 },
        splitLine: { lineStyle: { color: dark ? '#333' : '#e9ecef' } },
      },
      series: [
        { type: 'bar', stack: 'a', data: floor, itemStyle: { color: 'transparent' }, silent: true },
        { type: 'bar', stack: 'a', data: above, barMaxWidth: 40 },
        { type: 'bar', stack: 'a', data: below, barMaxWidth: 40 },
      ],
    });
    const resize = new ResizeObserver(() => chart.resize());
    resize.observe(box.current!);
    return () => {
      resize.disconnect();
      chart.dispose();
    };
  }, [report, dark]);
  return (
    <div
      ref={box}
      style={{ height: 180 }}
      role="img"
      aria-label={`${commonTexts.profit} ${money(report.net_profit)}`}
    />
  );
}
