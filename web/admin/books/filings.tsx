// Invoices on their way to the ministry: what stands where, and what a person can do about it.

import { Alert, Button, Group, Modal, Select, Stack, Text, TextInput } from '@mantine/core';
import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Problem, type Schemas, take } from '../../common/api';
import { choicesOf } from '../../common/labels';
import { texts } from '../../common/texts/admin/books';
import { texts as commonTexts } from '../../common/texts/admin/common';
import { texts as invoiceTexts } from '../../common/texts/admin/invoices';
import { api, queryClient, tell, wordsOf } from '../frame/client';
import { PlaceInput } from '../parts/place_input';
import { Broken, Empty, Loading } from '../parts/states';
import { Wide } from '../parts/wide';
import { useMay } from '../frame/session';

type Filing = Schemas['FilingView'];
type State = Filing['state'];

const again: State[] = ['invalid', 'refused', 'unclear', 'elsewhere'];

const colours: Record<State, string> = {
  elsewhere: 'grey',
  invalid: 'red',
  waiting: 'blue',
  sending: 'blue',
  unclear: 'orange',
  sent: 'blue',
  accepted: 'green',
  refused: 'red',
};

export function FilingChip({ state }: { state: State }) {
  return (
    <span className="chip" data-colour={colours[state]}>
      {texts.states[state]}
    </span>
  );
}

function useSend(onSent: () => void) {
  return useMutation({
    meta: { quiet: true },
    mutationFn: ({ id, buyer_address }: { id: string; buyer_address?: Schemas['Address'] }) =>
      take(
        api.POST('/api/v1/invoices/{id}/efactura', {
          params: { path: { id } },
          body: buyer_address ? { buyer_address } : {},
        }),
      ),
    onSuccess: async () => {
      tell(texts.queued);
      onSent();
      for (const key of ['filings', 'invoices', 'notices']) await queryClient.invalidateQueries({ queryKey: [key] });
    },
  });
}

export function Filings() {
  const may = useMay();
  const [state, setState] = useState<State>();
  const [mending, setMending] = useState<Filing>();
  const filings = useInfiniteQuery({
    queryKey: ['filings', state],
    queryFn: ({ pageParam }) =>
      take(
        api.GET('/api/v1/efactura', {
          params: { query: { limit: 50, ...(state ? { state } : {}), ...(pageParam ? { cursor: pageParam } : {}) } },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.next_cursor,
  });
  const send = useSend(() => setMending(undefined));
  const rows = filings.data?.pages.flatMap((page) => page.items) ?? [];
  const open = new Map(filings.data?.pages[0]?.open.map((each) => [each.state, each.count]));
  const states = choicesOf<State>(texts.states).map(({ value, label }) => ({
    value,
    label: open.get(value) ? `${label} (${open.get(value)})` : label,
  }));
  return (
    <Stack gap="sm">
      <Select
        label={texts.state}
        w={260}
        clearable
        placeholder={texts.allStates}
        data={states}
        value={state ?? null}
        onChange={(value) => setState((value ?? undefined) as State | undefined)}
      />
      {filings.isError && <Broken error={filings.error} reset={() => void filings.refetch()} />}
      {send.isError && !mending && (
        <Alert color="red" role="alert">
          {wordsOf(send.error)}
        </Alert>
      )}
      {filings.isPending ? (
        <Loading />
      ) : (
        <Wide>
          <table className="grid">
            <thead>
              <tr>
                <th>{invoiceTexts.number}</th>
                <th>{invoiceTexts.buyer}</th>
                <th>{texts.state}</th>
                <th>{texts.dueOn}</th>
                <th>{texts.upload}</th>
                <th>{texts.details}</th>
                <th />
              </tr>
            </thead>
            <tbody>
              {rows.map((filing) => (
                <tr key={filing.invoice_id}>
                  <td className="nowrap">
                    <a
                      className="link"
                      href={`/api/v1/invoices/${filing.invoice_id}.pdf`}
                      target="_blank"
                      rel="noreferrer"
                    >
                      {filing.number}
                    </a>
                  </td>
                  <td className="nowrap">{filing.buyer}</td>
                  <td>
                    <FilingChip state={filing.state} />
                  </td>
                  <td className="nowrap">
                    {filing.state === 'accepted' || filing.state === 'elsewhere' ? '' : filing.due_on}
                  </td>
                  <td className="nowrap muted">{filing.upload_index}</td>
                  <td style={{ maxWidth: 420 }}>
                    {texts.advice[filing.advice] && <Text size="sm">{texts.advice[filing.advice]}</Text>}
                    {filing.state === 'unclear' && <Text size="sm">{texts.unclearHint}</Text>}
                    {filing.error && (
                      <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
                        {filing.error}
                      </Text>
                    )}
                  </td>
                  <td className="num">
                    {filing.state !== 'invalid' && (
                      <Button
                        size="compact-xs"
                        variant="subtle"
                        component="a"
                        download
                        href={`/api/v1/invoices/${filing.invoice_id}.xml`}
                        aria-label={`${texts.document} ${filing.number}`}
                      >
                        XML
                      </Button>
                    )}
                    {filing.answered_at && (
                      <Button
                        size="compact-xs"
                        variant="subtle"
                        component="a"
                        download
                        href={`/api/v1/invoices/${filing.invoice_id}/efactura.zip`}
                      >
                        {texts.signedAnswer}
                      </Button>
                    )}
                    {may('invoices.issue') && filing.advice === 'buyer_address' && (
                      <Button
                        size="compact-xs"
                        variant="subtle"
                        onClick={() => {
                          send.reset();
                          setMending(filing);
                        }}
                      >
                        {texts.mend}
                      </Button>
                    )}
                    {may('invoices.issue') && again.includes(filing.state) && (
                      <Button
                        size="compact-xs"
                        variant="subtle"
                        loading={send.isPending && send.variables.id === filing.invoice_id}
                        onClick={() => send.mutate({ id: filing.invoice_id })}
                      >
                        {filing.state === 'elsewhere' ? texts.send : texts.sendAgain}
                      </Button>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          {rows.length === 0 && !filings.isError && <Empty>{texts.noFilings}</Empty>}
        </Wide>
      )}
      {filings.hasNextPage && (
        <Button variant="default" loading={filings.isFetchingNextPage} onClick={() => void filings.fetchNextPage()}>
          {commonTexts.more}
        </Button>
      )}
      <Modal
        opened={mending !== undefined}
        onClose={() => setMending(undefined)}
        title={texts.mendTitle}
        closeButtonProps={{ 'aria-label': commonTexts.close }}
      >
        {mending && <MendForm key={mending.invoice_id} filing={mending} send={send} />}
      </Modal>
    </Stack>
  );
}

function MendForm({ filing, send }: { filing: Filing; send: ReturnType<typeof useSend> }) {
  const [address, setAddress] = useState<Schemas['Address']>(filing.buyer_address!);
  const problem = send.error instanceof Problem ? send.error : undefined;
  const at = (field: string) => (problem?.field === `buyer_address.${field}` ? problem.message : undefined);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        send.mutate({ id: filing.invoice_id, buyer_address: address });
      }}
    >
      <Stack gap="sm">
        <Text size="sm" c="dimmed">
          {texts.mendHint}
        </Text>
        {send.isError && (
          <Alert color="red" role="alert">
            {wordsOf(send.error)}
          </Alert>
        )}
        <PlaceInput
          label={commonTexts.locality}
          initial={`${address.locality} (${address.county})`}
          onPick={(place) =>
            setAddress({
              ...address,
              siruta: place.siruta,
              county: place.county,
              locality: place.name,
              postal_code: place.postal_code,
            })
          }
        />
        <TextInput
          label={commonTexts.street}
          required
          value={address.street}
          error={at('street')}
          onChange={(e) => setAddress({ ...address, street: e.currentTarget.value })}
        />
        <TextInput
          label={commonTexts.postalCode}
          value={address.postal_code}
          error={at('postal_code')}
          onChange={(e) => setAddress({ ...address, postal_code: e.currentTarget.value })}
        />
        <Group justify="flex-end">
          <Button type="submit" loading={send.isPending}>
            {texts.sendAgain}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
