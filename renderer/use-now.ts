/** The present, for words like *4 minutes ago*: told anew every half a minute, or every second while `often`. */
import { useEffect, useState } from 'react';

export function useNow(often = false): Date {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), often ? 1_000 : 30_000);
    return () => clearInterval(timer);
  }, [often]);
  return now;
}
