const emoji =
  '📰 💡 ⚡️ 🎙 🔝 🗣 🆒 ❗️ 📝 📆 📁 🔎 📣 🔥 ❤️ ❓ 📈 📉 💎 💰 💸 🪙 💱 ⁉️ 🎮 💻 📱 🚗 🏠 💘 🎉 ‼️ 🏆 🏁 🎬 🎵 🔞 📚 👑 ⚽️ 🏀 📺 👀 🫦 🍓 💄 👠 ✈️ 🧳 🏖 ⛅️ 🦄 🛍 👜 🛒 🚂 🛥 🏔 🏕 🤖 🪩 🎟 🏴‍☠️ 🗳 🎓 🔭 🔬 🎶 🎤 🕺 💃 🪖 💼 🧪 👨‍👩‍👧‍👦 👶 🤰 💅 🏛 🧮 🖨 👮‍♂️ 🩺 💊 💉 🧼 🪪 🛃 🍽 🐟 🎨 🎭 🎩 🔮 🍹 🎂 ☕️ 🍣 🍔 🍕 🦠 💬 🎄 🎃 ✍️ ⭐️ ✅ 🎖 🤡 🧠 🦮 🐈';

/** The icons a bot may give a topic, as stickers; the ids are the emulator's own. */
export const topicIcons = emoji.split(' ').map((each, index) => ({
  file_id: `topic-icon-${index}`,
  file_unique_id: `ti${index}`,
  type: 'custom_emoji',
  width: 512,
  height: 512,
  is_animated: true,
  is_video: false,
  emoji: each,
  set_name: 'Topics',
  custom_emoji_id: String(5_300_000_000_000_000_000n + BigInt(index)),
  file_size: 4096,
}));
