// Settings: the sections on the left, the one that is open on the right.

import { NavLink, Title } from '@mantine/core';
import { Link, Outlet, useRouterState } from '@tanstack/react-router';
import { a } from '../../common/texts/activity';
import { t } from '../../common/texts/admin';
import { k } from '../../common/texts/books';
import { r } from '../../common/texts/reports';
import { b } from '../../common/texts/returns';
import { s } from '../../common/texts/service';
import { w } from '../../common/texts/watch';

export const sections = [
  ['/settings/shop', t.sections.shop],
  ['/settings/statuses', t.sections.statuses],
  ['/settings/delivery-methods', t.deliveryMethods],
  ['/settings/payment-methods', t.sections.payments],
  ['/settings/processors', t.sections.processors],
  ['/settings/discounts', t.sections.discounts],
  ['/settings/channels', r.channelsTitle],
  ['/settings/papers', t.sections.papers],
  ['/settings/messages', t.sections.messages],
  ['/settings/couriers', t.sections.couriers],
  ['/settings/returns', b.title],
  ['/settings/service', s.title],
  ['/settings/alerts', w.rules],
  ['/settings/taxes', t.sections.taxes],
  ['/settings/efactura', k.efactura],
  ['/settings/people', t.sections.people],
  ['/settings/activity', a.title],
  ['/settings/api-keys', t.sections.keys],
  ['/settings/webhooks', t.sections.webhooks],
] as const;

export function SettingsLayout() {
  const path = useRouterState({ select: (state) => state.location.pathname });
  return (
    <div className="settings">
      <nav aria-label={t.settings}>
        <Title order={2} mb="xs">
          {t.settings}
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
