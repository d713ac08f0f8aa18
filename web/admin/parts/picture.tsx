/** The picture of a product, or its first letter. */
export function Picture({ url, name, size = 28 }: { url: string; name: string; size?: number }) {
  const box = { width: size, height: size };
  return url ? (
    <img className="picture" src={url} alt="" loading="lazy" style={box} />
  ) : (
    <span className="picture" aria-hidden="true" style={box}>
      {name.slice(0, 1)}
    </span>
  );
}
