// The narrow column: who the buyer is, where it goes, where they came from.

import { Anchor, Card, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { phone, time } from '../../common/format';
import { texts as commonTexts } from '../../common/texts/admin/common';
import { texts } from '../../common/texts/admin/orders/order';
import { Copy } from '../parts/words';
import type { Order, OrderActions } from './actions';
import { TagsCard } from './tags';

export function SideCards({ order, actions }: { order: Order; actions: OrderActions }) {
  const { customer, delivery_address: address, billing } = order;
  const place = `${address.street}, ${address.locality}, ${order.county_name}${address.postal_code ? ` ${address.postal_code}` : ''}`;
  const company = billing.company;
  return (
    <div className="stack">
      <Card>
        <Title order={2} mb="xs">
          {commonTexts.customer}
        </Title>
        <div className="reach">
          <Link className="link" to="/customers/$id" params={{ id: order.customer_id }}>
            <strong>{customer.name}</strong>
          </Link>
        </div>
        <div className="reach">
          <Anchor size="sm" href={`mailto:${customer.email}`} className="ellipsis">
            {customer.email}
          </Anchor>
          <Copy text={customer.email} />
        </div>
        <div className="reach">
          <Anchor size="sm" href={`tel:${customer.phone}`} aria-label={`${texts.call} ${phone(customer.phone)}`}>
            {phone(customer.phone)}
          </Anchor>
          <Copy text={customer.phone} />
        </div>
        <div className="reach">
          <Link className="link" to="/orders" search={{ customer: order.customer_id }}>
            {texts.earlierOrders}
          </Link>
        </div>
        {order.handler && (
          <Text size="sm" c="dimmed">
            {texts.handler}: {order.handler}
          </Text>
        )}
      </Card>
      <Card>
        <Title order={2} mb="xs">
          {texts.addresses}
        </Title>
        <Title order={3}>
          {texts.deliveryAddress} · {order.delivery_method}
        </Title>
        {order.pickup_point && (
          <Text size="sm" fw={600}>
            {order.pickup_point.name} <span className="muted">{order.pickup_point.code}</span>
          </Text>
        )}
        <Text size="sm">
          {place} <Copy text={place} label={texts.deliveryAddress} />
        </Text>
        <div className="reach">
          <Anchor
            size="sm"
            target="_blank"
            rel="noreferrer"
            href={`https://www.openstreetmap.org/search?query=${encodeURIComponent(place)}`}
          >
            {texts.map}
          </Anchor>
        </div>
        <Title order={3} mt="sm">
          {texts.billing} · {order.payment_method}
        </Title>
        {order.payment_reference && (
          <Text size="sm">
            {order.payment_reference} <Copy text={order.payment_reference} />
          </Text>
        )}
        {company ? (
          <Text size="sm">
            {company.name}
            <br />
            {company.cui} {company.reg_no}
            {company.iban && (
              <>
                <br />
                {company.iban}
              </>
            )}
            {billing.purchase_order && (
              <>
                <br />
                {texts.purchaseOrder} {billing.purchase_order}
              </>
            )}
          </Text>
        ) : (
          <Text size="sm">{billing.person?.name}</Text>
        )}
      </Card>
      <Card>
        <Title order={2} mb="xs">
          {texts.referrers}
        </Title>
        {order.referrers.length === 0 && (
          <Text size="sm" c="dimmed">
            {texts.noReferrers}
          </Text>
        )}
        <ol style={{ margin: 0, paddingLeft: 20 }}>
          {order.referrers.map((touch) => (
            <li key={touch.position}>
              <Text size="sm">
                <strong>{touch.channel}</strong>
                {touch.campaign && ` · ${touch.campaign}`}
                {touch.keyword && ` · „${touch.keyword}”`}
              </Text>
              <Text size="xs" c="dimmed" className="ellipsis" title={touch.landing_url || touch.url}>
                {time(touch.at)} {touch.url} {touch.click_id}
              </Text>
            </li>
          ))}
        </ol>
      </Card>
      <TagsCard order={order} actions={actions} />
      {order.note && (
        <Card>
          <Title order={2} mb="xs">
            {commonTexts.note}
          </Title>
          <Text size="sm" style={{ whiteSpace: 'pre-wrap' }}>
            {order.note}
          </Text>
        </Card>
      )}
    </div>
  );
}
