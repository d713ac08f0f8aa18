import { useState } from 'react';
import { texts } from '../../common/texts/shop/checkout';
import { texts as commonTexts } from '../../common/texts/shop/common';

/** A code that takes something off; what is wrong with it is said here, and the order goes on without it. */
export function CouponField({
  coupon,
  problem,
  onChange,
}: {
  coupon: string;
  problem?: string;
  onChange: (coupon: string) => void;
}) {
  const [text, setText] = useState(coupon);
  return (
    <div className="coupon">
      <label htmlFor="coupon" className="muted">
        {texts.coupon}
      </label>
      <div className="row">
        <input
          id="coupon"
          value={text}
          autoComplete="off"
          aria-invalid={problem ? true : undefined}
          aria-describedby={problem ? 'coupon-problem' : undefined}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter') {
              event.preventDefault();
              onChange(text.trim());
            }
          }}
        />
        <button type="button" className="quiet" onClick={() => onChange(text.trim())}>
          {texts.apply}
        </button>
        {coupon && (
          <button
            type="button"
            className="quiet"
            aria-label={`${commonTexts.remove}: ${coupon}`}
            onClick={() => {
              setText('');
              onChange('');
            }}
          >
            ×
          </button>
        )}
      </div>
      {problem && (
        <p id="coupon-problem" className="error">
          {problem}
        </p>
      )}
    </div>
  );
}
