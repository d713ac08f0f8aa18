// The books: e-Factura, and what the accountant asks for.

import { Stack, Tabs, Title } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { k } from '../../common/texts/books';
import { AnafMessages } from './anaf_messages';
import { Filings } from './filings';

const tabs = [['efactura', k.efactura, Filings], ['messages', k.messages, AnafMessages]] as const;

export function readBooksSearch(search: Record<string, unknown>): { tab?: string } {
  return typeof search.tab === 'string' && search.tab ? { tab: search.tab } : {};
}

export function BooksPage() {
  const { tab = 'efactura' } = useSearch({ from: '/shell/books' });
  const navigate = useNavigate();
  return (
    <Stack gap="sm">
      <Title order={1}>{k.title}</Title>
      <Tabs value={tab} onChange={(value) => void navigate({ to: '/books', search: { tab: value! } })} keepMounted={false}>
        <Tabs.List>{tabs.map(([name, label]) => <Tabs.Tab key={name} value={name}>{label}</Tabs.Tab>)}</Tabs.List>
        {tabs.map(([name, , Part]) => <Tabs.Panel key={name} value={name} pt="sm"><Part /></Tabs.Panel>)}
      </Tabs>
    </Stack>
  );
}
