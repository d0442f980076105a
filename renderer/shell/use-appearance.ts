import { useEffect } from 'react';
import { useApp } from '../state/use-app.tsx';

/** Puts theme and density on the root element, where the tokens read them. */
export function useAppearance(): void {
  const theme = useApp((state) => state.settings.theme);
  const density = useApp((state) => state.settings.density);

  useEffect(() => {
    document.documentElement.dataset['density'] = density;
  }, [density]);

  useEffect(() => {
    const system = matchMedia('(prefers-color-scheme: light)');
    const apply = (): void => {
      document.documentElement.dataset['theme'] =
        theme === 'system' ? (system.matches ? 'light' : 'dark') : theme;
    };
    apply();
    system.addEventListener('change', apply);
    return () => system.removeEventListener('change', apply);
  }, [theme]);
}
