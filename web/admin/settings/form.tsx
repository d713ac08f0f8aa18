// What every settings form does: keep what is typed, save it, and show a refusal at its field.

import { Alert, Button, Group } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Problem } from '../../common/api';
import { texts as commonTexts } from '../../common/texts/admin/common';
import { queryClient, tell, wordsOf } from '../frame/client';

interface Options<T, Saved> {
  initial: T;
  save: (value: T) => Promise<Saved>;
  stale: string[]; // the first part of query keys that are read again
  onSaved?: (saved: Saved) => void;
}

export function useForm<T extends object, Saved = unknown>({ initial, save, stale, onSaved }: Options<T, Saved>) {
  const [value, setValue] = useState(initial);
  const saving = useMutation({
    meta: { quiet: true },
    mutationFn: () => save(value),
    onSuccess: async (saved) => {
      tell(commonTexts.saved);
      for (const key of stale) await queryClient.invalidateQueries({ queryKey: [key] });
      onSaved?.(saved);
    },
  });
  const problem = saving.error instanceof Problem ? saving.error : undefined;
  return {
    value,
    set: (change: Partial<T>) => setValue((before) => ({ ...before, ...change })),
    at: (field: string) => (problem?.field === field ? problem.message : undefined),
    saving,
    submit: (event: React.FormEvent) => {
      event.preventDefault();
      saving.mutate();
    },
    changed: JSON.stringify(value) !== JSON.stringify(initial),
  };
}

interface FootProps {
  form: { saving: { isError: boolean; error: unknown; isPending: boolean }; changed: boolean };
  children?: React.ReactNode;
}

export function FormFoot({ form, children }: FootProps) {
  const error = form.saving.error;
  return (
    <>
      {form.saving.isError && (
        <Alert color="red" role="alert">
          {wordsOf(error)}
        </Alert>
      )}
      <Group justify="flex-end" gap="xs">
        {children}
        <Button type="submit" loading={form.saving.isPending}>
          {commonTexts.save}
        </Button>
      </Group>
    </>
  );
}
