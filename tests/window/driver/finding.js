// What stands on the page, found as a person finds it: by its words. The dialog that is open last
// hides everything under it.

// য় and ড় are written in two ways that look alike.
const text = words => (words || '').normalize('NFC').replace(/\s+/g, ' ').trim();
const seen = el => {
    const box = el.getBoundingClientRect();
    return box.width > 0 && box.height > 0 && getComputedStyle(el).visibility !== 'hidden';
};
// A dialog that was just asked for opens in the next frame: until then nothing else is touched.
const shown = () => {
    const last = [...document.querySelectorAll('dialog')].pop();
    return last ? (last.open ? last : document.createElement('p')) : document;
};
const says = el => [el.innerText, el.getAttribute('aria-label'), el.title].map(text);
const isOff = el => el.disabled || el.getAttribute('aria-disabled') === 'true';
const TOUCHABLE = 'button,a[href],[role=button],[role=radio],[role=tab],[role=option],[role=checkbox],summary';
const intoSight = el => {
    if (el) el.scrollIntoView({ block: 'center' });
    return el || null;
};

// The smallest thing that can be touched and says `words`: exactly, or else somewhere in it.
const touchable = spoken => {
    const words = text(spoken);
    const all = [...shown().querySelectorAll(TOUCHABLE)].filter(el => seen(el) && !isOff(el));
    const exact = all.filter(el => says(el).includes(words));
    const part = all.filter(el => says(el).some(said => said.includes(words)));
    return intoSight((exact.length ? exact : part).sort((a, b) => says(a)[0].length - says(b)[0].length)[0]);
};

// What can be touched and says `words` in the nearest box that says `beside`.
const beside = (spokenNear, spoken) => {
    const [near, words] = [text(spokenNear), text(spoken)];
    const boxes = [...shown().querySelectorAll('*')].filter(el => seen(el) && text(el.innerText).includes(near));
    for (const box of boxes.sort((a, b) => a.innerText.length - b.innerText.length)) {
        const all = [...box.querySelectorAll(TOUCHABLE)].filter(el => seen(el) && !isOff(el));
        const found = all.find(el => says(el).includes(words)) || all.find(el => says(el).some(said => said.includes(words)));
        if (found) return intoSight(found);
    }
    return null;
};

const selected = selector => intoSight([...shown().querySelectorAll(selector)].find(el => seen(el) && !isOff(el)));

// The field of a label. What stands in it is marked, so that typing takes its place.
const field = spoken => {
    const label = text(spoken);
    const names = el => [...[...(el.labels || [])].map(one => one.innerText), el.getAttribute('aria-label'), el.placeholder]
        .map(text)
        .filter(name => name);
    const all = [...shown().querySelectorAll('input,textarea')].filter(el => seen(el) && el.type !== 'file');
    const found = all.find(el => names(el).includes(label)) || all.find(el => names(el).some(name => name.includes(label)));
    return found ? ready(found) : null;
};
const nth = (selector, n) => {
    const found = [...shown().querySelectorAll(selector)].filter(seen)[n];
    return found ? ready(found) : null;
};
const ready = found => {
    const wasThere = document.activeElement === found;
    intoSight(found).focus();
    found.select();
    return [found, wasThere];
};

// Tells when the element has stood in one place for three frames with nothing over it; or after two
// seconds, whatever it does.
const still = (el, done) => {
    const began = performance.now();
    let [last, frames] = ['', 0];
    const look = () => {
        const box = el.getBoundingClientRect();
        const hit = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
        const place = [box.left, box.top, box.width, box.height, el.isConnected && (el.contains(hit) || hit?.contains(el))].join();
        frames = place === last && place.endsWith('true') ? frames + 1 : 0;
        last = place;
        if (frames >= 3 || performance.now() - began > 2000) done();
        else requestAnimationFrame(look);
    };
    look();
};
