import './bulk/bulk-bar.ts';
import './head/filter-menu.ts';
import './head/view-menu.ts';
