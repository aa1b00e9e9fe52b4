import type { WidgetConfig } from '../../hub/api/widget/views.ts';
import { CallFailed } from '../data/call.ts';
import type { Core } from '../data/core.ts';
import { createStore } from '../data/state.ts';

/** A core that shows the config and nobody: it calls nothing, and neither reads nor keeps anything in this browser. */
export function sealedCore(config: WidgetConfig): Core {
  const nothing = () => undefined;
  const refused = () => Promise.reject(new CallFailed(0, 'sealed'));
  const store = createStore(config, { isMuted: !config.sound, isLeadDone: false });
  store.change({ connection: 'online' });
  return {
    config,
    store,
    queue: { add: () => false, retry: nothing, discard: nothing },
    load: refused,
    loadOlder: refused,
    begin: nothing,
    restore: nothing,
    handOver: refused,
    identify: nothing,
    setPage: nothing,
    setProfile: nothing,
    track: nothing,
    setTyping: nothing,
    setSeen: nothing,
    setChatOpen: nothing,
    setMuted: nothing,
    setLeadDone: nothing,
    edit: refused,
    remove: refused,
    react: refused,
    rate: refused,
    fillLead: refused,
    carryOn: refused,
    upload: refused,
    onMessage: () => nothing,
    dismissed: () => ({}),
    dismiss: nothing,
    draft: () => '',
    setDraft: nothing,
    forget: refused,
    logout: refused,
  };
}
