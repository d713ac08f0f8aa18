// Goods that came: what the supplier's document says, what was counted, what a piece costs.

import { ActionIcon, Alert, Anchor, Button, Card, Group, Stack, Text, TextInput, Title } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { idempotencyKey, Problem, take } from '../../common/api';
import { isoDay, lei, money, typedAmount } from '../../common/format';
import { texts } from '../../common/texts/admin/books';
import { texts as commonTexts } from '../../common/texts/admin/common';
import { texts as pageTexts } from '../../common/texts/admin/pages';
import { api, queryClient, tell, wordsOf } from '../frame/client';
import { ProductFinder } from '../parts/product_finder';
import { Wide } from '../parts/wide';

interface Line {
  sku: string;
  name: string;
  invoiced: string;
  received: string;
  unit_cost: string;
}

const plain = (text: string) => text.replace(',', '.');

export function NewReceiptPage() {
  const navigate = useNavigate();
  const [key] = useState(idempotencyKey);
  const [head, setHead] = useState({
    supplier: '',
    supplier_cui: '',
    document: '',
    document_on: isoDay(new Date()),
    received_on: isoDay(new Date()),
    note: '',
  });
  const [lines, setLines] = useState<Line[]>([]);
  const change = (at: number, part: Partial<Line>) =>
    setLines(lines.map((line, i) => (i === at ? { ...line, ...part } : line)));
  const receive = useMutation({
    meta: { quiet: true },
    mutationFn: () =>
      take(
        api.POST('/api/v1/goods-receipts', {
          params: { header: { 'Idempotency-Key': key } },
          body: {
            ...head,
            lines: lines.map((line, i) => {
              const cost = typedAmount(line.unit_cost);
              if (!cost) throw new Problem(422, 'invalid_field', commonTexts.amountLike, `lines[${i}].unit_cost`);
              return {
                sku: line.sku,
                received: plain(line.received),
                invoiced: plain(line.invoiced || line.received),
                unit_cost: lei(cost),
              };
            }),
          },
        }),
      ),
    onSuccess: async ({ number }) => {
      tell(texts.receivedNow(number));
      for (const stale of ['goods-receipts', 'products']) await queryClient.invalidateQueries({ queryKey: [stale] });
      await navigate({ to: '/books', search: { tab: 'goods' } });
    },
  });
  const problem = receive.error instanceof Problem ? receive.error : undefined;
  const at = (field: string) => (problem?.field === field ? problem.message : undefined);
  const text = (field: keyof typeof head, label: string, more: object = {}) => (
    <TextInput
      key={field}
      label={label}
      value={head[field]}
      error={at(field)}
      onChange={(e) => setHead({ ...head, [field]: e.currentTarget.value })}
      {...more}
    />
  );
  return (
    <Stack gap="sm" maw={1000}>
      <Anchor component={Link} to="/books" size="sm">
        ← {pageTexts.goodsReceipts}
      </Anchor>
      <Title order={1}>{texts.newReceipt}</Title>
      {receive.isError && (
        <Alert color="red" role="alert">
          {wordsOf(receive.error)}
        </Alert>
      )}
      <form
        onSubmit={(event) => {
          event.preventDefault();
          receive.mutate();
        }}
      >
        <Stack gap="sm">
          <Card>
            <div className="form">
              {text('supplier', texts.supplier, { required: true })}
              {text('supplier_cui', texts.supplierCui)}
              {text('document', texts.supplierDocument, { required: true })}
              {text('document_on', texts.documentOn, { type: 'date', required: true })}
              {text('received_on', texts.receivedOn, { type: 'date', required: true })}
              {text('note', texts.note)}
            </div>
          </Card>
          <Card>
            <Title order={2} mb="sm">
              {commonTexts.lines}
            </Title>
            <ProductFinder
              onFound={(product) =>
                setLines([
                  ...lines,
                  {
                    sku: product.sku,
                    name: `${product.name} ${product.variant}`.trim(),
                    invoiced: '',
                    received: '1',
                    unit_cost: product.cost.amount.replace('.', ','),
                  },
                ])
              }
            />
            {lines.length > 0 && (
              <Wide>
                <table className="grid">
                  <thead>
                    <tr>
                      <th>SKU</th>
                      <th>{commonTexts.description}</th>
                      <th>{texts.invoicedPieces}</th>
                      <th>{texts.receivedPieces}</th>
                      <th>{texts.unitCost}</th>
                      <th />
                    </tr>
                  </thead>
                  <tbody>
                    {lines.map((line, i) => (
                      <tr key={i}>
                        <td className="nowrap">{line.sku}</td>
                        <td>{line.name}</td>
                        <td>
                          <TextInput
                            w={90}
                            aria-label={`${texts.invoicedPieces} ${line.sku}`}
                            inputMode="decimal"
                            placeholder={line.received}
                            value={line.invoiced}
                            error={at(`lines[${i}].invoiced`)}
                            onChange={(e) => change(i, { invoiced: e.currentTarget.value })}
                          />
                        </td>
                        <td>
                          <TextInput
                            w={90}
                            aria-label={`${texts.receivedPieces} ${line.sku}`}
                            required
                            inputMode="decimal"
                            value={line.received}
                            error={at(`lines[${i}].received`)}
                            onChange={(e) => change(i, { received: e.currentTarget.value })}
                          />
                        </td>
                        <td>
                          <TextInput
                            w={120}
                            aria-label={`${texts.unitCost} ${line.sku}`}
                            required
                            inputMode="decimal"
                            rightSection="lei"
                            value={line.unit_cost}
                            error={at(`lines[${i}].unit_cost`)}
                            onChange={(e) => change(i, { unit_cost: e.currentTarget.value })}
                          />
                        </td>
                        <td>
                          <ActionIcon
                            color="gray"
                            aria-label={`${commonTexts.remove} ${line.sku}`}
                            onClick={() => setLines(lines.filter((_, j) => i !== j))}
                          >
                            <IconTrash size={16} />
                          </ActionIcon>
                        </td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </Wide>
            )}
          </Card>
          <Group justify="space-between">
            <Text fw={600}>
              {commonTexts.total}: {money(lei(totalOf(lines)))}
            </Text>
            <Button type="submit" disabled={lines.length === 0} loading={receive.isPending}>
              {texts.receiveGoods}
            </Button>
          </Group>
        </Stack>
      </form>
    </Stack>
  );
}

/** What the server will say: each line rounded half up to a ban. Lines that are no numbers yet count nothing. */
function totalOf(lines: Line[]): string {
  let sum = 0n;
  for (const line of lines) {
    const cost = typedAmount(line.unit_cost);
    const pieces = /^(\d+)(?:\.(\d{1,3}))?$/.exec(plain(line.received));
    if (!cost || !pieces) continue;
    const thousandths = BigInt(pieces[1]) * 1000n + BigInt((pieces[2] ?? '').padEnd(3, '0'));
    sum += (BigInt(cost.replace('.', '')) * thousandths + 500n) / 1000n;
  }
  const digits = sum.toString().padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
