import { z } from 'zod';
import type { InboundContent } from '../../contract/content.ts';

const order = z.object({
  text: z.string().optional(),
  product_items: z.array(
    z.object({
      product_retailer_id: z.string(),
      quantity: z.union([z.number(), z.string()]).optional(),
      item_price: z.union([z.number(), z.string()]).optional(),
      currency: z.string().optional(),
    }),
  ),
});

/** An order from the catalogue: what the customer wrote beside it, and a line for each product. */
export function readOrder(raw: unknown): Partial<InboundContent> {
  const { text, product_items } = order.parse(raw);
  const lines = product_items.map(({ product_retailer_id, quantity, item_price, currency }) =>
    [`${quantity ?? 1} × ${product_retailer_id}`, item_price === undefined ? '' : `${item_price} ${currency ?? ''}`.trim()]
      .filter(Boolean)
      .join(', '),
  );
  return { text: text ?? '', shared: { what: 'order', text: lines.join('\n') } };
}

/** The product of the catalogue that a message was begun from. */
export function readProduct(product: { product_retailer_id?: string | undefined } | undefined): Pick<InboundContent, 'shared'> {
  const title = product?.product_retailer_id;
  return title ? { shared: { what: 'product', title } } : {};
}
