// Whole, and then compiled: function by function, as they come in, the engine takes longer.
const pages = fetch("/ui_bg.wasm").then((it) => it.arrayBuffer()).then((it) => WebAssembly.compile(it));
const { default: begin } = await import("/ui.js");
await begin({ module_or_path: await pages });
