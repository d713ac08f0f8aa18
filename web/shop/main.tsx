// The shop's own pages: offer, checkout, the buyer's order. Phones open them, so they carry React and little else.

import './shop.css';
import { createRoot } from 'react-dom/client';
import { AccountPage } from './account/page';
import { CheckoutPage } from './checkout/page';
import { takeOver } from './hand_over';
import { OfferPage } from './offer';
import { OrderPage } from './order';
import { route, usePath } from './route';
import { rememberTouch } from './touches';
import { UnsubscribePage } from './unsubscribe';

takeOver();
rememberTouch();

function Page() {
  const path = usePath();
  const order = /^orders\/(\d+)$/.exec(path);
  if (order) return <OrderPage id={order[1]} token={new URLSearchParams(location.search).get('t') ?? ''} />;
  if (path === 'checkout') return <CheckoutPage />;
  if (path === 'account' || path.startsWith('account/')) return <AccountPage tab={path.slice('account/'.length)} />;
  if (path === 'unsubscribe') return <UnsubscribePage />;
  return <OfferPage />;
}

createRoot(document.getElementById('root')!).render(<Page key={route.shop} />);
