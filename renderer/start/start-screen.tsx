import { texts } from '../texts/en.ts';
import { CaptureCard } from './capture-card.tsx';
import { ConnectCard } from './connect-card.tsx';
import { DemoCard } from './demo-card.tsx';
import { OwnDevicesCard } from './own-devices-card.tsx';
import './start-screen.css';

const words = texts.start;

/** What an app without sources shows. */
export function StartScreen() {
  return (
    <main className="screen start" aria-label={words.label}>
      <div className="start-middle">
        <h2 className="start-title">{words.title}</h2>
        <p className="start-intro">{words.intro}</p>
        <div className="start-cards">
          <DemoCard />
          <ConnectCard />
          <CaptureCard />
          <OwnDevicesCard />
        </div>
      </div>
    </main>
  );
}
