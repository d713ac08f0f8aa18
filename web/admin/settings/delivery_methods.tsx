import { Button, Group, Stack, Title } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { take } from '../../common/api';
import { texts as commonTexts } from '../../common/texts/admin/common';
import { texts as pageTexts } from '../../common/texts/admin/pages';
import { texts } from '../../common/texts/admin/settings/delivery';
import { api } from '../frame/client';
import { Broken, Loading } from '../parts/states';
import { Amount } from '../parts/words';
import { useMay } from '../frame/session';
import { Wide } from '../parts/wide';
import { Roads } from './roads';

export function DeliveryMethodsPage() {
  const navigate = useNavigate();
  const may = useMay();
  const methods = useQuery({
    queryKey: ['delivery-methods'],
    queryFn: () => take(api.GET('/api/v1/delivery-methods')),
  });
  if (methods.isError) return <Broken error={methods.error} />;
  if (methods.isPending) return <Loading rows={3} />;
  const rows = [...methods.data.items].sort((a, b) => a.position - b.position);
  return (
    <Stack gap="sm">
      <Group justify="space-between">
        <Title order={1}>{pageTexts.deliveryMethods}</Title>
        {may('settings.edit') && (
          <Button
            leftSection={<IconPlus size={14} />}
            onClick={() => void navigate({ to: '/settings/delivery-methods/$id', params: { id: 'new' } })}
          >
            {commonTexts.add}
          </Button>
        )}
      </Group>
      <Wide>
        <table className="grid">
          <thead>
            <tr>
              <th>{commonTexts.name}</th>
              <th>{commonTexts.code}</th>
              <th>{commonTexts.kind}</th>
              <th className="num">{texts.base}</th>
              <th className="num">{texts.freeAbove}</th>
              <th>{commonTexts.offered}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((method) => (
              <tr key={method.id}>
                <td>
                  <Link className="link" to="/settings/delivery-methods/$id" params={{ id: method.id }}>
                    {method.name}
                  </Link>
                </td>
                <td className="muted">{method.code}</td>
                <td>{method.kind === 'courier' ? texts.courierMethod : texts.pickupMethod}</td>
                <td className="num">
                  {method.kind === 'courier' ? <Amount value={method.formula.base} /> : commonTexts.free}
                </td>
                <td className="num">
                  {method.formula.free_above ? <Amount value={method.formula.free_above} /> : '–'}
                </td>
                <td>{method.active ? commonTexts.yes : commonTexts.no}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Wide>
      <Roads />
    </Stack>
  );
}
