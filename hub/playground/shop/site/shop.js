// The shop's own script, as sites have them: who is logged in it tells the chat, and the finder routes by itself.
const account = document.querySelector('.account');
const guest = account.querySelector('.guest');
const member = account.querySelector('.member');

function show(identity) {
  guest.hidden = identity !== null;
  member.hidden = identity === null;
  if (identity === null) return;
  member.firstElementChild.textContent = account.dataset.hello.replace('{{name}}', identity.name);
  window.hub('identify', identity);
}

async function post(path, body = {}) {
  const response = await fetch(path, { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } });
  return response.json();
}

account.addEventListener('click', async ({ target }) => {
  if (target.dataset.logIn) show(await post('/log-in', { account: target.dataset.logIn }));
  if ('logOut' in target.dataset) {
    window.hub('logout');
    await post('/log-out');
    show(null);
  }
});
show(JSON.parse(document.getElementById('identity').textContent));

const place = document.getElementById('finder');
if (place) startFinder(JSON.parse(document.getElementById('finder-data').textContent));

function startFinder({ root, steps, results, result, again, look }) {
  const shop = document.title.split(' · ').at(-1);
  const answers = () => location.pathname.slice(root.length).split('/').filter(Boolean);
  const make = (tag, words, className = '') => Object.assign(document.createElement(tag), { textContent: words, className });
  const go = (path) => {
    history.pushState(null, '', path);
    draw();
  };
  const button = (words, path) => Object.assign(make('button', words, 'button plain'), { type: 'button', onclick: () => go(path) });

  function draw() {
    const given = answers();
    const step = steps[given.length];
    const title = step ? step.title : result;
    document.title = `${title} · ${shop}`;
    const acts = make('p', '', 'acts');
    place.replaceChildren(make('h1', title));
    if (step) {
      acts.append(...Object.entries(step.answers).map(([key, words]) => button(words, `${[root, ...given, key].join('/')}`)));
    } else {
      const fits = ({ glaze, ml }) => ['honey', 'clay'].includes(glaze) === (given[2] === 'warm') && ml > 200 === (given[1] === 'much');
      const { drawing, name, href } = results.find(fits) ?? results[0];
      const picture = make('div', '', 'still');
      picture.innerHTML = drawing;
      place.append(picture, make('h2', name));
      acts.append(Object.assign(make('a', look, 'button'), { href }), button(again, root));
    }
    place.append(acts);
  }
  window.addEventListener('popstate', draw);
  draw();
}
