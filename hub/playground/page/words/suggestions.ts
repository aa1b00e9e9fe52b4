/** What a customer may write first, in their own language. */
export function suggestionsFor(languageCode: string | undefined): readonly string[] {
  return languageCode === 'ru'
    ? ['Здравствуйте! Где мой заказ 1042?', 'Чашка пришла разбитой 😢', 'Вы доставляете в воскресенье?']
    : ['Hello! Where is my order 1042?', 'My cup arrived broken 😢', 'Do you deliver on Sunday?'];
}
