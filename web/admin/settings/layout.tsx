// Settings: the sections on the left, the one that is open on the right.

import { NavLink, Title } from '@mantine/core';
import { Link, Outlet, useRouterState } from '@tanstack/react-router';
import { texts as pageTexts } from '../../common/texts/admin/pages';

export const sections = [
  ['/settings/shop', pageTexts.sections.shop],
  ['/settings/statuses', pageTexts.sections.statuses],
  ['/settings/delivery-methods', pageTexts.deliveryMethods],
  ['/settings/payment-methods', pageTexts.sections.payments],
  ['/settings/processors', pageTexts.sections.processors],
  ['/settings/discounts', pageTexts.sections.discounts],
  ['/settings/channels', pageTexts.channels],
  ['/settings/papers', pageTexts.sections.papers],
  ['/settings/messages', pageTexts.sections.messages],
  ['/settings/couriers', pageTexts.sections.couriers],
  ['/settings/returns', pageTexts.returnSettings],
  ['/settings/service', pageTexts.service],
  ['/settings/alerts', pageTexts.alertRules],
  ['/settings/taxes', pageTexts.sections.taxes],
  ['/settings/efactura', pageTexts.efactura],
  ['/settings/people', pageTexts.sections.people],
  ['/settings/activity', pageTexts.activity],
  ['/settings/api-keys', pageTexts.sections.keys],
  ['/settings/webhooks', pageTexts.sections.webhooks],
] as const;

export function SettingsLayout() {
  const path = useRouterState({ select: (state) => state.location.pathname });
  return (
    <div className="settings">
      <nav aria-label={pageTexts.settings}>
        <Title order={2} mb="xs">
          {pageTexts.settings}
        </Title>
        {sections.map(([to, label]) => (
          <NavLink key={to} component={Link} to={to} label={label} active={path.startsWith(to)} />
        ))}
      </nav>
      <div style={{ minWidth: 0 }}>
        <Outlet />
      </div>
    </div>
  );
}
