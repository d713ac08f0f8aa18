import {
  Alert,
  Anchor,
  Button,
  Card,
  Group,
  NumberInput,
  Select,
  Stack,
  Switch,
  Text,
  TextInput,
  Title,
} from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { idempotencyKey, Problem, type Schemas, take } from '../../common/api';
import { lei } from '../../common/format';
import { texts as commonTexts } from '../../common/texts/admin/common';
import { texts as pageTexts } from '../../common/texts/admin/pages';
import { texts } from '../../common/texts/admin/settings/delivery';
import { api, queryClient, tell, wordsOf } from '../frame/client';
import { Broken, Loading } from '../parts/states';
import { useMay } from '../frame/session';
import { Calculator } from './calculator';
import { CostCurves } from './cost_curves';
import { FormulaEditor } from './formula_editor';
import { Presets } from './presets';
import { SimulationCard } from './simulation';

type Method = Schemas['DeliveryMethod'];

const blank: Omit<Method, 'id' | 'version'> = {
  code: '',
  name: '',
  name_en: '',
  kind: 'courier',
  courier: 'fan',
  active: true,
  position: 10,
  formula: {
    base: lei('15.00'),
    weight_bands: [],
    per_extra_kg: lei('1.00'),
    quantity_bands: [],
    distance_bands: [],
    per_extra_10km: lei('0.00'),
    volume_bands: [],
    value_bands: [],
    far_from_courier: false,
    parcel_cm3_max: 0,
    parcel_side_mm_max: 0,
    cm3_per_kg: 6000,
    road_factor_percent: 130,
    weight_g_max: 0,
    free_by_group: [],
    zones: [],
    far_places: [],
    parcel_weight_g_max: 0,
    ask_courier: false,
    to_points: false,
    working_days: 1,
  },
};

export function DeliveryMethodPage() {
  const { id } = useParams({ from: '/shell/settings/delivery-methods/$id' });
  const query = useQuery({
    queryKey: ['delivery-methods', id],
    enabled: id !== 'new',
    queryFn: () => take(api.GET('/api/v1/delivery-methods/{id}', { params: { path: { id } } })),
  });
  if (id === 'new') return <MethodForm key="new" />;
  if (query.isError) return <Broken error={query.error} />;
  if (query.isPending) return <Loading />;
  return <MethodForm key={query.data.version} method={query.data} />;
}

function MethodForm({ method }: { method?: Method }) {
  const navigate = useNavigate();
  const readOnly = !useMay()('settings.edit');
  const [form, setForm] = useState<Omit<Method, 'id' | 'version'>>(method ?? blank);
  const [started, setStarted] = useState(0);
  const set = (change: Partial<Method>) => setForm({ ...form, ...change });
  const couriers = useQuery({ queryKey: ['couriers'], queryFn: () => take(api.GET('/api/v1/couriers')) }).data;
  const chosen = couriers?.items.find(({ traits }) => traits.name === form.courier);
  const save = useMutation({
    meta: { quiet: true },
    mutationFn: () => {
      const { code, name, name_en, kind, courier, active, position, formula } = form;
      const body = {
        code,
        name,
        name_en,
        kind,
        courier: kind === 'courier' ? courier || 'fan' : '',
        active,
        position,
        formula,
      };
      return method
        ? take(
            api.PATCH('/api/v1/delivery-methods/{id}', {
              params: { path: { id: method.id } },
              headers: { 'If-Match': `"${method.version}"` },
              body,
            }),
          )
        : take(
            api.POST('/api/v1/delivery-methods', { params: { header: { 'Idempotency-Key': idempotencyKey() } }, body }),
          );
    },
    onSuccess: async (saved) => {
      tell(commonTexts.saved);
      await queryClient.invalidateQueries({ queryKey: ['delivery-methods'] });
      if (!method) await navigate({ to: '/settings/delivery-methods/$id', params: { id: saved.id } });
    },
  });
  const problem = save.error instanceof Problem ? save.error : undefined;
  const at = (field: string) => (problem?.field === field ? problem.message : undefined);
  return (
    <Stack gap="sm">
      <Anchor component={Link} to="/settings/delivery-methods" size="sm">
        ← {pageTexts.deliveryMethods}
      </Anchor>
      <Title order={1}>{method?.name ?? pageTexts.deliveryMethods}</Title>
      {save.isError && (
        <Alert color="red" role="alert">
          {wordsOf(save.error)}
        </Alert>
      )}
      <div className="beside">
        <form
          onSubmit={(event) => {
            event.preventDefault();
            save.mutate();
          }}
        >
          <Stack gap="sm">
            <Card>
              <div className="form">
                <TextInput
                  label={commonTexts.name}
                  required
                  readOnly={readOnly}
                  value={form.name}
                  error={at('name')}
                  onChange={(e) => set({ name: e.currentTarget.value })}
                />
                <TextInput
                  label={commonTexts.nameEn}
                  readOnly={readOnly}
                  value={form.name_en}
                  onChange={(e) => set({ name_en: e.currentTarget.value })}
                />
                <TextInput
                  label={commonTexts.code}
                  required
                  readOnly={readOnly}
                  value={form.code}
                  error={at('code')}
                  onChange={(e) => set({ code: e.currentTarget.value })}
                />
                <Select
                  label={commonTexts.kind}
                  allowDeselect={false}
                  readOnly={readOnly}
                  value={form.kind}
                  onChange={(kind) => set({ kind: kind as Method['kind'] })}
                  data={[
                    { value: 'courier', label: texts.courierMethod },
                    { value: 'pickup', label: texts.pickupMethod },
                  ]}
                />
                <NumberInput
                  label={commonTexts.position}
                  readOnly={readOnly}
                  value={form.position}
                  onChange={(value) => set({ position: Number(value) })}
                />
                <NumberInput
                  label={texts.deliveryDays}
                  min={0}
                  max={60}
                  readOnly={readOnly}
                  value={form.formula.working_days}
                  error={at('formula.working_days')}
                  onChange={(days) => set({ formula: { ...form.formula, working_days: Number(days) } })}
                />
                {form.kind === 'courier' && (
                  <Select
                    label={commonTexts.courier}
                    allowDeselect={false}
                    readOnly={readOnly}
                    value={form.courier}
                    error={at('courier')}
                    onChange={(courier) => set({ courier: courier! })}
                    data={[
                      { value: 'rules', label: texts.byRules },
                      ...(couriers?.items.map(({ traits }) => ({ value: traits.name, label: traits.title })) ?? []),
                    ]}
                  />
                )}
                {form.kind === 'courier' && chosen?.traits.prices && (
                  <Switch
                    label={texts.askCourierPrice}
                    description={texts.askCourierHint}
                    disabled={readOnly}
                    checked={form.formula.ask_courier}
                    onChange={(e) => set({ formula: { ...form.formula, ask_courier: e.currentTarget.checked } })}
                  />
                )}
                {form.kind === 'courier' && (!chosen || chosen.traits.lockers) && (
                  <Switch
                    label={texts.toPoints}
                    description={texts.toPointsHint}
                    disabled={readOnly}
                    checked={form.formula.to_points}
                    onChange={(e) => set({ formula: { ...form.formula, to_points: e.currentTarget.checked } })}
                  />
                )}
                <Switch
                  label={commonTexts.offered}
                  disabled={readOnly}
                  checked={form.active}
                  onChange={(e) => set({ active: e.currentTarget.checked })}
                />
              </div>
            </Card>
            {form.kind === 'courier' && (
              <Card>
                <Title order={2}>{texts.formula}</Title>
                <Text size="sm" c="dimmed" mb="sm">
                  {texts.formulaHint}
                </Text>
                {!readOnly && (
                  <Presets
                    formula={form.formula}
                    onPick={(formula, courier) => {
                      set({ formula, courier });
                      setStarted(started + 1);
                    }}
                  />
                )}
                <FormulaEditor
                  key={started}
                  formula={form.formula}
                  readOnly={readOnly}
                  onChange={(formula) => set({ formula })}
                />
              </Card>
            )}
            {!readOnly && (
              <Group justify="flex-end">
                <Button type="submit" loading={save.isPending}>
                  {commonTexts.save}
                </Button>
              </Group>
            )}
          </Stack>
        </form>
        {form.kind === 'courier' && (
          <Stack gap="sm">
            <Calculator formula={form.formula} courier={form.courier} />
            <CostCurves formula={form.formula} />
            {method && <SimulationCard id={method.id} formula={form.formula} />}
          </Stack>
        )}
      </div>
    </Stack>
  );
}
