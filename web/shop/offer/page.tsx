// What the shop sells, with a cart.

import { useEffect, useState } from 'react';
import { type Schemas, take } from '../../common/api';
import { money } from '../../common/format';
import { texts as commonTexts } from '../../common/texts/shop/common';
import { texts } from '../../common/texts/shop/offer';
import { addToCart } from '../cart/cart';
import { Frame } from '../frame/frame';
import { api } from '../frame/route';
import { useLoad } from '../frame/use_load';

function Product({ product }: { product: Schemas['OfferedProduct'] }) {
  const there = /[1-9]/.test(product.available) && !product.available.startsWith('-');
  return (
    <li className="product">
      <div className="picture" aria-hidden="true">
        {product.image_url ? (
          <img src={product.image_url} alt="" loading="lazy" />
        ) : (
          <span>{product.name.slice(0, 1)}</span>
        )}
      </div>
      <h2>{product.name}</h2>
      <p className="muted">{product.category}</p>
      <p className="price">{money(product.price)}</p>
      <button
        type="button"
        disabled={!there}
        aria-label={`${texts.addToCart}: ${product.name}`}
        onClick={() => addToCart(product.sku, product.name)}
      >
        {there ? texts.addToCart : texts.soldOut}
      </button>
    </li>
  );
}

const first = { cursor: '', earlier: [] };

export function OfferPage() {
  const [search, setSearch] = useState('');
  const [{ cursor, earlier }, setAfter] = useState<{ cursor: string; earlier: Schemas['OfferedProduct'][] }>(first);
  const page = useLoad(
    `${search}\n${cursor}`,
    async () => {
      const next = await take(
        api.GET('/api/v1/checkout/products', {
          params: {
            query: { limit: 24, ...(search.trim() ? { q: search.trim() } : {}), ...(cursor ? { cursor } : {}) },
          },
        }),
      );
      return { ...next, items: [...earlier, ...next.items] };
    },
    150,
  );
  const shown = page.data?.items ?? [];
  useEffect(() => {
    if (page.data) document.title = page.data.shop;
  }, [page.data]);
  const next = page.data?.next_cursor;
  return (
    <Frame>
      <h1 className="hidden">{page.data?.shop}</h1>
      <input
        className="search"
        type="search"
        placeholder={texts.search}
        aria-label={texts.search}
        value={search}
        onChange={(event) => {
          setSearch(event.target.value);
          setAfter(first);
        }}
      />
      {page.error !== undefined && (
        <p role="alert" className="alert">
          {commonTexts.notReached}
        </p>
      )}
      <ul className="products" aria-busy={page.loading}>
        {shown.map((product) => (
          <Product key={product.id} product={product} />
        ))}
      </ul>
      {!page.loading && shown.length === 0 && <p className="muted">{texts.nothing}</p>}
      {next && (
        <button type="button" className="quiet" onClick={() => setAfter({ cursor: next, earlier: shown })}>
          {texts.more}
        </button>
      )}
    </Frame>
  );
}
