// The product's mark: the way back.

/** The mark, for people who see; its name stands beside it. */
export function Mark({ size = 24 }: { size?: number }) {
  return (
    <svg className="wb-mark" width={size} height={size} viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="8" />
      <path d="M24 22v-6a4 4 0 0 0-4-4H8m5-5-5 5 5 5" />
    </svg>
  );
}
