import { html, render } from 'lit/html.js';
import { say, type WordKey } from '../../data/words.ts';
import './tools.css';

/** A small set of our own: what people send in a chat with a team. */
const groups: readonly { title: WordKey; emoji: string }[] = [
  { title: 'emojiSmileys', emoji: '😀 😃 😄 😁 😅 😂 🙂 😉 😊 😇 😍 😘 😋 🤗 🤔 😐 🙄 😏 😴 😕 😟 😢 😭 😤 😠 🤯 😱 😳 🥳 😎' },
  { title: 'emojiGestures', emoji: '👍 👎 👌 ✌️ 🤞 🤝 👏 🙌 🙏 💪 👋 🤚 ☝️ 👉 👈 👀 🤷 🙋 🙆 🤦' },
  { title: 'emojiHearts', emoji: '❤️ 🧡 💛 💚 💙 💜 🖤 💔 ⭐ 🔥 🎉 🎁 ✅ ❌ ❓ ❗ ⏰ 📌 📎 💡 🚀 ☕ 📦 💳' },
];

/** Emoji to pick from; tells of the picked one by `hubw-pick`. */
class HubwEmoji extends HTMLElement {
  connectedCallback(): void {
    const drawn = html`${groups.map(
      ({ title, emoji }) =>
        html`<div role="group" aria-label=${say(title)}>
          ${emoji.split(' ').map((each) => html`<button type="button" class="round" @click=${() => this.#pick(each)}>${each}</button>`)}
        </div>`,
    )}`;
    render(drawn, this);
  }

  #pick(detail: string): void {
    this.dispatchEvent(new CustomEvent('hubw-pick', { detail }));
  }
}

customElements.define('hubw-emoji', HubwEmoji);
