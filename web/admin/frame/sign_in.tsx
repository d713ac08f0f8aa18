import { Alert, Button, Card, PasswordInput, Stack, TextInput, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useRouter, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { take } from '../../common/api';
import { texts as commonTexts } from '../../common/texts/admin/common';
import { texts } from '../../common/texts/admin/frame';
import { api, queryClient, wordsOf } from './client';

export function SignInPage() {
  const router = useRouter();
  const { next } = useSearch({ from: '/sign-in' });
  const [shop, setShop] = useState(localStorage.getItem('taraba.shop') ?? 'demo');
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const signIn = useMutation({
    meta: { quiet: true },
    mutationFn: () => take(api.POST('/api/v1/staff/sign-in', { body: { shop, email, password } })),
    onSuccess: async () => {
      localStorage.setItem('taraba.shop', shop);
      queryClient.clear();
      await router.navigate({ to: next?.startsWith('/admin/') ? next.slice('/admin'.length) : '/orders' });
    },
  });
  return (
    <main style={{ maxWidth: 360, margin: '12vh auto', padding: 16 }}>
      <Card padding="lg">
        <form
          onSubmit={(event) => {
            event.preventDefault();
            signIn.mutate();
          }}
        >
          <Stack gap="sm">
            <Title order={1}>
              {texts.appName} · {texts.signIn}
            </Title>
            {signIn.isError && (
              <Alert color="red" role="alert">
                {wordsOf(signIn.error)}
              </Alert>
            )}
            <TextInput
              label={texts.shopField}
              size="sm"
              required
              value={shop}
              onChange={(e) => setShop(e.currentTarget.value)}
            />
            <TextInput
              label={commonTexts.email}
              size="sm"
              type="email"
              autoComplete="username"
              required
              autoFocus
              value={email}
              onChange={(e) => setEmail(e.currentTarget.value)}
            />
            <PasswordInput
              label={commonTexts.password}
              size="sm"
              autoComplete="current-password"
              required
              value={password}
              onChange={(e) => setPassword(e.currentTarget.value)}
            />
            <Button type="submit" size="sm" loading={signIn.isPending}>
              {texts.signInButton}
            </Button>
          </Stack>
        </form>
      </Card>
    </main>
  );
}
