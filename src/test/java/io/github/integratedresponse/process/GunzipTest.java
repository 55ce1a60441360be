package io.github.integratedresponse.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;
import org.junit.jupiter.api.Test;

class GunzipTest {

    private final byte[] bytes = new byte[100_000];

    GunzipTest() {
        new Random(7).nextBytes(bytes);
        Arrays.fill(bytes, 1_000, 60_000, (byte) 'a');
    }

    @Test
    void whatWasPackedIsUnpacked() throws IOException {
        assertThat(unpacked(packed(bytes))).isEqualTo(bytes);
        assertThat(unpacked(packed(new byte[0]))).isEmpty();
    }

    @Test
    void severalBehindEachOtherAreOneHoweverLateTheyCome() throws IOException {
        ByteArrayOutputStream two = new ByteArrayOutputStream();
        two.writeBytes(packed(bytes));
        two.writeBytes(packed(new byte[] {1, 2, 3}));

        assertThat(unpacked(two.toByteArray())).hasSize(bytes.length + 3);
    }

    @Test
    void aHeaderMayHaveEverythingThatHeadersMayHave() throws IOException {
        byte[] plain = packed(new byte[] {5, 6});
        ByteArrayOutputStream full = new ByteArrayOutputStream();
        full.writeBytes(new byte[] {0x1F, (byte) 0x8B, 8, 4 | 8 | 16 | 2, 0, 0, 0, 0, 0, 3});
        full.writeBytes(new byte[] {2, 0, 9, 9, 'n', 0, 'c', 'c', 0, 7, 7});
        full.write(plain, 10, plain.length - 10);

        assertThat(unpacked(full.toByteArray())).containsExactly(5, 6);
    }

    @Test
    void nothingThatIsBrokenIsTakenForWhole() throws IOException {
        byte[] packed = packed(bytes);
        for (int length : new int[] {0, 1, 9, 10, 500, packed.length - 8, packed.length - 1}) {
            assertThatThrownBy(() -> unpacked(Arrays.copyOf(packed, length)))
                    .as("%d bytes", length)
                    .isInstanceOf(EOFException.class);
        }
        for (int at : new int[] {0, 1, 2, packed.length - 7, packed.length - 2}) {
            byte[] changed = packed.clone();
            changed[at] ^= 0x55;
            assertThatThrownBy(() -> unpacked(changed)).as("byte %d", at).isInstanceOf(ZipException.class);
        }
        byte[] longer = Arrays.copyOf(packed, packed.length + 3);
        assertThatThrownBy(() -> unpacked(longer)).isInstanceOf(ZipException.class);
    }

    @Test
    void noiseIsRefusedAndNeverHangs() {
        Random random = new Random(11);
        for (int i = 0; i < 2_000; i++) {
            byte[] noise = new byte[10 + random.nextInt(200)];
            random.nextBytes(noise);
            noise[0] = 0x1F;
            noise[1] = (byte) 0x8B;
            noise[2] = 8;
            noise[3] = 0;
            assertThatThrownBy(() -> unpacked(noise)).isInstanceOf(IOException.class);
        }
    }

    private static byte[] packed(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }

    /** From a stream that gives a few bytes at a time and never says that there are more. */
    private static byte[] unpacked(byte[] packed) throws IOException {
        InputStream few = new ByteArrayInputStream(packed) {
            @Override
            public synchronized int read(byte[] into, int offset, int length) {
                return super.read(into, offset, Math.min(length, 13));
            }

            @Override
            public int read(byte[] into) {
                return read(into, 0, into.length);
            }

            @Override
            public synchronized int available() {
                return 0;
            }
        };
        try (InputStream in = new Gunzip(few)) {
            return in.readAllBytes();
        }
    }
}
