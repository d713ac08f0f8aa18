// Products by a word of their name, by SKU, or by a bar code scanner, which types the code and Enter.

import { Combobox, Group, Text, TextInput, useCombobox } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconBarcode } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type Schemas, take } from '../../common/api';
import { money } from '../../common/format';
import { texts } from '../../common/texts/admin/common';
import { api, complain } from '../frame/client';
import { Picture } from './picture';

type Product = Schemas['StockedProduct'];

export function ProductFinder({ onFound }: { onFound: (product: Product) => void }) {
  const combobox = useCombobox();
  const [text, setText] = useState('');
  const [wanted] = useDebouncedValue(text.trim(), 150);
  const products =
    useQuery({
      queryKey: ['products', 'find', wanted],
      enabled: wanted.length > 1,
      queryFn: () => take(api.GET('/api/v1/products', { params: { query: { q: wanted, limit: 8 } } })),
    }).data?.items ?? [];
  const found = (product: Product) => {
    onFound(product);
    setText('');
    combobox.closeDropdown();
  };
  /** Enter without a choice made by arrows: what is typed is a code. */
  const scan = async () => {
    try {
      found(await take(api.GET('/api/v1/product-scan', { params: { query: { code: text.trim() } } })));
    } catch (error) {
      if (products.length === 1) found(products[0]);
      else complain(error);
    }
  };
  return (
    <Combobox
      store={combobox}
      onOptionSubmit={(id) => {
        const product = products.find((each) => each.id === id);
        if (product) found(product);
      }}
    >
      <Combobox.Target>
        <TextInput
          value={text}
          aria-label={texts.findProduct}
          placeholder={texts.findProduct}
          leftSection={<IconBarcode size={15} />}
          onChange={(event) => {
            setText(event.currentTarget.value);
            combobox.openDropdown();
            combobox.resetSelectedOption();
          }}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || combobox.getSelectedOptionIndex() >= 0) return;
            event.preventDefault();
            if (text.trim()) void scan();
          }}
        />
      </Combobox.Target>
      <Combobox.Dropdown hidden={products.length === 0}>
        <Combobox.Options>
          {products.map((product) => (
            <Combobox.Option key={product.id} value={product.id}>
              <Group gap="xs" wrap="nowrap">
                <Picture url={product.image_url} name={product.name} />
                <Text size="sm" style={{ flex: 1 }}>
                  {product.name} {product.variant}{' '}
                  <span className="muted">
                    {product.sku} · {texts.stock} {product.stock}
                  </span>
                </Text>
                <Text size="sm" className="num">
                  {money(product.price)}
                </Text>
              </Group>
            </Combobox.Option>
          ))}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}
