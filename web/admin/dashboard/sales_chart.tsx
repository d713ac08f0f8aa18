// Sales a day, beside the period before.

import { useComputedColorScheme } from '@mantine/core';
import { BarChart, LineChart } from 'echarts/charts';
import { GridComponent, TooltipComponent } from 'echarts/components';
import * as echarts from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
import type { Schemas } from '../../common/api';
import { money } from '../../common/format';
import { texts } from '../../common/texts/admin/dashboard';

echarts.use([BarChart, LineChart, GridComponent, TooltipComponent, SVGRenderer]);

interface Props {
  now: Schemas['Group'][];
  before: Schemas['Group'][];
}

export default function SalesChart({ now, before }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const dark = useComputedColorScheme() === 'dark';
  useEffect(() => {
    const chart = echarts.init(box.current, dark ? 'dark' : undefined, { renderer: 'svg' });
    const height = (group?: Schemas['Group']) => (group ? Number(group.sales.amount) : null);
    chart.setOption({
      backgroundColor: 'transparent',
      animation: false,
      grid: { left: 8, right: 8, top: 10, bottom: 4, containLabel: true },
      tooltip: {
        trigger: 'axis',
        formatter: (points: { dataIndex: number }[]) => {
          const i = points[0].dataIndex;
          return `${now[i].key}<br>${texts.sales}: ${money(now[i].sales)} (${now[i].orders})${before[i] ? `<br>${before[i].key}: ${money(before[i].sales)}` : ''}`;
        },
      },
      xAxis: { type: 'category', data: now.map((group) => group.key.slice(8)), axisTick: { show: false } },
      yAxis: { type: 'value', splitNumber: 3 },
      series: [
        { type: 'bar', data: now.map(height), itemStyle: { color: '#3b5bdb', borderRadius: [2, 2, 0, 0] } },
        {
          type: 'line',
          data: now.map((_, i) => height(before[i])),
          symbol: 'none',
          lineStyle: { color: '#868e96', type: 'dashed', width: 1.5 },
        },
      ],
    });
    const watcher = new ResizeObserver(() => chart.resize());
    watcher.observe(box.current!);
    return () => {
      watcher.disconnect();
      chart.dispose();
    };
  }, [now, before, dark]);
  return <div ref={box} style={{ height: 220 }} role="img" aria-label={texts.salesPerDay} />;
}
