import type { WidgetConfig } from '../../hub/api/widget/views.ts';

/** How launcher and frame lie on the page, for the loader's own root: over the styles that the loader begins with. */
export function stageStyle({ colour, onColour, position, offsetX, offsetY }: WidgetConfig['look']): string {
  const [side, other] = position === 'left' ? ['left', 'right'] : ['right', 'left'];
  const inset = `calc(${offsetX}px + env(safe-area-inset-${side}))`;
  return `
:host{--colour:${colour};--on:${onColour}}
div{bottom:calc(${offsetY}px + env(safe-area-inset-bottom));${side}:${inset};${other}:auto}
button{-webkit-tap-highlight-color:transparent}
span{max-width:40vw;overflow:hidden;text-overflow:ellipsis;white-space:nowrap;padding-inline-end:4px;line-height:1.3}
.open button::before{clip-path:path("M5 9.5 7.1 7.4 14 14.3 20.9 7.4 23 9.5 14 18.5Z")}
b{position:absolute;top:-5px;right:-5px;box-sizing:border-box;min-width:22px;padding:0 5px;border-radius:11px;background:#cf222e;color:#fff;font:700 12px/22px system-ui,sans-serif;text-align:center;box-shadow:0 0 0 2px #fff}
iframe{bottom:calc(${offsetY + 68}px + env(safe-area-inset-bottom));${side}:${inset};width:min(400px,100vw - 32px);height:min(704px,100vh - ${offsetY + 84}px);border-radius:16px;box-shadow:0 0 0 1px #0000000f,0 12px 48px #00000038;opacity:0;color-scheme:normal}
.open iframe,.quiet iframe{visibility:visible;opacity:1}
.quiet iframe{height:var(--quiet);width:min(340px,100vw - 32px);border-radius:14px}
@media (prefers-reduced-motion:no-preference){
iframe{transition:opacity .16s,transform .16s;transform:translateY(10px)}
.open iframe,.quiet iframe{transform:none}
button{transition:transform .16s}
button:hover{transform:scale(1.05)}
}
@media (max-width:480px),(max-height:480px) and (pointer:coarse){
.open iframe{inset:var(--top,0) 0 auto;width:100%;height:var(--height,100dvh);border-radius:0;box-shadow:none}
.open button{display:none}
}
@media print{:host{display:none!important}}`;
}
