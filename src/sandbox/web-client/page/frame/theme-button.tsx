import { useEffect, useState } from 'preact/hooks';

type Theme = 'light' | 'dark';
const KEY = 'theme';

const preferred = (): Theme => (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light');

function stored(): Theme | null {
  try {
    const theme = localStorage.getItem(KEY);
    return theme === 'light' || theme === 'dark' ? theme : null;
  } catch {
    return null;
  }
}

/** Light or dark as the system has it, until somebody chooses otherwise. */
export function ThemeButton() {
  const [theme, setTheme] = useState<Theme>(() => stored() ?? preferred());
  useEffect(() => {
    document.documentElement.dataset['theme'] = theme;
  }, [theme]);
  useEffect(() => {
    const query = matchMedia('(prefers-color-scheme: dark)');
    const follow = () => setTheme(stored() ?? preferred());
    query.addEventListener('change', follow);
    return () => query.removeEventListener('change', follow);
  }, []);
  const other: Theme = theme === 'dark' ? 'light' : 'dark';
  const choose = () => {
    setTheme(other);
    try {
      localStorage.setItem(KEY, other);
    } catch {
      // Without storage the choice holds for this page.
    }
  };
  return (
    <button type="button" onClick={choose}>
      {other === 'dark' ? 'Dark' : 'Light'}
    </button>
  );
}
