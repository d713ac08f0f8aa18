// The sales journal of a month, and what the accountant's programme takes in.

import { Button, Card, Group, Stack, Text, Title } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type Schemas, take } from '../../common/api';
import { texts } from '../../common/texts/admin/books';
import { texts as commonTexts } from '../../common/texts/admin/common';
import { texts as invoiceTexts } from '../../common/texts/admin/invoices';
import { api } from '../frame/client';
import { Broken, Empty, Loading } from '../parts/states';
import { Wide } from '../parts/wide';
import { Amount } from '../parts/words';
import { useMonth } from './month';

type Part = Schemas['VatPart'];

const keyOf = (part: Part) => `${part.rate}|${part.without_vat ?? ''}`;
const titleOf = (part: Part) => (part.rate ? `${part.rate / 100}%` : texts.parts[part.without_vat ?? 'exempt']);

export function Files({ what, month }: { what: 'sales' | 'receipts'; month: string }) {
  const link = (file: string, label: string) => (
    <Button
      key={file}
      variant="default"
      size="compact-sm"
      component="a"
      download
      href={`/api/v1/books/${file}?month=${month}`}
      leftSection={<IconDownload size={14} />}
    >
      {label}
    </Button>
  );
  return (
    <Group gap="xs">
      {link(`${what}.csv`, 'CSV')}
      {link(`${what}.xlsx`, 'XLSX')}
      {what === 'sales' && (
        <>
          <Text size="sm" c="dimmed">
            {texts.forAccountant}:
          </Text>
          {link('saga.zip', texts.files.saga)}
          {link('winmentor.zip', texts.files.winmentor)}
          {link('saft.zip', texts.files.saft)}
        </>
      )}
    </Group>
  );
}

export function Journal() {
  const { month, picker } = useMonth();
  const sales = useQuery({
    queryKey: ['books', 'sales', month],
    queryFn: () => take(api.GET('/api/v1/books/sales', { params: { query: { month } } })),
  });
  return (
    <Stack gap="sm">
      <Group justify="space-between" align="flex-end">
        {picker}
        <Files what="sales" month={month} />
      </Group>
      {sales.isError ? (
        <Broken error={sales.error} />
      ) : sales.isPending ? (
        <Loading />
      ) : (
        <JournalTable sales={sales.data} />
      )}
    </Stack>
  );
}

function JournalTable({ sales }: { sales: Schemas['SalesPage'] }) {
  const { totals, items, count } = sales;
  const cell = (parts: Part[], part: Part, what: 'net' | 'vat') => {
    const found = parts.find((each) => keyOf(each) === keyOf(part));
    return (
      <td key={keyOf(part) + what} className="num">
        {found && <Amount value={found[what]} />}
      </td>
    );
  };
  if (count === 0) return <Empty>{texts.nothingIssued}</Empty>;
  const columns = (parts: Part[]) =>
    totals.vat.flatMap((part) =>
      part.rate ? [cell(parts, part, 'net'), cell(parts, part, 'vat')] : [cell(parts, part, 'net')],
    );
  return (
    <>
      <Card>
        <Title order={2} mb="xs">
          {commonTexts.total}
        </Title>
        <Wide>
          <table className="grid">
            <thead>
              <tr>
                <th />
                <th className="num">{texts.base}</th>
                <th className="num">{texts.vatOf}</th>
              </tr>
            </thead>
            <tbody>
              {totals.vat.map((part) => (
                <tr key={keyOf(part)}>
                  <td>{titleOf(part)}</td>
                  <td className="num">
                    <Amount value={part.net} />
                  </td>
                  <td className="num">{part.rate > 0 && <Amount value={part.vat} />}</td>
                </tr>
              ))}
              <tr>
                <td>
                  <strong>{commonTexts.total}</strong> <Amount value={totals.gross} />
                </td>
                <td className="num">
                  <strong>
                    <Amount value={totals.net} />
                  </strong>
                </td>
                <td className="num">
                  <strong>
                    <Amount value={totals.vat_total} />
                  </strong>
                </td>
              </tr>
            </tbody>
          </table>
        </Wide>
        {totals.series.map((range) => (
          <Text key={range.series} size="sm" mt="xs">
            {texts.seriesRange(range.series, range.first, range.last, range.invoices, range.stornos)}
            {range.missing.length > 0 && (
              <strong className="negative"> {texts.missing(range.missing.join(', '))}</strong>
            )}
          </Text>
        ))}
      </Card>
      {count > items.length && (
        <Text size="sm" c="dimmed">
          {texts.shownFirst(items.length, count)}
        </Text>
      )}
      <Wide>
        <table className="grid">
          <thead>
            <tr>
              <th>{commonTexts.date}</th>
              <th>{invoiceTexts.number}</th>
              <th>{invoiceTexts.buyer}</th>
              <th>{commonTexts.cui}</th>
              <th className="num">{commonTexts.total}</th>
              {totals.vat.flatMap((part) => [
                <th key={keyOf(part)} className="num">
                  {texts.base} {titleOf(part)}
                </th>,
                ...(part.rate
                  ? [
                      <th key={`${keyOf(part)}v`} className="num">
                        {texts.vatOf} {titleOf(part)}
                      </th>,
                    ]
                  : []),
              ])}
            </tr>
          </thead>
          <tbody>
            {items.map((row) => (
              <tr key={row.id}>
                <td className="nowrap">{row.issued_on}</td>
                <td className="nowrap">
                  <a className="link" href={`/api/v1/invoices/${row.id}.pdf`} target="_blank" rel="noreferrer">
                    {row.series} {row.number}
                  </a>
                  {row.takes_back && <div className="muted">{texts.takesBack(row.takes_back)}</div>}
                </td>
                <td>{row.buyer}</td>
                <td className="nowrap">{row.tax_id}</td>
                <td className="num">
                  <Amount value={row.gross} />
                </td>
                {columns(row.vat)}
              </tr>
            ))}
          </tbody>
        </table>
      </Wide>
    </>
  );
}
