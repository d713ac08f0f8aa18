// The customer account: orders as cards, places, one's own data.

import { useEffect, useState } from 'react';
import { take } from '../../common/api';
import { texts } from '../../common/texts/shop/account';
import { texts as commonTexts } from '../../common/texts/shop/common';
import { Frame } from '../frame/frame';
import { api, linkTo } from '../frame/route';
import { Orders } from './orders';
import { OwnData } from './own_data';
import { Places } from './places';
import { SignIn } from './sign_in';
import { setAccount, useAccount } from './use_account';

const tabs = ['orders', 'places', 'data'] as const;

export function AccountPage({ tab }: { tab: string }) {
  const { account, known } = useAccount();
  const [token] = useState(() => new URLSearchParams(location.search).get('token') ?? undefined);
  useEffect(() => {
    document.title = commonTexts.account;
  }, []);
  if (!known)
    return (
      <Frame>
        <p aria-busy="true">{commonTexts.loading}</p>
      </Frame>
    );
  if (!account)
    return (
      <Frame>
        <SignIn token={token} />
      </Frame>
    );
  const signOut = async () => {
    await take(api.POST('/api/v1/account/sign-out')).catch(() => undefined);
    setAccount(undefined);
  };
  const open = tabs.find((each) => each === tab) ?? 'orders';
  return (
    <Frame>
      <div className="row">
        <h1>{texts.hello(account.name)}</h1>
        <button type="button" className="quiet" onClick={() => void signOut()}>
          {texts.signOut}
        </button>
      </div>
      <nav className="tabs" aria-label={commonTexts.account}>
        {tabs.map((each) => (
          <a key={each} {...linkTo(`account/${each}`)} aria-current={each === open ? 'page' : undefined}>
            {texts.accountTabs[each]}
          </a>
        ))}
      </nav>
      {open === 'orders' && <Orders />}
      {open === 'places' && <Places account={account} />}
      {open === 'data' && <OwnData account={account} />}
    </Frame>
  );
}
