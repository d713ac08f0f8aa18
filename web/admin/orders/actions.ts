// What can be done with one order. Each answer is the order as it is then.

import { useMutation } from '@tanstack/react-query';
import { idempotencyKey, type Money, Problem, type Schemas, take } from '../../common/api';
import { texts } from '../../common/texts/admin/orders/list';
import { api, complain, queryClient, tell } from '../frame/client';

export type Order = Schemas['OrderView'];

export const orderQuery = (id: string) => ({
  queryKey: ['order', id],
  queryFn: () => take(api.GET('/api/v1/orders/{id}', { params: { path: { id } } })),
  // While the courier works the page follows even without live news.
  refetchInterval: (query: { state: { data?: Order } }) =>
    query.state.data?.shipments.some((each) => ['requested', 'sending'].includes(each.state)) ? 1500 : (false as const),
});

export function refresh(id: string): Promise<void> {
  void queryClient.invalidateQueries({ queryKey: ['orders'] });
  void queryClient.invalidateQueries({ queryKey: ['notices'] });
  return queryClient.invalidateQueries({ queryKey: ['order', id] });
}

/** Runs a change of the order, then reads it again with its events and profit. */
function useChange<In>(id: string, run: (input: In) => Promise<unknown>, done?: string) {
  return useMutation({
    mutationFn: run,
    onSuccess: () => {
      if (done) tell(done);
    },
    onSettled: (_data, error) => {
      // A refused completion holds the order, which shows at once.
      if (!error || error instanceof Problem) return refresh(id);
    },
  });
}

const withKey = () => ({ 'Idempotency-Key': idempotencyKey() });

interface StatusChange {
  to: Schemas['StatusRef'];
  from: Schemas['StatusRef'];
  reason?: string;
}

/** What has told nobody and moved nothing can be taken back. */
function offerUndo(id: string, { to, from }: StatusChange): void {
  if (!to.reversible) return;
  tell(texts.statusChanged(to.name), () => {
    take(
      api.POST('/api/v1/orders/{id}/undo-status', {
        params: { path: { id } },
        body: { set: to.code, back_to: from.code },
      }),
    ).then(() => refresh(id), complain);
  });
}

export function useOrderActions(id: string) {
  const path = { id };
  return {
    changeStatus: useChange(id, async (change: StatusChange) => {
      const after = await take(
        api.POST('/api/v1/orders/{id}/status', {
          params: { path },
          body: { status: change.to.code, reason: change.reason },
        }),
      );
      offerUndo(id, change);
      return after;
    }),
    tag: useChange(id, (tag: string) =>
      take(api.POST('/api/v1/orders/{id}/tags', { params: { path, header: withKey() }, body: { tag } })),
    ),
    untag: useChange(id, async (tag: string) => {
      await take(api.POST('/api/v1/orders/{id}/tags/remove', { params: { path, header: withKey() }, body: { tag } }));
      tell(
        texts.tagRemoved(tag),
        () =>
          void api
            .POST('/api/v1/orders/{id}/tags', { params: { path, header: withKey() }, body: { tag } })
            .then(() => refresh(id)),
      );
    }),
    serials: useChange(id, (input: Schemas['ProductSerials']) =>
      take(api.PUT('/api/v1/orders/{id}/serials', { params: { path }, body: input })),
    ),
    send: useChange(id, () =>
      take(api.POST('/api/v1/orders/{id}/shipments', { params: { path, header: withKey() }, body: {} })),
    ),
    retry: useChange(id, (shipment: string) =>
      take(api.POST('/api/v1/shipments/{id}/retry', { params: { path: { id: shipment } }, body: {} })),
    ),
    track: useChange(id, (shipment: string) =>
      take(api.POST('/api/v1/shipments/{id}/track', { params: { path: { id: shipment } }, body: {} })),
    ),
    sendPart: useChange(
      id,
      (input: {
        lines: Schemas['ShippedLine'][];
        parcels?: number;
        courier?: string;
        options: Schemas['CourierTraits']['options'];
      }) => take(api.POST('/api/v1/orders/{id}/shipments', { params: { path, header: withKey() }, body: input })),
    ),
    settle: useChange(id, ({ shipment, awb_number }: { shipment: string; awb_number: string }) =>
      take(api.POST('/api/v1/shipments/{id}/settle', { params: { path: { id: shipment } }, body: { awb_number } })),
    ),
    sayStage: useChange(
      id,
      ({ shipment, stage, road_km }: { shipment: string; stage: Schemas['ShipmentView']['stage']; road_km?: number }) =>
        take(
          api.POST('/api/v1/shipments/{id}/stage', {
            params: { path: { id: shipment } },
            body: { stage, note: '', ...(road_km ? { road_km } : {}) },
          }),
        ),
    ),
    cancelShipment: useChange(id, ({ shipment, reason }: { shipment: string; reason: string }) =>
      take(api.POST('/api/v1/shipments/{id}/cancel', { params: { path: { id: shipment } }, body: { reason } })),
    ),
    cancel: useChange(id, (reason: string) =>
      take(api.POST('/api/v1/orders/{id}/cancel', { params: { path }, body: { reason } })),
    ),
    release: useChange(id, (reason: string) =>
      take(api.POST('/api/v1/orders/{id}/release', { params: { path }, body: { reason } })),
    ),
    pay: useChange(id, (input: { amount: Money; reference: string }) =>
      take(api.POST('/api/v1/orders/{id}/receipts', { params: { path, header: withKey() }, body: input })),
    ),
    invoice: useChange(id, (kind: 'invoice' | 'proforma') =>
      take(api.POST('/api/v1/orders/{id}/invoices', { params: { path, header: withKey() }, body: { kind } })),
    ),
    storno: useChange(id, ({ invoice, reason }: { invoice: string; reason: string }) =>
      take(
        api.POST('/api/v1/invoices/{id}/storno', {
          params: { path: { id: invoice }, header: withKey() },
          body: { reason },
        }),
      ),
    ),
    resend: useChange(id, (message: string) =>
      take(api.POST('/api/v1/messages/{id}/resend', { params: { path: { id: message } } })),
    ),
  };
}

export type OrderActions = ReturnType<typeof useOrderActions>;
