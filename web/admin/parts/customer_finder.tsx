// A customer as one types: by name, e-mail or telephone.

import { Combobox, Text, TextInput, useCombobox } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconUserSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type Schemas, take } from '../../common/api';
import { phone } from '../../common/format';
import { texts } from '../../common/texts/admin/common';
import { api } from '../frame/client';

type Customer = Schemas['Customer'];

export function CustomerFinder({ onFound }: { onFound: (customer: Customer) => void }) {
  const combobox = useCombobox();
  const [text, setText] = useState('');
  const [wanted] = useDebouncedValue(text.trim(), 150);
  const customers =
    useQuery({
      queryKey: ['customers', 'find', wanted],
      enabled: wanted.length > 1,
      queryFn: () => take(api.GET('/api/v1/customers', { params: { query: { q: wanted, limit: 8 } } })),
    }).data?.items ?? [];
  return (
    <Combobox
      store={combobox}
      onOptionSubmit={(id) => {
        const customer = customers.find((each) => each.id === id);
        if (customer) onFound(customer);
        setText('');
        combobox.closeDropdown();
      }}
    >
      <Combobox.Target>
        <TextInput
          value={text}
          aria-label={texts.findCustomer}
          placeholder={texts.findCustomer}
          leftSection={<IconUserSearch size={15} />}
          data-autofocus
          onChange={(event) => {
            setText(event.currentTarget.value);
            combobox.openDropdown();
            combobox.selectFirstOption();
          }}
        />
      </Combobox.Target>
      <Combobox.Dropdown hidden={customers.length === 0}>
        <Combobox.Options>
          {customers.map((customer) => (
            <Combobox.Option key={customer.id} value={customer.id}>
              <Text size="sm">
                {customer.name}{' '}
                <span className="muted">
                  {customer.email} · {phone(customer.phone)}
                  {customer.company && ` · ${customer.company.name}`}
                </span>
              </Text>
            </Combobox.Option>
          ))}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}
