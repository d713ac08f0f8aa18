// The shop's own pages: offer, checkout, the buyer's order. Phones open them, so they carry React and little else.

import './shop.css';
import { createRoot } from 'react-dom/client';
import { AccountPage } from './account/page';
import { CheckoutPage } from './checkout/page';
import { takeOver } from './cart/hand_over';
import { OfferPage } from './offer/page';
import { OrderPage } from './order/page';
import { route, usePath } from './frame/route';
import { rememberTouch } from './cart/touches';
import { UnsubscribePage } from './unsubscribe/page';

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
