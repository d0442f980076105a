import { texts } from '../texts/en.ts';
import { Button } from '../ui/button.tsx';
import { ErrorBox } from '../ui/error-box.tsx';

const words = texts.shell.broken;

/** In the place of a window in which something of ours failed: React takes all of it away. */
export function BrokenWindow({ why }: { readonly why: string }) {
  return (
    <main className="screen">
      <ErrorBox
        message={words.message(why)}
        advice={words.advice}
        actions={
          <Button kind="primary" onClick={() => location.reload()}>
            {words.again}
          </Button>
        }
      />
    </main>
  );
}
