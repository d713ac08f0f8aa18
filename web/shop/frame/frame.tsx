import { chooseLanguage, language } from '../../common/language';
import { t } from '../../common/texts/shop';
import { useCart } from '../cart/cart';
import { linkTo } from './route';
import { useShop } from './use_shop';

/** The head of every page: the shop with its logo and colour, the account, the cart, the other language. */
export function Frame({ children }: { children: React.ReactNode }) {
  const pieces = useCart().reduce((sum, line) => sum + line.quantity, 0);
  const shop = useShop();
  return (
    <>
      <header className="head" style={shop?.colour ? { borderBottom: `3px solid ${shop.colour}` } : undefined}>
        <a className="brand" aria-label={shop?.shop ?? t.backToShop} {...linkTo('')}>
          {shop?.logo ? <img src={shop.logo} alt="" /> : (shop?.shop ?? '\u00a0')}
        </a>
        <nav>
          <button type="button" className="quiet" onClick={() => chooseLanguage(language() === 'ro' ? 'en' : 'ro')}>
            {t.language}
          </button>
          <a className="quiet" {...linkTo('account')}>
            {t.account}
          </a>
          <a className="cart" {...linkTo('checkout')}>
            {t.cart(pieces)}
          </a>
        </nav>
      </header>
      <main>{children}</main>
    </>
  );
}
