// One piece in the workshop: what is known of it, the next step with the words to the buyer, and its story.

import {
  Anchor,
  Button,
  Card,
  Group,
  NumberInput,
  Select,
  Stack,
  Text,
  Textarea,
  TextInput,
  Title,
} from '@mantine/core';
import { IconFileText } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { type BodyOf, idempotencyKey, type Schemas, take } from '../../common/api';
import { lei, time, weekday } from '../../common/format';
import { texts as commonTexts } from '../../common/texts/admin/common';
import { texts } from '../../common/texts/admin/service';
import { api, queryClient, wordsOf } from '../frame/client';
import { refresh } from '../orders/actions';
import { Broken, Loading } from '../parts/states';
import { useMay } from '../frame/session';
import { Days, stageColours } from './list';

type Case = Schemas['CaseView'];
type Progress = BodyOf<'/api/v1/service-cases/{id}/progress'>;

const caseQuery = (id: string) => ({
  queryKey: ['service', id],
  queryFn: () => take(api.GET('/api/v1/service-cases/{id}', { params: { path: { id } } })),
});

export function CasePage() {
  const { id } = useParams({ from: '/shell/service/$id' });
  const query = useQuery(caseQuery(id));
  const may = useMay();
  if (query.isError) return <Broken error={query.error} reset={() => void query.refetch()} />;
  if (query.isPending) return <Loading />;
  const piece = query.data;
  return (
    <Stack gap="sm">
      <div>
        <Anchor component={Link} to="/service" size="sm">
          ← {texts.back}
        </Anchor>
        <Group gap="md" mt={2}>
          <Title order={1}>{texts.case(piece.number)}</Title>
          <span className="chip" data-colour={stageColours[piece.stage]}>
            {piece.step_name}
          </span>
          <span className="chip" data-colour={piece.covered ? 'green' : 'grey'}>
            {piece.covered ? texts.covered : texts.notCovered}
          </span>
          <Text size="sm">
            <Days piece={piece} />
          </Text>
        </Group>
        <Text size="sm">
          {piece.product}
          {piece.maker_serial && ` · ${texts.serial} ${piece.maker_serial}`} ·{' '}
          <Link className="link" to="/orders/$id" params={{ id: piece.order_id }}>
            {commonTexts.order(piece.order_number)}
          </Link>{' '}
          · {piece.customer}
        </Text>
      </div>
      {may('orders.edit') && !piece.closed_on && <NextStep piece={piece} />}
      <Facts key={piece.version} piece={piece} readOnly={!may('orders.edit')} />
      <Card>
        <Group justify="space-between" mb="xs">
          <Title order={2}>{texts.story}</Title>
          <Group gap="xs">
            <Button
              variant="default"
              component="a"
              target="_blank"
              href={`/api/v1/service-cases/${piece.id}/reception.pdf`}
              leftSection={<IconFileText size={14} />}
            >
              {texts.reception}
            </Button>
            {piece.outcome && (
              <Button
                variant="default"
                component="a"
                target="_blank"
                href={`/api/v1/service-cases/${piece.id}/resolution.pdf`}
                leftSection={<IconFileText size={14} />}
              >
                {texts.resolution}
              </Button>
            )}
          </Group>
        </Group>
        <Stack gap="xs">
          {[...piece.news].reverse().map((each, i) => (
            <div key={i}>
              <Text size="sm" c="dimmed">
                {time(each.at)} · {each.step} · {each.actor}
                {each.internal && (
                  <>
                    {' '}
                    · <strong>{texts.internal}</strong>
                  </>
                )}
              </Text>
              <Text size="sm" style={{ whiteSpace: 'pre-wrap' }}>
                {each.words}
              </Text>
            </div>
          ))}
        </Stack>
      </Card>
    </Stack>
  );
}

/** The order has changed too: money, stock, returns. */
function changed(piece: Case) {
  void queryClient.invalidateQueries({ queryKey: ['service'] });
  void queryClient.invalidateQueries({ queryKey: ['returns'] });
  void refresh(piece.order_id);
}

function useProgress(piece: Case, onSuccess?: () => void) {
  return useMutation({
    meta: { quiet: true },
    mutationFn: (body: Progress) =>
      take(
        api.POST('/api/v1/service-cases/{id}/progress', {
          params: { path: { id: piece.id }, header: { 'Idempotency-Key': idempotencyKey() } },
          body,
        }),
      ),
    onSuccess,
    onSettled: () => changed(piece),
  });
}

function NextStep({ piece }: { piece: Case }) {
  const [step, setStep] = useState<string | null>(null);
  const [words, setWords] = useState('');
  const [note, setNote] = useState('');
  const [partner, setPartner] = useState(piece.partner);
  const [until, setUntil] = useState(piece.partner_until ?? '');
  const go = useProgress(piece, () => {
    setStep(null);
    setWords('');
    setNote('');
  });
  const replace = useMutation({
    mutationFn: () =>
      take(
        api.POST('/api/v1/service-cases/{id}/replace', {
          params: { path: { id: piece.id }, header: { 'Idempotency-Key': idempotencyKey() } },
        }),
      ),
    onSettled: () => changed(piece),
  });
  const chosen = piece.next.find((each) => each.code === step);
  const toPartner = chosen?.stage === 'at_partner';
  const body: Progress = {
    ...(step ? { step } : {}),
    ...(words.trim() ? { words } : {}),
    ...(note.trim() ? { note } : {}),
    ...(toPartner ? { partner, ...(until ? { partner_until: until } : {}) } : {}),
  };
  return (
    <Card>
      <Title order={2} mb="xs">
        {texts.next}
      </Title>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          go.mutate(body);
        }}
      >
        <Stack gap="xs">
          <Group gap="xs" align="flex-end">
            <Select
              label={texts.step}
              placeholder={piece.step_name}
              clearable
              w={260}
              value={step}
              data={piece.next.map((each) => ({ value: each.code, label: each.name }))}
              onChange={setStep}
            />
            {toPartner && (
              <TextInput
                label={texts.partner}
                required
                w={220}
                value={partner}
                onChange={(e) => setPartner(e.currentTarget.value)}
              />
            )}
            {toPartner && (
              <TextInput
                type="date"
                label={texts.partnerUntil}
                value={until}
                onChange={(e) => setUntil(e.currentTarget.value)}
              />
            )}
          </Group>
          <Textarea
            label={step ? texts.words : texts.wordsOnly}
            required={chosen?.stage === 'refused'}
            autosize
            minRows={2}
            value={words}
            onChange={(e) => setWords(e.currentTarget.value)}
          />
          <TextInput label={texts.note} value={note} onChange={(e) => setNote(e.currentTarget.value)} />
          {go.isError && (
            <Text size="sm" className="negative" role="alert">
              {wordsOf(go.error)}
            </Text>
          )}
          <Group>
            <Button type="submit" loading={go.isPending} disabled={Object.keys(body).length === 0}>
              {chosen ? `${texts.goOn} „${chosen.name}”` : texts.send}
            </Button>
            <Button
              variant="default"
              loading={replace.isPending}
              onClick={() => replace.mutate()}
              title={commonTexts.replacementHint}
            >
              {commonTexts.sendReplacement}
            </Button>
          </Group>
        </Stack>
      </form>
    </Card>
  );
}

function Facts({ piece, readOnly }: { piece: Case; readOnly: boolean }) {
  const [diagnosis, setDiagnosis] = useState(piece.diagnosis);
  const [cost, setCost] = useState(Number(piece.cost.amount));
  const save = useProgress(piece);
  const changed = diagnosis !== piece.diagnosis || cost.toFixed(2) !== piece.cost.amount;
  const fact = (label: string, value?: string) =>
    value ? (
      <Text size="sm">
        <span className="muted">{label}: </span>
        {value}
      </Text>
    ) : null;
  return (
    <Card>
      <Title order={2} mb="xs">
        {texts.facts}
      </Title>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate({ diagnosis, cost: lei(cost.toFixed(2)) });
        }}
      >
        <Stack gap={4}>
          {fact(texts.defect, piece.defect)}
          {fact(texts.visibleState, piece.visible_state)}
          {fact(texts.accessories, piece.accessories)}
          {fact(texts.broughtBy, piece.brought_by)}
          {fact(texts.toldOn, weekday(piece.told_on))}
          {fact(texts.receivedOn, weekday(piece.received_on))}
          {fact(
            texts.partner,
            piece.partner && `${piece.partner}${piece.partner_until ? `, ${weekday(piece.partner_until)}` : ''}`,
          )}
          {piece.extended_days > 0 && fact(texts.guarantee, texts.extended(piece.extended_days))}
          <Textarea
            label={texts.diagnosis}
            autosize
            minRows={2}
            readOnly={readOnly}
            value={diagnosis}
            onChange={(e) => setDiagnosis(e.currentTarget.value)}
          />
          <NumberInput
            label={texts.cost}
            w={220}
            min={0}
            decimalScale={2}
            fixedDecimalScale
            decimalSeparator=","
            hideControls
            readOnly={readOnly}
            value={cost}
            onChange={(value) => setCost(Number(value))}
          />
          {save.isError && (
            <Text size="sm" className="negative" role="alert">
              {wordsOf(save.error)}
            </Text>
          )}
          {!readOnly && (
            <Group mt={4}>
              <Button type="submit" variant="default" loading={save.isPending} disabled={!changed}>
                {texts.save}
              </Button>
            </Group>
          )}
        </Stack>
      </form>
    </Card>
  );
}
