import '@fontsource-variable/inter/wght.css';
import '@fontsource-variable/jetbrains-mono/wght.css';
import './ui/tokens.css';
import './ui/base.css';
import { thisHost } from './host.ts';
import { startApp } from './start-app.tsx';

startApp(thisHost());
