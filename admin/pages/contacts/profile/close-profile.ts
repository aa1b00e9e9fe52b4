/** The person is done with the contact that is open. */
export class CloseProfile extends Event {
  static readonly type = 'hub-close-profile';

  constructor() {
    super(CloseProfile.type, { bubbles: true });
  }
}
