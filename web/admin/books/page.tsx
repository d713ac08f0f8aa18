// The books: e-Factura, and what the accountant asks for.

import { Stack, Tabs, Title } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { texts } from '../../common/texts/admin/books';
import { texts as pageTexts } from '../../common/texts/admin/pages';
import { AnafMessages } from './anaf_messages';
import { Filings } from './filings';
import { GoodsReceipts } from './goods_receipts';
import { Journal } from './journal';
import { Receipts } from './receipts';
import { Reconciliation } from './reconciliation';
import { useMay } from '../frame/session';

const tabs = [
  ['efactura', pageTexts.efactura, Filings],
  ['messages', texts.messages, AnafMessages],
] as const;
const forBuyers = [['goods', pageTexts.goodsReceipts, GoodsReceipts]] as const;
const forManagers = [
  ['journal', texts.journal, Journal],
  ['receipts', texts.money, Receipts],
  ['reconciliation', texts.reconciliation, Reconciliation],
] as const;

export function readBooksSearch(search: Record<string, unknown>): { tab?: string; month?: string } {
  const text = (name: string) => (typeof search[name] === 'string' && search[name] ? { [name]: search[name] } : {});
  return { ...text('tab'), ...text('month') };
}

export function BooksPage() {
  const { tab = 'efactura', month } = useSearch({ from: '/shell/books' });
  const may = useMay();
  const all = [...tabs, ...(may('products.read') ? forBuyers : []), ...(may('profit.read') ? forManagers : [])];
  const navigate = useNavigate();
  return (
    <Stack gap="sm">
      <Title order={1}>{pageTexts.books}</Title>
      <Tabs
        value={tab}
        onChange={(value) => void navigate({ to: '/books', search: { tab: value!, month } })}
        keepMounted={false}
      >
        <Tabs.List>
          {all.map(([name, label]) => (
            <Tabs.Tab key={name} value={name}>
              {label}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {all.map(([name, , Part]) => (
          <Tabs.Panel key={name} value={name} pt="sm">
            <Part />
          </Tabs.Panel>
        ))}
      </Tabs>
    </Stack>
  );
}
