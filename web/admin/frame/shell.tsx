// The frame around every page: menu, command palette, live news.

import { ActionIcon, AppShell, Badge, Burger, Group, NavLink, Text, useMantineColorScheme } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import {
  IconBell,
  IconBook2,
  IconBuildingBank,
  IconChartBar,
  IconFileInvoice,
  IconLanguage,
  IconLayoutDashboard,
  IconMessage,
  IconLogout,
  IconMoon,
  IconPackage,
  IconPackageExport,
  IconSearch,
  IconSettings,
  IconShoppingBag,
  IconTool,
  IconTruckReturn,
  IconUsers,
} from '@tabler/icons-react';
import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { Link, Outlet, useRouter, useRouterState } from '@tanstack/react-router';
import { take } from '../../common/api';
import { chooseLanguage, language } from '../../common/language';
import { texts } from '../../common/texts/admin/frame';
import { texts as pageTexts } from '../../common/texts/admin/pages';
import { api, queryClient } from './client';
import { Commands, openCommands } from './commands';
import { Keys } from './keys';
import { useNews } from './news';
import { meQuery } from './session';

export const noticesQuery = {
  queryKey: ['notices'],
  queryFn: () => take(api.GET('/api/v1/notices')),
  refetchInterval: 60_000,
};

export function Shell() {
  const me = useSuspenseQuery(meQuery).data;
  const alerts = useQuery(noticesQuery).data;
  const notices = alerts?.items.length ?? 0;
  const [menuOpen, menu] = useDisclosure();
  const { toggleColorScheme } = useMantineColorScheme();
  const path = useRouterState({ select: (state) => state.location.pathname });
  const router = useRouter();
  useNews();

  const signOut = async () => {
    await api.POST('/api/v1/staff/sign-out');
    queryClient.clear();
    await router.navigate({ to: '/sign-in' });
  };
  const entries = [
    { to: '/dashboard', label: pageTexts.dashboard, icon: <IconLayoutDashboard size={18} /> },
    { to: '/orders', label: pageTexts.orders, icon: <IconShoppingBag size={18} /> },
    { to: '/packing', label: pageTexts.packing, icon: <IconPackageExport size={18} /> },
    { to: '/customers', label: pageTexts.customers, icon: <IconUsers size={18} /> },
    { to: '/products', label: pageTexts.products, icon: <IconPackage size={18} /> },
    { to: '/invoices', label: pageTexts.invoices, icon: <IconFileInvoice size={18} /> },
    { to: '/books', label: pageTexts.books, icon: <IconBook2 size={18} /> },
    { to: '/returns', label: pageTexts.returns, icon: <IconTruckReturn size={18} /> },
    { to: '/service', label: pageTexts.service, icon: <IconTool size={18} /> },
    { to: '/messages', label: pageTexts.messages, icon: <IconMessage size={18} /> },
    { to: '/bank', label: pageTexts.bank, icon: <IconBuildingBank size={18} /> },
    ...(me.permissions.includes('all') || me.permissions.includes('profit.read')
      ? ([{ to: '/reports', label: pageTexts.reports, icon: <IconChartBar size={18} /> }] as const)
      : []),
    { to: '/alerts', label: pageTexts.alerts, icon: <IconBell size={18} />, count: notices },
    { to: '/settings', label: pageTexts.settings, icon: <IconSettings size={18} /> },
  ] as const;

  return (
    <AppShell
      header={{ height: 48 }}
      navbar={{ width: 200, breakpoint: 'sm', collapsed: { mobile: !menuOpen } }}
      padding="md"
    >
      <a className="skip" href="#content">
        {texts.skip}
      </a>
      <AppShell.Header>
        <Group h="100%" px="md" justify="space-between" wrap="nowrap">
          <Group gap="xs" wrap="nowrap">
            <Burger opened={menuOpen} onClick={menu.toggle} hiddenFrom="sm" size="sm" aria-label={texts.menu} />
            <Text fw={700} className="ellipsis">
              {me.shop}
            </Text>
          </Group>
          <Group gap={4} wrap="nowrap">
            <ActionIcon onClick={openCommands} aria-label={texts.commands} title="Ctrl+K" color="gray">
              <IconSearch size={18} />
            </ActionIcon>
            <ActionIcon
              onClick={() => chooseLanguage(language() === 'ro' ? 'en' : 'ro')}
              aria-label={texts.language}
              title={texts.language}
              color="gray"
            >
              <IconLanguage size={18} />
            </ActionIcon>
            <ActionIcon
              onClick={toggleColorScheme}
              aria-label={texts.colourScheme}
              title={texts.colourScheme}
              color="gray"
            >
              <IconMoon size={18} />
            </ActionIcon>
            <Text size="sm" visibleFrom="sm">
              {me.name}
            </Text>
            <ActionIcon onClick={signOut} aria-label={texts.signOut} title={texts.signOut} color="gray">
              <IconLogout size={18} />
            </ActionIcon>
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="xs">
        {entries.map((entry) => (
          <NavLink
            key={entry.to}
            component={Link}
            to={entry.to}
            label={entry.label}
            leftSection={entry.icon}
            active={path.startsWith(entry.to)}
            onClick={menu.close}
            rightSection={
              'count' in entry && entry.count > 0 ? (
                <Badge color="red.9" size="sm" variant="filled">
                  {entry.count}
                  {alerts?.next_cursor && '+'}
                </Badge>
              ) : null
            }
          />
        ))}
      </AppShell.Navbar>
      <AppShell.Main id="content">
        <Outlet />
      </AppShell.Main>
      <Commands />
      <Keys />
    </AppShell>
  );
}
