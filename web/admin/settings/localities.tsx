// The courier's localities beside ours: how many match, and those that an operator says once.

import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { take } from '../../common/api';
import { texts as commonTexts } from '../../common/texts/admin/common';
import { texts } from '../../common/texts/admin/settings/couriers';
import { api, queryClient, wordsOf } from '../frame/client';
import { PlaceInput } from '../parts/place_input';
import { Wide } from '../parts/wide';
import { useMay } from '../frame/session';

export function Localities({ courier }: { courier: string }) {
  const may = useMay();
  const [open, setOpen] = useState(false);
  const key = ['courier-localities', courier];
  const report = useQuery({
    queryKey: key,
    enabled: open,
    queryFn: () => take(api.GET('/api/v1/couriers/{courier}/localities', { params: { path: { courier } } })),
  });
  const fetchList = useMutation({
    meta: { quiet: true },
    mutationFn: () => take(api.POST('/api/v1/couriers/{courier}/localities', { params: { path: { courier } } })),
    onSuccess: (data) => queryClient.setQueryData(key, data),
  });
  const fix = useMutation({
    mutationFn: ({ code, siruta }: { code: string; siruta: number }) =>
      take(
        api.PUT('/api/v1/couriers/{courier}/localities/{code}', {
          params: { path: { courier, code } },
          body: { siruta },
        }),
      ),
    onSuccess: (data) => queryClient.setQueryData(key, data),
  });
  if (!open)
    return (
      <div>
        <Button mt="xs" size="compact-sm" variant="default" onClick={() => setOpen(true)}>
          {texts.localities}
        </Button>
      </div>
    );
  const data = report.data;
  return (
    <Stack gap="xs" mt="xs">
      <Group gap="xs">
        {data && (
          <Text size="sm" role="status">
            {texts.localitiesMatched(data.matched, data.total)}
          </Text>
        )}
        {may('settings.edit') && (
          <Button size="compact-sm" variant="default" loading={fetchList.isPending} onClick={() => fetchList.mutate()}>
            {texts.fetchLocalities}
          </Button>
        )}
        <Button size="compact-sm" variant="subtle" onClick={() => setOpen(false)}>
          {commonTexts.close}
        </Button>
      </Group>
      {fetchList.isError && (
        <Alert color="red" role="alert">
          {wordsOf(fetchList.error)}
        </Alert>
      )}
      {data && data.unmatched.length > 0 && (
        <Wide>
          <table className="grid">
            <thead>
              <tr>
                <th>{commonTexts.courier}</th>
                <th>{commonTexts.county}</th>
                <th>{texts.ourLocality}</th>
              </tr>
            </thead>
            <tbody>
              {data.unmatched.map((each) => (
                <tr key={each.code}>
                  <td>{each.name}</td>
                  <td>{each.county}</td>
                  <td>
                    {may('settings.edit') && (
                      <PlaceInput
                        label={texts.ourLocalityOf(each.name)}
                        onPick={({ siruta }) => fix.mutate({ code: each.code, siruta })}
                      />
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Wide>
      )}
    </Stack>
  );
}
