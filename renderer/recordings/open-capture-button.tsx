import { FolderOpen } from 'lucide-react';
import { useApp } from '../state/use-app.tsx';
import { texts } from '../texts/en.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { openCapture } from './open-capture.ts';

/** Beside the tabs of the sources: a capture becomes one of them. */
export function OpenCaptureButton() {
  const importCapture = useApp((state) => state.importCapture);
  return (
    <IconButton name={texts.files.open} onClick={() => void openCapture(importCapture)}>
      <FolderOpen aria-hidden="true" />
    </IconButton>
  );
}
