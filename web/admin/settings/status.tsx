import {
  Anchor,
  Button,
  Card,
  Group,
  MultiSelect,
  NumberInput,
  Select,
  Stack,
  Switch,
  TextInput,
  Title,
} from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { idempotencyKey, type Schemas, take } from '../../common/api';
import { labelOf } from '../../common/labels';
import { texts as commonTexts } from '../../common/texts/admin/common';
import { texts as pageTexts } from '../../common/texts/admin/pages';
import { texts } from '../../common/texts/admin/settings/statuses';
import { api, queryClient, tell } from '../frame/client';
import { statusesQuery } from '../orders/filters';
import { Broken, Loading } from '../parts/states';
import { useMay } from '../frame/session';
import { choicesQuery } from './choices';
import { FormFoot, useForm } from './form';

type Status = Schemas['Status'];
type Draft = Omit<Status, 'id' | 'version'>;

const blank: Draft = {
  code: '',
  axis: 'order',
  stage: 'in_progress',
  name: '',
  name_en: '',
  colour: 'grey',
  icon: '',
  position: 100,
  entry: false,
  next: [],
  permission: '',
  messages: [],
  actions: [],
  alert_hours: 0,
};

export function StatusPage() {
  const { id } = useParams({ from: '/shell/settings/statuses/$id' });
  const statuses = useQuery(statusesQuery),
    choices = useQuery(choicesQuery);
  if (statuses.isError || choices.isError) return <Broken error={statuses.error ?? choices.error} />;
  if (statuses.isPending || choices.isPending) return <Loading />;
  const status = statuses.data.items.find((each) => each.id === id);
  return (
    <StatusForm key={`${id}${status?.version}`} status={status} all={statuses.data.items} choices={choices.data} />
  );
}

function StatusForm({ status, all, choices }: { status?: Status; all: Status[]; choices: Schemas['SettingChoices'] }) {
  const navigate = useNavigate();
  const readOnly = !useMay()('settings.edit');
  const form = useForm<Draft, Status>({
    initial: status ?? blank,
    stale: ['statuses', 'orders'],
    save: ({
      code,
      axis,
      stage,
      name,
      name_en,
      colour,
      icon,
      position,
      entry,
      next,
      permission,
      messages,
      actions,
      alert_hours,
    }) => {
      const body = {
        code,
        axis,
        stage,
        name,
        name_en,
        colour,
        icon,
        position,
        entry,
        next,
        permission,
        messages,
        actions,
        alert_hours,
      };
      return status
        ? take(
            api.PATCH('/api/v1/statuses/{id}', {
              params: { path: { id: status.id } },
              headers: { 'If-Match': `"${status.version}"` },
              body,
            }),
          )
        : take(api.POST('/api/v1/statuses', { params: { header: { 'Idempotency-Key': idempotencyKey() } }, body }));
    },
    onSaved: () => void navigate({ to: '/settings/statuses' }),
  });
  const { value, set, at } = form;
  const ofAxis = all
    .filter((each) => each.axis === value.axis && each.id !== status?.id)
    .sort((a, b) => a.position - b.position);
  return (
    <Stack gap="sm">
      <Anchor component={Link} to="/settings/statuses" size="sm">
        ← {pageTexts.sections.statuses}
      </Anchor>
      <Title order={1}>{status?.name ?? texts.newStatus}</Title>
      <Card>
        <form onSubmit={form.submit}>
          <div className="form">
            <TextInput
              label={commonTexts.name}
              required
              readOnly={readOnly}
              value={value.name}
              error={at('name')}
              onChange={(e) => set({ name: e.currentTarget.value })}
            />
            <TextInput
              label={commonTexts.nameEn}
              readOnly={readOnly}
              value={value.name_en}
              onChange={(e) => set({ name_en: e.currentTarget.value })}
            />
            <TextInput
              label={commonTexts.code}
              required
              readOnly={readOnly || status !== undefined}
              value={value.code}
              error={at('code')}
              onChange={(e) => set({ code: e.currentTarget.value })}
            />
            <Select
              label={texts.axis}
              allowDeselect={false}
              readOnly={readOnly || status !== undefined}
              value={value.axis}
              data={choices.axes.map((each) => ({ value: each.axis, label: texts.axes[each.axis] }))}
              onChange={(axis) =>
                set({
                  axis: axis as Draft['axis'],
                  stage: choices.axes.find((each) => each.axis === axis)!.stages[0],
                  next: [],
                })
              }
            />
            <Select
              label={texts.stage}
              allowDeselect={false}
              readOnly={readOnly}
              value={value.stage}
              error={at('stage')}
              data={choices.axes
                .find((each) => each.axis === value.axis)
                ?.stages.map((stage) => ({ value: stage, label: texts.stages[stage] }))}
              onChange={(stage) => set({ stage: stage as Draft['stage'] })}
            />
            <Select
              label={commonTexts.colour}
              allowDeselect={false}
              readOnly={readOnly}
              value={value.colour}
              data={choices.colours.map((colour) => ({ value: colour, label: labelOf(texts.colours, colour) }))}
              onChange={(colour) => set({ colour: colour! })}
            />
            <MultiSelect
              className="full"
              label={texts.mayFollow}
              description={texts.mayFollowHint}
              readOnly={readOnly}
              value={value.next}
              error={at('next')}
              data={ofAxis.map((each) => ({ value: each.code, label: each.name }))}
              onChange={(next) => set({ next })}
            />
            <MultiSelect
              label={texts.messagesOnEntering}
              readOnly={readOnly}
              value={value.messages}
              error={at('messages')}
              data={choices.templates}
              onChange={(messages) => set({ messages })}
            />
            <MultiSelect
              label={texts.actionsOnEntering}
              readOnly={readOnly}
              value={value.actions}
              data={choices.status_actions.map((action) => ({ value: action, label: texts.statusActions[action] }))}
              onChange={(actions) => set({ actions: actions as Draft['actions'] })}
            />
            <Select
              label={texts.whoMaySet}
              clearable
              readOnly={readOnly}
              value={value.permission || null}
              placeholder={texts.everyone}
              data={choices.permissions}
              onChange={(permission) => set({ permission: permission ?? '' })}
            />
            <NumberInput
              label={texts.alertHours}
              min={0}
              readOnly={readOnly}
              value={value.alert_hours}
              error={at('alert_hours')}
              onChange={(hours) => set({ alert_hours: Number(hours) })}
            />
            <Switch
              label={texts.entry}
              disabled={readOnly}
              checked={value.entry}
              onChange={(e) => set({ entry: e.currentTarget.checked })}
            />
          </div>
          {!readOnly && (
            <Stack gap="xs" mt="sm">
              <FormFoot form={form}>{status && <RemoveStatus status={status} others={ofAxis} />}</FormFoot>
            </Stack>
          )}
        </form>
      </Card>
    </Stack>
  );
}

/** A status that orders are in goes only with a successor for them. */
function RemoveStatus({ status, others }: { status: Status; others: Status[] }) {
  const navigate = useNavigate();
  const [successor, setSuccessor] = useState<string | null>(null);
  const remove = useMutation({
    mutationFn: () =>
      successor
        ? take(
            api.POST('/api/v1/statuses/{id}/replace', {
              params: { path: { id: status.id }, header: { 'Idempotency-Key': idempotencyKey() } },
              body: { successor },
            }),
          )
        : take(api.DELETE('/api/v1/statuses/{id}', { params: { path: { id: status.id } } })),
    onSuccess: async () => {
      tell(texts.statusRemoved(status.name));
      await queryClient.invalidateQueries({ queryKey: ['statuses'] });
      await navigate({ to: '/settings/statuses' });
    },
  });
  return (
    <Group gap="xs" style={{ marginRight: 'auto' }}>
      <Select
        aria-label={texts.successor}
        placeholder={texts.successor}
        clearable
        value={successor}
        onChange={setSuccessor}
        data={others.map((each) => ({ value: each.code, label: each.name }))}
      />
      <Button variant="default" c="var(--danger)" loading={remove.isPending} onClick={() => remove.mutate()}>
        {texts.removeStatus}
      </Button>
    </Group>
  );
}
