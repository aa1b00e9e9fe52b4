/** A name as lists sort it: without case, ё as е, at most 100 characters. */
export function nameKeyOf(name: string): string {
  return name.normalize('NFKC').toLowerCase().replaceAll('ё', 'е').trim().slice(0, 100);
}
