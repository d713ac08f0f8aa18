// What needs a person: open alerts and jobs that failed for good.

import { Button, Card, Stack, Title } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { take } from '../../common/api';
import { time } from '../../common/format';
import { texts } from '../../common/texts/admin/alerts';
import { texts as commonTexts } from '../../common/texts/admin/common';
import { texts as orderTexts } from '../../common/texts/admin/orders/order';
import { texts as shipmentTexts } from '../../common/texts/admin/orders/shipments';
import { texts as pageTexts } from '../../common/texts/admin/pages';
import { api, queryClient } from '../frame/client';
import { Broken, Empty, Loading } from '../parts/states';
import { EventRow } from '../orders/payments';
import { AskReason } from '../parts/ask_reason';
import { Wide } from '../parts/wide';
import { useMay } from '../frame/session';
import { ListeningCard } from './listening';
import { OpenAlerts, SubjectLink } from './open';

export function AlertsPage() {
  const jobs = useQuery({ queryKey: ['jobs'], queryFn: () => take(api.GET('/api/v1/jobs')) });
  const may = useMay();
  const retry = useMutation({
    mutationFn: (id: string) => take(api.POST('/api/v1/jobs/{id}/retry', { params: { path: { id } } })),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['jobs'] }),
  });
  if (jobs.isError) return <Broken error={jobs.error} />;
  if (jobs.isPending) return <Loading />;
  return (
    <Stack gap="sm">
      <Title order={1}>{pageTexts.alerts}</Title>
      <OpenAlerts />
      <StuckParcels />
      <Card>
        <Title order={2} mb="xs">
          {texts.failedJobs}
        </Title>
        <Wide>
          <table className="grid">
            {(jobs.data?.items.length ?? 0) > 0 && (
              <thead>
                <tr>
                  <th>{commonTexts.kind}</th>
                  <th className="num">{commonTexts.attempts}</th>
                  <th>{texts.lastError}</th>
                  <th>{commonTexts.date}</th>
                  <th />
                  <th />
                </tr>
              </thead>
            )}
            <tbody>
              {jobs.data?.items.map((job) => (
                <tr key={job.id}>
                  <td>{job.kind}</td>
                  <td className="num">{job.attempts}</td>
                  <td>{job.last_error}</td>
                  <td className="nowrap">{time(job.run_at)}</td>
                  <td>
                    <SubjectLink subject={job.subject} />
                  </td>
                  <td className="num">
                    <Button variant="default" loading={retry.isPending} onClick={() => retry.mutate(job.id)}>
                      {commonTexts.retry}
                    </Button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Wide>
        {jobs.data?.items.length === 0 && <Empty>{texts.noFailedJobs}</Empty>}
      </Card>
      {may('payments.edit') && <QuarantineCard />}
      <ListeningCard />
    </Stack>
  );
}

/** What processors said and nothing fits: each is cleared up by a person, in words. */
function QuarantineCard() {
  const events = useQuery({
    queryKey: ['quarantined'],
    queryFn: () => take(api.GET('/api/v1/payment-events/quarantined')),
  });
  const [clearing, setClearing] = useState<string>();
  const review = useMutation({
    mutationFn: (reason: string) =>
      take(api.POST('/api/v1/payment-events/{id}/review', { params: { path: { id: clearing! } }, body: { reason } })),
    onSettled: () => {
      setClearing(undefined);
      return queryClient.invalidateQueries({ queryKey: ['quarantined'] });
    },
  });
  return (
    <Card>
      <Title order={2} mb="xs">
        {texts.quarantine}
      </Title>
      {events.data?.items.map((event) => (
        <div key={event.id} className="payment">
          <EventRow event={event} />
          <Button variant="default" onClick={() => setClearing(event.id)}>
            {texts.reviewed}
          </Button>
        </div>
      ))}
      {events.data?.items.length === 0 && <Empty>{texts.noQuarantine}</Empty>}
      <AskReason
        title={texts.reviewed}
        opened={clearing !== undefined}
        pending={review.isPending}
        onClose={() => setClearing(undefined)}
        onConfirm={(reason) => review.mutate(reason)}
      />
    </Card>
  );
}

/** Parcels that a courier refused, or of which nobody knows whether it has them. */
function StuckParcels() {
  const may = useMay();
  const stuck = useQuery({ queryKey: ['stuck-shipments'], queryFn: () => take(api.GET('/api/v1/shipments/stuck')) });
  const retry = useMutation({
    mutationFn: (id: string) => take(api.POST('/api/v1/shipments/{id}/retry', { params: { path: { id } }, body: {} })),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['stuck-shipments'] }),
  });
  if (stuck.isError) return <Broken error={stuck.error} />;
  const rows = stuck.data?.items ?? [];
  return (
    <Card>
      <Title order={2} mb="xs">
        {texts.stuckParcels}
      </Title>
      <Wide>
        <table className="grid">
          <tbody>
            {rows.map((row) => (
              <tr key={row.id}>
                <td>
                  <Link className="link" to="/orders/$id" params={{ id: row.order_id }}>
                    #{row.order_number}
                  </Link>
                </td>
                <td>{row.recipient}</td>
                <td>{row.title}</td>
                <td>
                  <span className="chip" data-colour={row.state === 'failed' ? 'red' : 'amber'}>
                    {shipmentTexts.shipmentStates[row.state]}
                  </span>{' '}
                  {row.error}
                </td>
                <td className="num">
                  {may('shipments.send') && (row.state === 'failed' || row.finds) && (
                    <Button
                      size="compact-sm"
                      variant="default"
                      loading={retry.isPending}
                      onClick={() => retry.mutate(row.id)}
                    >
                      {orderTexts.retrySending}
                    </Button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Wide>
      {stuck.isSuccess && rows.length === 0 && <Empty>{texts.noStuckParcels}</Empty>}
    </Card>
  );
}
