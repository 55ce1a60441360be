package io.github.integratedresponse.incident.evidence;

import io.github.integratedresponse.process.InvalidInput;
import io.github.integratedresponse.process.TooLarge;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A content on its way in or out, in a file that only the platform may read and that is gone afterwards. So no content is ever in memory as a
 * whole, and no connection to the database waits for somebody's slow line.
 */
final class Spool implements AutoCloseable {

    private static final int BUFFER = 64 * 1024;

    private final Path file;
    private long bytes;
    private byte[] sha256 = {};

    private Spool(Path file) {
        this.file = file;
    }

    /** Writes a content somewhere. */
    interface Source {
        void writeTo(OutputStream out) throws IOException;
    }

    static Spool of(Source source) throws IOException {
        // readable by its owner alone
        Spool spool = new Spool(Files.createTempFile("evidence-", ".part"));
        try {
            MessageDigest digest = sha256();
            try (OutputStream out = new DigestOutputStream(Files.newOutputStream(spool.file), digest)) {
                source.writeTo(out);
            }
            spool.bytes = Files.size(spool.file);
            spool.sha256 = digest.digest();
            return spool;
        } catch (IOException | RuntimeException e) {
            spool.close();
            throw e;
        }
    }

    /**
     * @throws TooLarge as soon as there is more than {@code limit}
     * @throws InvalidInput when it breaks off
     */
    static Spool of(InputStream in, long limit) throws IOException {
        return of(out -> {
            byte[] buffer = new byte[BUFFER];
            long read = 0;
            for (int n = some(in, buffer); n >= 0; n = some(in, buffer)) {
                read += n;
                if (read > limit) {
                    throw new TooLarge(limit);
                }
                out.write(buffer, 0, n);
            }
        });
    }

    private static int some(InputStream in, byte[] buffer) throws TooLarge {
        try {
            return in.read(buffer);
        } catch (TooLarge e) {
            throw e;
        } catch (IOException e) {
            throw new InvalidInput("file", "breaks off before its end");
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    long bytes() {
        return bytes;
    }

    String sha256Found() {
        return HexFormat.of().formatHex(sha256);
    }

    /** @return the first bytes, {@code length} at most */
    byte[] head(int length) throws IOException {
        try (InputStream in = read()) {
            return in.readNBytes(length);
        }
    }

    InputStream read() throws IOException {
        return Files.newInputStream(file);
    }

    void writeTo(OutputStream out) throws IOException {
        Files.copy(file, out);
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
