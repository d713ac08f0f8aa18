import { queryClient } from '../frame/client';
import { refresh } from '../orders/actions';

/** After a step the order has changed too: money, stock, papers. */
export const changed = (order: string) => ({
  onSettled: () => {
    void queryClient.invalidateQueries({ queryKey: ['returns'] });
    void refresh(order);
  },
});
