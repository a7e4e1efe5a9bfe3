/** The present by the clock of the import, for words like *4 minutes ago*: told anew every half a minute, or every second while `often`. */
import { useEffect, useState } from 'react';
import { useClock } from './status-context.ts';

export function useNow(often = false): Date {
  const clock = useClock();
  const [now, setNow] = useState(clock);
  useEffect(() => {
    setNow(clock());
    const timer = setInterval(() => setNow(clock()), often ? 1_000 : 30_000);
    return () => clearInterval(timer);
  }, [often, clock]);
  return now;
}
