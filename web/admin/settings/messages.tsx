// Texts of messages with the letter beside as its buyer reads it, and a test to one's own address.

import {
  Alert,
  Button,
  Card,
  Group,
  MultiSelect,
  Select,
  Stack,
  Switch,
  Tabs,
  Text,
  Textarea,
  TextInput,
  Title,
} from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { idempotencyKey, type Schemas, take } from '../../common/api';
import { isZero, money } from '../../common/format';
import { labelOf } from '../../common/labels';
import { texts as commonTexts } from '../../common/texts/admin/common';
import { texts as invoiceTexts } from '../../common/texts/admin/invoices';
import { texts as pageTexts } from '../../common/texts/admin/pages';
import { texts } from '../../common/texts/admin/settings/messages';
import { api, tell, wordsOf } from '../frame/client';
import { Broken, Loading } from '../parts/states';
import { useMay } from '../frame/session';
import { choicesQuery } from './choices';
import { FormFoot, useForm } from './form';
import { AmountInput } from './formula_editor';
import { MailServer } from './mail_server';
import { SmsSettings } from './sms';

type Template = Schemas['Template'];
type Draft = Omit<Template, 'id' | 'version'>;

const blank: Draft = {
  code: '',
  channel: 'email',
  language: 'ro',
  subject: '',
  body: '',
  attachments: [],
  active: true,
  conditions: { payment_methods: [], delivery_methods: [], counties: [], offer: false },
};
const channelMark = { email: '', sms: ' · SMS' };

export function MessagesPage() {
  return (
    <Stack gap="sm">
      <Title order={1}>{pageTexts.sections.messages}</Title>
      <Tabs defaultValue="texts" keepMounted={false}>
        <Tabs.List>
          <Tabs.Tab value="texts">{texts.texts}</Tabs.Tab>
          <Tabs.Tab value="server">{texts.mailServer}</Tabs.Tab>
          <Tabs.Tab value="sms">SMS</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="texts" pt="sm">
          <Texts />
        </Tabs.Panel>
        <Tabs.Panel value="server" pt="sm">
          <MailServer />
        </Tabs.Panel>
        <Tabs.Panel value="sms" pt="sm">
          <SmsSettings />
        </Tabs.Panel>
      </Tabs>
    </Stack>
  );
}

function Texts() {
  const query = useQuery({
    queryKey: ['templates'],
    queryFn: () => take(api.GET('/api/v1/message-templates', { params: { query: { limit: 200 } } })),
  });
  const [open, setOpen] = useState<string>();
  const may = useMay();
  if (query.isError) return <Broken error={query.error} />;
  if (query.isPending) return <Loading />;
  const sorted = [...query.data.items].sort((a, b) => `${a.code}${b.language}`.localeCompare(`${b.code}${b.language}`));
  const chosen = sorted.find((each) => each.id === open);
  return (
    <Stack gap="sm">
      <Group gap="xs">
        <Select
          aria-label={texts.texts}
          placeholder={texts.chooseText}
          searchable
          value={open ?? null}
          w={320}
          onChange={(id) => setOpen(id ?? undefined)}
          data={sorted.map((each) => ({
            value: each.id,
            label: `${labelOf(texts.templateNames, each.code)} · ${each.language.toUpperCase()}${channelMark[each.channel]}${each.active ? '' : ` (${texts.off})`}`,
          }))}
        />
        {may('settings.edit') && (
          <Button variant="default" onClick={() => setOpen('new')}>
            {texts.newText}
          </Button>
        )}
      </Group>
      {(chosen || open === 'new') && (
        <Editor key={`${open}${chosen?.version}`} template={chosen} onSaved={(saved) => setOpen(saved.id)} />
      )}
    </Stack>
  );
}

function Editor({ template, onSaved }: { template?: Template; onSaved: (saved: Template) => void }) {
  const readOnly = !useMay()('settings.edit');
  const variables = useQuery(choicesQuery).data?.template_variables ?? [];
  const body = useRef<HTMLTextAreaElement>(null);
  const form = useForm<Draft, Template>({
    initial: template ?? blank,
    stale: ['templates', 'setting-choices', 'set-up'],
    onSaved,
    save: ({ code, channel, language, subject, body, attachments, active, conditions }) => {
      const next = { code, channel, language, subject, body, attachments, active, conditions };
      return template
        ? take(
            api.PATCH('/api/v1/message-templates/{id}', {
              params: { path: { id: template.id } },
              headers: { 'If-Match': `"${template.version}"` },
              body: next,
            }),
          )
        : take(
            api.POST('/api/v1/message-templates', {
              params: { header: { 'Idempotency-Key': idempotencyKey() } },
              body: next,
            }),
          );
    },
  });
  const { value, set, at } = form;
  const sms = value.channel === 'sms';
  const insert = (name: string) => {
    const field = body.current!,
      where = field.selectionStart;
    set({ body: `${value.body.slice(0, where)}{{${name}}}${value.body.slice(field.selectionEnd)}` });
    field.focus();
  };
  return (
    <div className="beside even">
      <Card>
        <form onSubmit={form.submit}>
          <Stack gap="sm">
            <Group grow align="flex-start">
              <TextInput
                label={commonTexts.code}
                required
                readOnly={readOnly || template !== undefined}
                value={value.code}
                error={at('code')}
                onChange={(e) => set({ code: e.currentTarget.value })}
              />
              <Select
                label={commonTexts.channelField}
                allowDeselect={false}
                readOnly={readOnly || template !== undefined}
                value={value.channel}
                data={[
                  { value: 'email', label: 'E-mail' },
                  { value: 'sms', label: 'SMS' },
                ]}
                onChange={(channel) =>
                  set({
                    channel: channel as Draft['channel'],
                    ...(channel === 'sms' ? { subject: '', attachments: [] } : {}),
                  })
                }
              />
              <Select
                label={commonTexts.languageField}
                allowDeselect={false}
                readOnly={readOnly}
                value={value.language}
                data={[
                  { value: 'ro', label: 'Română' },
                  { value: 'en', label: 'English' },
                ]}
                onChange={(language) => set({ language: language! })}
              />
            </Group>
            {!sms && (
              <TextInput
                label={texts.subjectField}
                required
                readOnly={readOnly}
                value={value.subject}
                error={at('subject')}
                onChange={(e) => set({ subject: e.currentTarget.value })}
              />
            )}
            <Textarea
              ref={body}
              label={texts.text}
              required
              autosize
              minRows={sms ? 4 : 10}
              readOnly={readOnly}
              value={value.body}
              error={at('body')}
              onChange={(e) => set({ body: e.currentTarget.value })}
            />
            {!readOnly && (
              <Group gap={4} role="group" aria-label={texts.variables}>
                {variables.map((name) => (
                  <Button
                    key={name}
                    size="compact-xs"
                    variant="default"
                    onClick={() => insert(name)}
                    title={`{{${name}}}`}
                  >
                    {labelOf(texts.variableNames, name)}
                  </Button>
                ))}
              </Group>
            )}
            {!sms && (
              <MultiSelect
                label={texts.attachments}
                readOnly={readOnly}
                value={value.attachments}
                data={(['invoice', 'proforma'] as const).map((paper) => ({
                  value: paper,
                  label: invoiceTexts.invoiceKinds[paper],
                }))}
                onChange={(attachments) => set({ attachments: attachments as Draft['attachments'] })}
              />
            )}
            <Conditions
              conditions={value.conditions}
              mayBeOffer={value.channel === 'email'}
              readOnly={readOnly}
              onChange={(conditions) => set({ conditions })}
            />
            <Switch
              label={texts.isSent}
              disabled={readOnly}
              checked={value.active}
              onChange={(e) => set({ active: e.currentTarget.checked })}
            />
            {!readOnly && <FormFoot form={form} />}
          </Stack>
        </form>
      </Card>
      <Letter channel={value.channel} subject={value.subject} body={value.body} mayTest={!readOnly} />
    </div>
  );
}

/** When the text goes by itself; a person may send it whatever they say. */
function Conditions({
  conditions,
  mayBeOffer,
  readOnly,
  onChange,
}: {
  conditions: Draft['conditions'];
  mayBeOffer: boolean;
  readOnly: boolean;
  onChange: (conditions: Draft['conditions']) => void;
}) {
  const payments =
    useQuery({ queryKey: ['payment-methods'], queryFn: () => take(api.GET('/api/v1/payment-methods')) }).data?.items ??
    [];
  const deliveries =
    useQuery({ queryKey: ['delivery-methods'], queryFn: () => take(api.GET('/api/v1/delivery-methods')) }).data
      ?.items ?? [];
  const set = (part: Partial<Draft['conditions']>) => onChange({ ...conditions, ...part });
  return (
    <details>
      <summary>{texts.messageConditions}</summary>
      <Stack gap="xs" mt="xs">
        {mayBeOffer && (
          <Switch
            label={texts.isOffer}
            description={texts.isOfferHint}
            disabled={readOnly}
            checked={conditions.offer}
            onChange={(e) => set({ offer: e.currentTarget.checked })}
          />
        )}
        <MultiSelect
          label={texts.onlyPayments}
          readOnly={readOnly}
          value={conditions.payment_methods}
          data={payments.map(({ code, name }) => ({ value: code, label: name }))}
          onChange={(payment_methods) => set({ payment_methods })}
        />
        <MultiSelect
          label={texts.onlyDeliveries}
          readOnly={readOnly}
          value={conditions.delivery_methods}
          data={deliveries.map(({ code, name }) => ({ value: code, label: name }))}
          onChange={(delivery_methods) => set({ delivery_methods })}
        />
        <Group gap="xs" align="flex-end">
          <TextInput
            label={commonTexts.zoneCounties}
            readOnly={readOnly}
            defaultValue={conditions.counties.join(', ')}
            onChange={(e) =>
              set({
                counties: e.currentTarget.value
                  .toUpperCase()
                  .split(',')
                  .map((code) => code.trim())
                  .filter(Boolean),
              })
            }
          />
          <AmountInput
            label={commonTexts.valueFrom}
            readOnly={readOnly}
            value={conditions.min_total}
            onChange={(min_total) => set({ min_total })}
          />
          <Select
            label={texts.forWhom}
            w={160}
            clearable
            placeholder={commonTexts.any}
            readOnly={readOnly}
            value={conditions.companies === undefined ? null : String(conditions.companies)}
            data={[
              { value: 'true', label: texts.onlyCompanies },
              { value: 'false', label: texts.onlyPersons },
            ]}
            onChange={(companies) => set({ companies: companies === null ? undefined : companies === 'true' })}
          />
        </Group>
      </Stack>
    </details>
  );
}

/** The letter's own HTML, kept apart from the panel's styles. The server escapes every text in it, and no script runs here. */
function Sheet({ html }: { html: string }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const root = box.current!.shadowRoot ?? box.current!.attachShadow({ mode: 'open' });
    root.innerHTML = html;
  }, [html]);
  return <div ref={box} className="letter" tabIndex={0} role="group" aria-label={texts.letter} />;
}

/** A text message as the phone shows it, how many parts it takes and what they cost. */
function TextMessage({ preview }: { preview?: Schemas['WrittenMessage'] }) {
  if (!preview?.sms) return null;
  const { encoding, units, parts, left } = preview.sms;
  return (
    <>
      <Text className="bubble" style={{ whiteSpace: 'pre-wrap' }}>
        {preview.text}
      </Text>
      <Text size="sm" mt="xs" role="status">
        {commonTexts.smsParts(parts)} · {texts.smsUnits(units, left)}
        {preview.cost && !isZero(preview.cost) && ` · ${money(preview.cost)}`}
      </Text>
      {encoding === 'ucs2' && (
        <Text size="sm" c="dimmed">
          {texts.smsLong}
        </Text>
      )}
    </>
  );
}

/** The letter with the values of the newest order. */
function Letter({
  channel,
  subject,
  body,
  mayTest,
}: {
  channel: Draft['channel'];
  subject: string;
  body: string;
  mayTest: boolean;
}) {
  const [asked] = useDebouncedValue({ channel, subject, body }, 300);
  const [to, setTo] = useState('');
  const preview = useQuery({
    queryKey: ['template-preview', asked],
    enabled: asked.body.trim() !== '',
    queryFn: () => take(api.POST('/api/v1/message-templates/preview', { body: asked })),
    placeholderData: (before) => before,
  }).data;
  const test = useMutation({
    meta: { quiet: true },
    mutationFn: () => take(api.POST('/api/v1/message-templates/test', { body: { channel, subject, body, to } })),
    onSuccess: () => tell(texts.testSent(to)),
  });
  return (
    <Card>
      <Title order={2} mb="xs">
        {texts.letter}
      </Title>
      {channel === 'sms' ? (
        <TextMessage preview={preview} />
      ) : (
        <>
          <Text fw={600} mb="xs">
            {preview?.subject}
          </Text>
          <Sheet html={preview?.html ?? ''} />
        </>
      )}
      {mayTest && (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            test.mutate();
          }}
        >
          <Group gap="xs" mt="sm" align="flex-end">
            <TextInput
              type={channel === 'sms' ? 'tel' : 'email'}
              label={texts.testTo}
              required
              value={to}
              onChange={(e) => setTo(e.currentTarget.value)}
            />
            <Button type="submit" variant="default" loading={test.isPending}>
              {texts.sendTest}
            </Button>
          </Group>
          {test.isError && (
            <Alert color="red" role="alert" mt="xs">
              {wordsOf(test.error)}
            </Alert>
          )}
        </form>
      )}
    </Card>
  );
}
