// An invoice from scratch, without an order.

import {
  ActionIcon,
  Alert,
  Anchor,
  Button,
  Card,
  Group,
  SegmentedControl,
  Select,
  Stack,
  Text,
  TextInput,
  Title,
} from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { idempotencyKey, Problem, type Schemas, take } from '../../common/api';
import { lei, typedAmount } from '../../common/format';
import { choicesOf } from '../../common/labels';
import { texts as commonTexts } from '../../common/texts/admin/common';
import { texts } from '../../common/texts/admin/invoices';
import { texts as pageTexts } from '../../common/texts/admin/pages';
import { texts as productTexts } from '../../common/texts/admin/products';
import { api, queryClient, tell, wordsOf } from '../frame/client';
import { PlaceInput } from '../parts/place_input';

interface Line {
  key: number;
  description: string;
  unit: string;
  quantity: string;
  unit_price: string;
  vat_class: string;
}

const blankLine = (key: number): Line => ({
  key,
  description: '',
  unit: 'buc',
  quantity: '1',
  unit_price: '',
  vat_class: 'standard',
});

export function NewInvoicePage() {
  const navigate = useNavigate();
  const [key] = useState(idempotencyKey);
  const [isCompany, setCompany] = useState(false);
  const [buyer, setBuyer] = useState({ name: '', cui: '', reg_no: '', iban: '', bank: '' });
  const [address, setAddress] = useState<Schemas['Address']>({
    siruta: 0,
    county: '',
    locality: '',
    street: '',
    postal_code: '',
    country: 'RO',
  });
  const [terms, setTerms] = useState({
    without_vat: '',
    without_vat_by: '',
    currency: 'RON',
    delivered_on: '',
    due_on: '',
    mention: '',
  });
  const abroad = address.country.toUpperCase() !== 'RO';
  const [lines, setLines] = useState([blankLine(1)]);
  const setLine = (at: number, change: Partial<Line>) =>
    setLines(lines.map((line, i) => (i === at ? { ...line, ...change } : line)));

  const issue = useMutation({
    meta: { quiet: true },
    mutationFn: () =>
      take(
        api.POST('/api/v1/invoices', {
          params: { header: { 'Idempotency-Key': key } },
          body: {
            buyer: {
              ...(isCompany ? { company: { ...buyer, address: '' } } : { person: { name: buyer.name } }),
              address,
            },
            lines: lines.map(({ key: _key, unit_price, ...line }, i) => {
              const amount = typedAmount(unit_price);
              if (!amount)
                throw new Problem(422, 'invalid_field', `${texts.unitPrice}: 123,45`, `lines[${i}].unit_price`);
              return {
                ...line,
                quantity: line.quantity.replace(',', '.'),
                unit_price: { ...lei(amount), currency: terms.currency },
              };
            }),
            ...Object.fromEntries(Object.entries(terms).filter(([, value]) => value !== '')),
          },
        }),
      ),
    onSuccess: async (invoice) => {
      tell(texts.issued(`${invoice.series} ${invoice.number}`));
      await queryClient.invalidateQueries({ queryKey: ['invoices'] });
      await navigate({ to: '/invoices' });
    },
  });
  const lookUp = useMutation({
    mutationFn: () => take(api.GET('/api/v1/checkout/companies/{cui}', { params: { path: { cui: buyer.cui } } })),
    onSuccess: (found) => {
      setBuyer({ ...buyer, name: found.name, cui: found.cui, reg_no: found.reg_no || buyer.reg_no });
      if (found.place.locality) setAddress({ ...address, ...found.place });
      tell(texts.foundIn(found.name, found.vat_payer));
    },
  });
  const problem = issue.error instanceof Problem ? issue.error : undefined;
  const at = (field: string) => (problem?.field === field ? problem.message : undefined);
  const companyFields = [
    ['cui', commonTexts.cui, true],
    ['reg_no', commonTexts.regNo, false],
    ['bank', commonTexts.bank, false],
    ['iban', commonTexts.iban, false],
  ] as const;

  return (
    <Stack gap="sm" maw={1000}>
      <Anchor component={Link} to="/invoices" size="sm">
        ← {pageTexts.invoices}
      </Anchor>
      <Title order={1}>{pageTexts.newInvoice}</Title>
      <Text size="sm" c="dimmed">
        {texts.issueHint}
      </Text>
      {issue.isError && (
        <Alert color="red" role="alert">
          {wordsOf(issue.error)}
        </Alert>
      )}
      <form
        onSubmit={(event) => {
          event.preventDefault();
          issue.mutate();
        }}
      >
        <Stack gap="sm">
          <Card>
            <Group mb="sm">
              <Title order={2}>{texts.buyer}</Title>
              <SegmentedControl
                size="xs"
                value={isCompany ? 'company' : 'person'}
                onChange={(value) => setCompany(value === 'company')}
                data={[
                  { value: 'person', label: texts.personBuyer },
                  { value: 'company', label: texts.companyBuyer },
                ]}
              />
            </Group>
            <div className="form">
              <TextInput
                label={commonTexts.name}
                required
                value={buyer.name}
                error={at('buyer') ?? at('buyer.company.name')}
                onChange={(e) => setBuyer({ ...buyer, name: e.currentTarget.value })}
              />
              {isCompany &&
                companyFields.map(([field, label, required]) => (
                  <TextInput
                    key={field}
                    label={label}
                    required={required}
                    value={buyer[field]}
                    error={at(`buyer.company.${field}`)}
                    onChange={(e) => setBuyer({ ...buyer, [field]: e.currentTarget.value })}
                  />
                ))}
              {isCompany && (
                <Button
                  variant="default"
                  style={{ alignSelf: 'end' }}
                  disabled={buyer.cui.length < 2}
                  loading={lookUp.isPending}
                  onClick={() => lookUp.mutate()}
                >
                  {texts.lookUp}
                </Button>
              )}
              <TextInput
                label={texts.country}
                required
                maxLength={2}
                value={address.country}
                error={at('buyer.address.country')}
                onChange={(e) => setAddress({ ...address, country: e.currentTarget.value })}
              />
              {abroad ? (
                <>
                  <TextInput
                    label={commonTexts.locality}
                    required
                    value={address.locality}
                    error={at('buyer.address.locality')}
                    onChange={(e) => setAddress({ ...address, locality: e.currentTarget.value })}
                  />
                  <TextInput
                    label={texts.region}
                    value={address.county}
                    onChange={(e) => setAddress({ ...address, county: e.currentTarget.value })}
                  />
                </>
              ) : (
                <PlaceInput
                  key={address.siruta}
                  label={commonTexts.locality}
                  required
                  initial={address.locality && `${address.locality} (${address.county})`}
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
              )}
              <TextInput
                label={commonTexts.street}
                required
                value={address.street}
                error={at('buyer.address.street')}
                onChange={(e) => setAddress({ ...address, street: e.currentTarget.value })}
              />
              <TextInput
                label={commonTexts.postalCode}
                value={address.postal_code}
                error={at('buyer.address.postal_code')}
                onChange={(e) => setAddress({ ...address, postal_code: e.currentTarget.value })}
              />
            </div>
          </Card>
          <Card>
            <div className="form">
              <Select
                label={texts.withoutVat}
                allowDeselect={false}
                value={terms.without_vat}
                error={at('without_vat')}
                data={[{ value: '', label: texts.withVat }, ...choicesOf(texts.withoutVats)]}
                onChange={(without_vat) => setTerms({ ...terms, without_vat: without_vat ?? '' })}
              />
              {terms.without_vat === 'exempt' && (
                <TextInput
                  label={texts.withoutVatBy}
                  required
                  value={terms.without_vat_by}
                  error={at('without_vat_by')}
                  onChange={(e) => setTerms({ ...terms, without_vat_by: e.currentTarget.value })}
                />
              )}
              <Select
                label={texts.currency}
                allowDeselect={false}
                value={terms.currency}
                error={at('currency')}
                data={['RON', 'EUR', 'USD', 'GBP', 'HUF']}
                onChange={(currency) => setTerms({ ...terms, currency: currency! })}
              />
              <TextInput
                type="date"
                label={texts.deliveredOn}
                value={terms.delivered_on}
                error={at('delivered_on')}
                onChange={(e) => setTerms({ ...terms, delivered_on: e.currentTarget.value })}
              />
              <TextInput
                type="date"
                label={texts.dueDate}
                value={terms.due_on}
                error={at('due_on')}
                onChange={(e) => setTerms({ ...terms, due_on: e.currentTarget.value })}
              />
              <TextInput
                label={texts.mention}
                value={terms.mention}
                onChange={(e) => setTerms({ ...terms, mention: e.currentTarget.value })}
              />
            </div>
          </Card>
          <Card>
            <Title order={2} mb="sm">
              {commonTexts.lines}
            </Title>
            <Stack gap="xs">
              {lines.map((line, i) => (
                <Group key={line.key} align="flex-end" gap="xs">
                  <TextInput
                    style={{ flex: '1 1 220px' }}
                    label={commonTexts.description}
                    required
                    value={line.description}
                    error={at(`lines[${i}].description`)}
                    onChange={(e) => setLine(i, { description: e.currentTarget.value })}
                  />
                  <TextInput
                    w={70}
                    label={productTexts.unit}
                    required
                    value={line.unit}
                    error={at(`lines[${i}].unit`)}
                    onChange={(e) => setLine(i, { unit: e.currentTarget.value })}
                  />
                  <TextInput
                    w={90}
                    label={commonTexts.quantity}
                    required
                    inputMode="decimal"
                    value={line.quantity}
                    error={at(`lines[${i}].quantity`)}
                    onChange={(e) => setLine(i, { quantity: e.currentTarget.value })}
                  />
                  <TextInput
                    w={140}
                    label={terms.without_vat ? texts.priceWithoutVat : texts.unitPrice}
                    required
                    inputMode="decimal"
                    rightSection={terms.currency === 'RON' ? 'lei' : terms.currency}
                    rightSectionWidth={44}
                    value={line.unit_price}
                    error={at(`lines[${i}].unit_price`)}
                    onChange={(e) => setLine(i, { unit_price: e.currentTarget.value })}
                  />
                  {!terms.without_vat && (
                    <Select
                      w={110}
                      label={productTexts.vatClass}
                      allowDeselect={false}
                      data={choicesOf(productTexts.vatClasses)}
                      value={line.vat_class}
                      onChange={(value) => setLine(i, { vat_class: value! })}
                    />
                  )}
                  <ActionIcon
                    color="gray"
                    aria-label={`${commonTexts.remove} ${i + 1}`}
                    disabled={lines.length === 1}
                    onClick={() => setLines(lines.filter((_, j) => i !== j))}
                  >
                    <IconTrash size={16} />
                  </ActionIcon>
                </Group>
              ))}
              <Button
                variant="default"
                w="fit-content"
                onClick={() => setLines([...lines, blankLine(lines[lines.length - 1].key + 1)])}
              >
                {texts.addLine}
              </Button>
            </Stack>
          </Card>
          <Group justify="flex-end">
            <Button type="submit" size="sm" loading={issue.isPending}>
              {texts.issue}
            </Button>
          </Group>
        </Stack>
      </form>
    </Stack>
  );
}
