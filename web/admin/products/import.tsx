// A product file of Shopify or WooCommerce: first what it would change, then the change.

import { Alert, Anchor, Button, Card, FileButton, Group, Stack, Text, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { ownHeaders, Problem, type Schemas } from '../../common/api';
import { labelOf } from '../../common/labels';
import { texts as commonTexts } from '../../common/texts/admin/common';
import { texts as orderTexts } from '../../common/texts/admin/orders/order';
import { texts as pageTexts } from '../../common/texts/admin/pages';
import { texts } from '../../common/texts/admin/products';
import { queryClient, tell, wordsOf } from '../frame/client';
import { Wide } from '../parts/wide';

async function send<T>(path: string, file: File): Promise<T> {
  const response = await fetch(path, {
    method: 'POST',
    body: file,
    headers: { 'Content-Type': 'text/csv', ...ownHeaders() },
  });
  const answer = await response.json();
  if (!response.ok) throw new Problem(response.status, answer.code, answer.detail, answer.field);
  return answer as T;
}

export function ImportPage() {
  const [file, setFile] = useState<File>();
  const preview = useMutation({
    meta: { quiet: true },
    mutationFn: (chosen: File) => send<Schemas['ImportPreview']>('/api/v1/product-imports/preview', chosen),
  });
  const apply = useMutation({
    meta: { quiet: true },
    mutationFn: () => send<Schemas['ImportReport']>('/api/v1/product-imports', file!),
    onSuccess: (report) => {
      tell(texts.imported(report.created, report.changed));
      preview.reset();
      setFile(undefined);
      void queryClient.invalidateQueries({ queryKey: ['products'] });
    },
  });
  const choose = (chosen: File | null) => {
    if (!chosen) return;
    setFile(chosen);
    preview.mutate(chosen);
  };
  const shown = preview.data,
    error = preview.error ?? apply.error;
  return (
    <Stack gap="sm">
      <Anchor component={Link} to="/products" size="sm">
        ← {pageTexts.products}
      </Anchor>
      <Title order={1}>{pageTexts.importProducts}</Title>
      <Text size="sm" c="dimmed">
        {texts.importHint}
      </Text>
      <Group gap="xs">
        <FileButton accept=".csv,text/csv" onChange={choose}>
          {(props) => (
            <Button {...props} variant="default" loading={preview.isPending}>
              {commonTexts.chooseFile}
            </Button>
          )}
        </FileButton>
        {file && <Text size="sm">{file.name}</Text>}
      </Group>
      {error && (
        <Alert color="red" role="alert">
          {wordsOf(error)}
        </Alert>
      )}
      {shown && (
        <Card>
          <Group justify="space-between" mb="xs">
            <Text role="status">
              {texts.importState(
                shown.report.created,
                shown.report.changed,
                shown.report.unchanged,
                shown.report.problems.length,
              )}
            </Text>
            <Button
              loading={apply.isPending}
              disabled={shown.report.created + shown.report.changed === 0}
              onClick={() => apply.mutate()}
            >
              {texts.importNow}
            </Button>
          </Group>
          {shown.report.problems.length > 0 && (
            <Alert color="orange" mb="xs">
              <ul className="plain failures">
                {shown.report.problems.map((each, i) => (
                  <li key={i}>
                    <strong>{texts.fileLine(each.line)}</strong> {labelOf(texts.productFields, each.field)}:{' '}
                    {each.detail}
                  </li>
                ))}
              </ul>
            </Alert>
          )}
          <Wide>
            <table className="grid">
              <thead>
                <tr>
                  <th>{texts.sku}</th>
                  <th>{commonTexts.name}</th>
                  <th>{orderTexts.whatChanges}</th>
                </tr>
              </thead>
              <tbody>
                {shown.changes.map((change) => (
                  <tr key={change.sku}>
                    <td className="nowrap muted">{change.sku}</td>
                    <td>{change.name}</td>
                    <td>
                      {change.created ? (
                        <strong>{texts.newProduct}</strong>
                      ) : (
                        change.changes.map((each) => (
                          <div key={each.field}>
                            {labelOf(texts.productFields, each.field)}: <span className="muted">{each.from}</span> →{' '}
                            {each.to}
                          </div>
                        ))
                      )}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </Wide>
        </Card>
      )}
    </Stack>
  );
}
