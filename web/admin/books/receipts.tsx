// Money that came and went in a month.

import { Card, Group, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { take } from '../../common/api';
import { money as amountText } from '../../common/format';
import { texts } from '../../common/texts/admin/books';
import { texts as commonTexts } from '../../common/texts/admin/common';
import { texts as invoiceTexts } from '../../common/texts/admin/invoices';
import { texts as pageTexts } from '../../common/texts/admin/pages';
import { api } from '../frame/client';
import { Broken, Empty, Loading } from '../parts/states';
import { Wide } from '../parts/wide';
import { Amount } from '../parts/words';
import { Files } from './journal';
import { useMonth } from './month';

export function Receipts() {
  const { month, picker } = useMonth();
  const money = useQuery({
    queryKey: ['books', 'receipts', month],
    queryFn: () => take(api.GET('/api/v1/books/receipts', { params: { query: { month } } })),
  });
  return (
    <Stack gap="sm">
      <Group justify="space-between" align="flex-end">
        {picker}
        <Files what="receipts" month={month} />
      </Group>
      {money.isError ? (
        <Broken error={money.error} />
      ) : money.isPending ? (
        <Loading />
      ) : money.data.count === 0 ? (
        <Empty>{texts.noMoney}</Empty>
      ) : (
        <>
          <Card>
            <Title order={2} mb="xs">
              {texts.methodTotals}
            </Title>
            <Wide>
              <table className="grid">
                <thead>
                  <tr>
                    <th>{commonTexts.colPayment}</th>
                    <th className="num">{texts.received}</th>
                    <th className="num">{texts.givenBack}</th>
                    <th className="num">{texts.commission}</th>
                  </tr>
                </thead>
                <tbody>
                  {money.data.methods.map((each) => (
                    <tr key={each.method + each.processor}>
                      <td>
                        {each.method_name} {each.processor}
                      </td>
                      <td className="num">
                        <Amount value={each.received} />
                      </td>
                      <td className="num">
                        <Amount value={each.given_back} />
                      </td>
                      <td className="num">
                        <Amount value={each.commission} />
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </Wide>
            <Text size="sm" mt="xs">
              {texts.vatInMoney}:{' '}
              {money.data.vat
                .filter((part) => part.rate > 0)
                .map((part) => `${part.rate / 100}% ${amountText(part.vat)}`)
                .join(' · ')}
            </Text>
          </Card>
          {money.data.count > money.data.items.length && (
            <Text size="sm" c="dimmed">
              {texts.shownFirst(money.data.items.length, money.data.count)}
            </Text>
          )}
          <Wide>
            <table className="grid">
              <thead>
                <tr>
                  <th>{commonTexts.date}</th>
                  <th>{texts.kind}</th>
                  <th>{commonTexts.colOrder}</th>
                  <th>{invoiceTexts.buyer}</th>
                  <th>{pageTexts.invoices}</th>
                  <th>{commonTexts.colPayment}</th>
                  <th className="num">{texts.amount}</th>
                </tr>
              </thead>
              <tbody>
                {money.data.items.map((row, i) => (
                  <tr key={i}>
                    <td className="nowrap">{row.day}</td>
                    <td className="nowrap">{texts.moves[row.kind]}</td>
                    <td>
                      <Link className="link" to="/orders/$id" params={{ id: row.order_id }}>
                        {row.order_number}
                      </Link>
                    </td>
                    <td>{row.buyer}</td>
                    <td className="nowrap">{row.invoice}</td>
                    <td>
                      {row.method_name} {row.processor} <span className="muted">{row.reference}</span>
                    </td>
                    <td className="num">
                      <Amount value={row.amount} />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </Wide>
        </>
      )}
    </Stack>
  );
}
