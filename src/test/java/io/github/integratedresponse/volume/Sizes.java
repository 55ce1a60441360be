package io.github.integratedresponse.volume;

/** How much is measured: as the command says by {@code -Dvolume.<name>=n}, or in short by {@code -Dvolume.short=true}. */
final class Sizes {

    private static final boolean SHORT = Boolean.getBoolean("volume.short");

    private Sizes() {}

    /**
     * @param inFull what the figures of the documentation are made with
     * @param inShort enough to see that it works
     */
    static int of(String name, int inFull, int inShort) {
        return Integer.getInteger("volume." + name, SHORT ? inShort : inFull);
    }
}
