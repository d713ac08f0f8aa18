import { chooseLanguage, language } from '../../common/language';
import { texts as commonTexts } from '../../common/texts/shop/common';
import { texts } from '../../common/texts/shop/frame';
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
        <a className="brand" aria-label={shop?.shop ?? commonTexts.backToShop} {...linkTo('')}>
          {shop?.logo ? <img src={shop.logo} alt="" /> : (shop?.shop ?? '\u00a0')}
        </a>
        <nav>
          <button type="button" className="quiet" onClick={() => chooseLanguage(language() === 'ro' ? 'en' : 'ro')}>
            {texts.language}
          </button>
          <a className="quiet" {...linkTo('account')}>
            {commonTexts.account}
          </a>
          <a className="cart" {...linkTo('checkout')}>
            {texts.cart(pieces)}
          </a>
        </nav>
      </header>
      <main>{children}</main>
    </>
  );
}
