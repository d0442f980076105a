import { useEffect, useState } from 'react';
import { useApp } from '../state/use-app.tsx';
import { texts } from '../texts/en.ts';
import './file-drop.css';

function hasFiles(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes('Files') === true;
}

/** Takes a capture file that is dropped anywhere on the window, and says so while one is held over it. */
export function FileDrop() {
  const importCapture = useApp((state) => state.importCapture);
  const [isOver, setOver] = useState(false);
  useEffect(() => {
    const over = (event: DragEvent): void => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setOver(true);
    };
    const leave = (event: DragEvent): void => {
      if (event.relatedTarget === null) setOver(false);
    };
    const drop = (event: DragEvent): void => {
      if (!hasFiles(event)) return;
      // Else the browser would open the file in the place of the app.
      event.preventDefault();
      setOver(false);
      const file = event.dataTransfer?.files[0];
      if (file !== undefined) void importCapture(file);
    };
    window.addEventListener('dragover', over);
    window.addEventListener('dragleave', leave);
    window.addEventListener('drop', drop);
    return () => {
      window.removeEventListener('dragover', over);
      window.removeEventListener('dragleave', leave);
      window.removeEventListener('drop', drop);
    };
  }, [importCapture]);
  return isOver ? <div className="file-drop">{texts.files.drop}</div> : undefined;
}
