import { listTags, type TagView } from '../../../../../hub/api/customers/tags.ts';
import { api } from '../../../../data/api.ts';

const mostPages = 5;

/** Every tag of the workspace, as far as a picker makes sense: options for a query controller. */
export const tagsQuery = { queryKey: ['tags', 'all'], queryFn: readTags, staleTime: 60_000 };

async function readTags(): Promise<TagView[]> {
  const all: TagView[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < mostPages; page += 1) {
    const { items, nextCursor }: { items: TagView[]; nextCursor: string | null } = await api.call(listTags, {
      query: { limit: 200, ...(cursor !== null && { cursor }) },
    });
    all.push(...items);
    cursor = nextCursor;
    if (cursor === null) break;
  }
  return all;
}
