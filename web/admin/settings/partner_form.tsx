// The account with a partner: made from what the partner says it needs, with secrets that never come back.

import { Alert, Button, PasswordInput, Select, Stack, Textarea, TextInput } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Schemas } from '../../common/api';
import { textMap } from '../../common/text_map';
import { labelOf } from '../../common/labels';
import { texts } from '../../common/texts/admin/settings/partners';
import { useMay } from '../frame/session';
import { FormFoot, useForm } from './form';

type Mode = Schemas['ProcessorAccountView']['mode'];
type Field = Schemas['CredentialField'];

interface Account {
  mode: Mode;
  credentials?: unknown;
  endpoints?: unknown;
  secrets: string[];
  set_up: boolean;
  played: boolean;
}

type Body<Extra> = Extra & { mode: Mode; credentials: Record<string, string>; endpoints: Record<string, string> };

interface Props<Extra extends object> {
  account: Account;
  fields: Field[];
  endpoints?: string[];
  extra: Extra; // what the account has beside credentials
  stale: string[];
  save: (body: Body<Extra>) => Promise<unknown>;
  check?: () => Promise<unknown>;
  children?: (form: {
    value: Body<Extra>;
    set: (change: Partial<Body<Extra>>) => void;
    at: (field: string) => string | undefined;
    readOnly: boolean;
  }) => ReactNode;
  foot?: ReactNode;
}

export function AccountChip({ account }: { account: Account }) {
  return (
    <span className="chip" data-colour={account.set_up ? 'green' : account.played ? 'blue' : 'grey'}>
      {account.set_up
        ? account.mode === 'live'
          ? texts.live
          : texts.testMode
        : account.played
          ? texts.playedBySandbox
          : texts.notSetUp}
    </span>
  );
}

export function PartnerForm<Extra extends object>({
  account,
  fields,
  endpoints = ['base'],
  extra,
  stale,
  save,
  check,
  children,
  foot,
}: Props<Extra>) {
  const readOnly = !useMay()('settings.edit');
  const form = useForm<Body<Extra>>({
    initial: {
      ...extra,
      mode: account.mode,
      credentials: textMap(account.credentials),
      endpoints: textMap(account.endpoints),
    },
    stale,
    save,
  });
  const trial = useMutation({ meta: { quiet: true }, mutationFn: async () => check?.() });
  const { value, set, at } = form;
  const change = (part: Partial<Body<Extra>>) => set(part);
  const credential = ({ name, secret, multiline, optional, preset }: Field) => {
    const common = {
      label: labelOf(texts.credentials, name),
      readOnly,
      required: !optional && !account.secrets.includes(name),
      value: value.credentials[name] ?? '',
      error: at(`credentials.${name}`),
      placeholder: account.secrets.includes(name) ? texts.unchanged : preset || undefined,
    };
    const type = (text: string) =>
      change({ credentials: { ...value.credentials, [name]: text } } as Partial<Body<Extra>>);
    if (multiline)
      return (
        <Textarea
          key={name}
          {...common}
          autosize
          minRows={3}
          maxRows={8}
          spellCheck={false}
          onChange={(e) => type(e.currentTarget.value)}
        />
      );
    if (secret)
      return (
        <PasswordInput
          key={name}
          size="xs"
          {...common}
          autoComplete="new-password"
          visibilityToggleButtonProps={{ 'aria-label': texts.showPassword }}
          onChange={(e) => type(e.currentTarget.value)}
        />
      );
    return <TextInput key={name} {...common} onChange={(e) => type(e.currentTarget.value)} />;
  };
  return (
    <form onSubmit={form.submit}>
      <div className="form">
        <Select
          label={texts.mode}
          allowDeselect={false}
          readOnly={readOnly}
          value={value.mode}
          data={[
            { value: 'sandbox', label: texts.testMode },
            { value: 'live', label: texts.live },
          ]}
          onChange={(mode) => change({ mode: mode as Mode } as Partial<Body<Extra>>)}
        />
        {children?.({ value, set: change, at, readOnly })}
        {fields.map(credential)}
      </div>
      {foot}
      <details>
        <summary>{texts.otherAddresses}</summary>
        <div className="form">
          {endpoints.map((name) => (
            <TextInput
              key={name}
              label={name}
              readOnly={readOnly}
              value={value.endpoints[name] ?? ''}
              error={at(`endpoints.${name}`)}
              onChange={(e) =>
                change({ endpoints: { ...value.endpoints, [name]: e.currentTarget.value } } as Partial<Body<Extra>>)
              }
            />
          ))}
        </div>
      </details>
      {!readOnly && (
        <Stack gap="xs" mt="sm">
          {trial.isError && (
            <Alert color="red" role="alert">
              {trial.error.message}
            </Alert>
          )}
          <FormFoot form={form}>
            {check && (
              <Button
                variant="default"
                loading={trial.isPending}
                leftSection={trial.isSuccess ? <IconCheck size={14} /> : undefined}
                onClick={() => trial.mutate()}
              >
                {trial.isSuccess ? texts.connectionWorks : texts.testConnection}
              </Button>
            )}
          </FormFoot>
        </Stack>
      )}
    </form>
  );
}
