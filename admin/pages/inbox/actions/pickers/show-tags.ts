import type { TagView } from '../../../../../hub/api/customers/tags.ts';
import { showUndo } from '../../../../app/feedback/toasts.ts';
import type { Choice } from '../../../../components/picker.ts';
import { headOf } from '../../../../data/conversations/heads.ts';
import { queryClient } from '../../../../data/query-client.ts';
import { t } from '../../../../words/words.ts';
import { addTag, removeTag } from '../marks.ts';
import type { Run } from '../running/run.ts';
import { pick, pickerOnScreen } from './pick.ts';
import { tagDot } from './tag-colors.ts';
import { tagsQuery } from './tags-query.ts';

/** Lets put tags on conversations and take them off, several in a row; a new word becomes a tag. All of it is one undo. */
export function showTags(ids: readonly string[], at?: HTMLElement): void {
  const label = t('panel:tags');
  const known = queryClient.getQueryData<TagView[]>(tagsQuery.queryKey);
  const chosen = tagsOfAll(ids);
  const runs: Run[] = [];
  let untell = (): void => undefined;
  pick(
    { name: 'tags', at },
    {
      choices: choices(known ?? [], ids),
      chosen,
      label,
      isMany: true,
      createLabel: (typed) => t('panel:createTag', { tag: typed }),
    },
    ({ value }, picker) => {
      const isOn = picker.chosen.includes(value);
      picker.chosen = isOn ? picker.chosen.filter((each) => each !== value) : [...picker.chosen, value];
      if (!picker.choices.some((choice) => choice.value === value)) picker.choices = [...picker.choices, { value, label: value }];
      runs.push(isOn ? removeTag(ids, value, { isQuiet: true }) : addTag(ids, value, { isQuiet: true }));
      untell();
      untell = showUndo(t('panel:tagsChanged', { count: ids.length, name: headOf(ids[0] ?? '').peek()?.contact.name ?? '' }), () => {
        for (const each of runs.splice(0).toReversed()) each.undo();
        picker.chosen = tagsOfAll(ids);
      });
    },
  );
  void queryClient
    .fetchQuery(tagsQuery)
    .then((all) => {
      const picker = pickerOnScreen(label);
      if (picker) picker.choices = choices(all, ids);
    })
    .catch(() => undefined); // what they have already can be taken off, and new words can be typed
}

function choices(tags: readonly TagView[], ids: readonly string[]): Choice[] {
  const names = new Set(tags.map(({ name }) => name));
  const others = [...new Set(ids.flatMap((id) => headOf(id).peek()?.tags ?? []))].filter((name) => !names.has(name));
  return [
    ...tags.map(({ name, color }) => ({ value: name, label: name, mark: tagDot(color) })),
    ...others.map((name) => ({ value: name, label: name, mark: tagDot('gray') })),
  ];
}

function tagsOfAll(ids: readonly string[]): string[] {
  const [first = [], ...rest] = ids.map((id) => headOf(id).peek()?.tags ?? []);
  return first.filter((tag) => rest.every((tags) => tags.includes(tag)));
}
