import { chooseLanguage, language } from '../common/language';
import { t } from '../common/texts/shop';
import { useCart } from './cart';
import { linkTo } from './route';

/** The head of every page: the shop's name, the cart, the other language. */
export function Frame({ shop, children }: { shop: string; children: React.ReactNode }) {
  const pieces = useCart().reduce((sum, line) => sum + line.quantity, 0);
  return (
    <>
      <header className="head">
        <a className="brand" {...linkTo('')}>{shop || ' '}</a>
        <nav>
          <button type="button" className="quiet" onClick={() => chooseLanguage(language() === 'ro' ? 'en' : 'ro')}>{t.language}</button>
          <a className="cart" {...linkTo('checkout')}>{t.cart(pieces)}</a>
        </nav>
      </header>
      <main>{children}</main>
    </>
  );
}
