import { useEffect, useRef, useState } from 'react';

/** A table that scrolls sideways where it must, and can then be scrolled by keyboard too. */
export function Wide({ children, style }: { children: React.ReactNode; style?: React.CSSProperties }) {
  const box = useRef<HTMLDivElement>(null);
  const [scrolls, setScrolls] = useState(false);
  useEffect(() => {
    const look = () => setScrolls(box.current!.scrollWidth > box.current!.clientWidth);
    const watcher = new ResizeObserver(look);
    watcher.observe(box.current!);
    if (box.current!.firstElementChild) watcher.observe(box.current!.firstElementChild);
    return () => watcher.disconnect();
  }, []);
  return (
    <div
      ref={box}
      className="wide"
      style={style}
      role={scrolls ? 'group' : undefined}
      tabIndex={scrolls ? 0 : undefined}
    >
      {children}
    </div>
  );
}
