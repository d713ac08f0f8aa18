// What the last nightly verification of the records found.

import { Alert, Button, Card, Group, Text, Title } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type Schemas, take } from '../../common/api';
import { time } from '../../common/format';
import { texts } from '../../common/texts/admin/settings/activity';
import { api, queryClient } from '../frame/client';
import { Broken, Loading } from '../parts/states';

export function TrailChecks() {
  const checks = useQuery({
    queryKey: ['trail-checks'],
    queryFn: () => take(api.GET('/api/v1/trail-checks')),
    refetchInterval: (query) => (query.state.data?.items[0] && !query.state.data.items[0].finished_at ? 1_000 : false),
  });
  const begin = useMutation({
    mutationFn: () => take(api.POST('/api/v1/trail-checks')),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['trail-checks'] }),
  });
  if (checks.isError) return <Broken error={checks.error} />;
  if (checks.isPending) return <Loading />;
  const last = checks.data.items[0];
  return (
    <Card>
      <Group justify="space-between" align="flex-start">
        <div>
          <Title order={2}>{texts.checks}</Title>
          <Text size="sm" c="dimmed">
            {texts.checksHint}
          </Text>
        </div>
        <Button
          variant="default"
          loading={begin.isPending || (last && !last.finished_at)}
          onClick={() => begin.mutate()}
        >
          {texts.checkNow}
        </Button>
      </Group>
      {begin.isError && <Broken error={begin.error} />}
      <Outcome check={last} />
    </Card>
  );
}

function Outcome({ check }: { check?: Schemas['TrailCheck'] }) {
  if (!check) return <Text mt="xs">{texts.never}</Text>;
  if (!check.finished_at) return <Text mt="xs">{texts.running(check.trails)}</Text>;
  if (check.wrong_count === 0) return <Text mt="xs">{texts.whole(time(check.finished_at), check.trails)}</Text>;
  return (
    <Alert color="red" mt="xs">
      <Text fw={600} size="sm" c="var(--mantine-color-text)">
        {texts.broken(time(check.finished_at), check.wrong_count)}
      </Text>
      {check.wrong.map((sentence) => (
        <div key={sentence}>{sentence}</div>
      ))}
    </Alert>
  );
}
