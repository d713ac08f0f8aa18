// Channels and campaigns as each way of sharing an order between its touches sees them, beside what was paid for them.

import { Alert, Button, Card, FileButton, Group, Text, TextInput, Title } from '@mantine/core';
import { IconUpload } from '@tabler/icons-react';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type Schemas, take } from '../../common/api';
import { isZero } from '../../common/format';
import { texts as commonTexts } from '../../common/texts/admin/common';
import { texts } from '../../common/texts/admin/reports';
import { api, queryClient } from '../frame/client';
import { answerOf, send } from '../../common/send_file';
import { Broken, Empty, Loading } from '../parts/states';
import { Wide } from '../parts/wide';
import { Amount } from '../parts/words';
import { useMay } from '../frame/session';
import { count } from './sums_table';

const ways = ['first', 'last', 'linear', 'position'] as const;

export function AttributionReport({
  campaigns,
  days,
}: {
  campaigns: boolean;
  days: { period?: 'today'; from?: string; to?: string };
}) {
  const may = useMay();
  const report = useQuery({
    queryKey: ['profit', 'attribution', campaigns, days],
    queryFn: () => take(api.GET('/api/v1/profit/attribution', { params: { query: { ...days, campaigns } } })),
    placeholderData: keepPreviousData,
  });
  if (report.isError) return <Broken error={report.error} />;
  if (report.isPending) return <Loading />;
  return (
    <>
      <Card>
        <Title order={2}>{texts.attribution}</Title>
        <Text size="sm" c="dimmed" mb="xs">
          {texts.attributionHint}
        </Text>
        {report.data.items.length === 0 ? (
          <Empty>{texts.none}</Empty>
        ) : (
          <Wide>
            <table className="grid">
              <thead>
                <tr>
                  <th rowSpan={2} />
                  {ways.map((way) => (
                    <th key={way} colSpan={2} className="num">
                      {texts.ways[way]}
                    </th>
                  ))}
                  <th rowSpan={2} className="num">
                    {texts.revenueLast}
                  </th>
                  <th rowSpan={2} className="num">
                    {texts.withReturn}
                  </th>
                  <th rowSpan={2} className="num">
                    {texts.spent}
                  </th>
                </tr>
                <tr>
                  {ways.map((way) => [
                    <th key={`${way}o`} className="num">
                      {texts.orders}
                    </th>,
                    <th key={`${way}n`} className="num">
                      {texts.net}
                    </th>,
                  ])}
                </tr>
              </thead>
              <tbody>
                {report.data.items.map((row) => (
                  <tr key={row.key}>
                    <td className="nowrap">{row.key || (campaigns ? texts.unknown : texts.noReferrer)}</td>
                    {ways.map((way) => [
                      <td key={`${way}o`} className="num">
                        {count(row[way].orders)}
                      </td>,
                      <td key={`${way}n`} className="num">
                        <Amount value={row[way].net_profit} />
                      </td>,
                    ])}
                    <td className="num">
                      <Amount value={row.last.revenue} />
                    </td>
                    <td className="num">{/[1-9]/.test(row.last.returned) && count(row.last.returned)}</td>
                    <td className="num">{!isZero(row.spent) && <Amount value={row.spent} />}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </Wide>
        )}
      </Card>
      {may('settings.edit') && <SpendCard />}
    </>
  );
}

function SpendCard() {
  const [channel, setChannel] = useState('');
  const upload = useMutation({
    meta: { quiet: true },
    mutationFn: async (file: File) =>
      answerOf<Schemas['SpendReport']>(await send(`/api/v1/ad-spend?${new URLSearchParams({ channel })}`, file)),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['profit'] }),
  });
  return (
    <Card>
      <Group justify="space-between">
        <div className="fill">
          <Title order={2}>{texts.spendFile}</Title>
          <Text size="sm" c="dimmed">
            {texts.spendHint}
          </Text>
        </div>
        <Group gap="xs" align="flex-end">
          <TextInput
            label={commonTexts.channel}
            placeholder="google adwords"
            value={channel}
            onChange={(e) => setChannel(e.currentTarget.value)}
          />
          <FileButton
            onChange={(file) => {
              if (file) upload.mutate(file);
            }}
            accept=".csv,.txt"
          >
            {(props) => (
              <Button {...props} variant="default" leftSection={<IconUpload size={14} />} loading={upload.isPending}>
                {texts.chooseFile}
              </Button>
            )}
          </FileButton>
        </Group>
      </Group>
      {upload.isError && (
        <Alert mt="xs" color="red" role="alert">
          {upload.error.message}
        </Alert>
      )}
      {upload.data && (
        <Alert mt="xs" color="teal" role="status">
          {texts.spendRead(upload.data.rows, upload.data.first_day, upload.data.last_day)}{' '}
          <Amount value={upload.data.amount} />
        </Alert>
      )}
    </Card>
  );
}
