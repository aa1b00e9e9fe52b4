/** The latest pages that a contact looked at. What reads them is loaded with the first contact, since the inbox goes without. */
export function contactVisitsQuery(contactId: string) {
  return {
    queryKey: ['contacts', contactId, 'visits'],
    queryFn: async ({ signal }: { signal: AbortSignal }) => {
      const { readContactVisits } = await import('./visitor-queries.ts');
      return readContactVisits(contactId, signal);
    },
  };
}
