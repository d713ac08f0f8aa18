// Loading, empty and broken: what every view can be besides itself.

import { Alert, Button, Center, Skeleton, Stack, Text } from '@mantine/core';
import { texts } from '../../common/texts/admin/common';
import { wordsOf } from '../frame/client';

export function Loading({ rows = 8 }: { rows?: number }) {
  return (
    <Stack gap={6} aria-busy="true" aria-label={texts.loading}>
      {Array.from({ length: rows }, (_, i) => (
        <Skeleton key={i} height={28} />
      ))}
    </Stack>
  );
}

export function Empty({ children }: { children: React.ReactNode }) {
  return (
    <Center p="xl">
      <Text c="dimmed">{children}</Text>
    </Center>
  );
}

export function Broken({ error, reset }: { error: unknown; reset?: () => void }) {
  return (
    <Alert color="red" role="alert" m="md">
      <Text mb="xs">{wordsOf(error)}</Text>
      <Button variant="default" onClick={() => (reset ? reset() : location.reload())}>
        {texts.retry}
      </Button>
    </Alert>
  );
}

export function NotFound() {
  return <Empty>404</Empty>;
}
