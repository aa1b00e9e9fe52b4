import { ask, cmd, conn, page, socket } from '../state.ts';
import { createWid } from '../wid.ts';

const key = (fill: number) => new Uint8Array(32).fill(fill);

/** Who one is, how one is connected, what a QR is made of. */
export const account: Record<string, unknown> = {
  WAWebSocketModel: { Socket: socket },
  WAWebConnModel: { Conn: conn },
  WAWebCmd: { Cmd: cmd },
  WAWebStreamModel: { Stream: { markAvailable() {}, markUnavailable() {} } },
  WAWebOfflineHandler: { OfflineMessageHandler: { getOfflineDeliveryProgress: () => 100 } },
  WAWebUserPrefsMeUser: {
    getMaybeMePnUser: () => (page.me ? createWid(page.me.phone) : undefined),
    getMaybeMeLidUser: () => (page.me ? createWid(page.me.lid) : undefined),
  },
  WAWebMiscBrowserUtils: { info: () => ({ os: 'Linux', name: 'Chrome' }) },
  WAWebCompanionRegClientUtils: { DEVICE_PLATFORM: '1' },
  WAWebAdvSignatureApi: {},
  WAWebUserPrefsInfoStore: { waNoiseInfo: { get: async () => ({ staticKeyPair: { pubKey: key(1) } }) } },
  WAWebSignalStoreApi: { waSignalStore: { getRegistrationInfo: async () => ({ identityKeyPair: { pubKey: key(2) } }) } },
  WAWebUserPrefsMultiDevice: { getADVSecretKey: () => btoa(String.fromCharCode(...key(3))) },
  WABase64: { encodeB64: (bytes: Uint8Array) => btoa(String.fromCharCode(...bytes)) },
  WAWebAltDeviceLinkingApi: {
    setPairingType() {},
    async initializeAltDeviceLinking() {},
    startAltLinkingFlow: (phone: string) => ask('pairing-code', { phone }),
  },
  WAWebSyncGatingUtils: {},
};
