import { ChannelError, type ChannelErrorReason } from '../contract/error.ts';

/** What a call gives; when it is refused for one of these reasons, the ChannelError names the setting that the admin has to look at. */
export async function aboutSetting<Result>(call: Promise<Result>, settings: Partial<Record<ChannelErrorReason, string>>): Promise<Result> {
  try {
    return await call;
  } catch (error) {
    const setting = error instanceof ChannelError && error.setting === undefined ? settings[error.reason] : undefined;
    throw error instanceof ChannelError && setting !== undefined ? error.about(setting) : error;
  }
}
