package io.github.integratedresponse.process;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/**
 * Unpacks gzip (RFC 1952) while it is read. The JDK's own stream takes what comes late for the end, and passes over what stands behind
 * the end; here every byte is read or the reader is told.
 */
final class Gunzip extends InputStream {

    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;
    private static final int CHECKSUM = 2;
    private static final int KNOWN_FLAGS = 0x1F;

    private final InputStream in;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 checksum = new CRC32();
    private final byte[] packed = new byte[8 * 1024];
    private int next;
    private int filled;
    private boolean within;
    private boolean over;

    Gunzip(InputStream in) {
        this.in = in;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        try {
            while (!over) {
                if (!within) {
                    begin();
                }
                int n = inflater.inflate(bytes, offset, length);
                if (n > 0) {
                    checksum.update(bytes, offset, n);
                    return n;
                }
                if (inflater.finished()) {
                    finish();
                } else if (inflater.needsDictionary()) {
                    throw new ZipException("is not valid gzip");
                } else {
                    fill();
                    inflater.setInput(packed, next, filled - next);
                    next = filled;
                }
            }
            return -1;
        } catch (DataFormatException e) {
            throw new ZipException("is not valid gzip");
        }
    }

    private void begin() throws IOException {
        if (required() != 0x1F || required() != 0x8B || required() != 8) {
            throw new ZipException("is not valid gzip");
        }
        int flags = required();
        if ((flags & ~KNOWN_FLAGS) != 0) {
            throw new ZipException("is not valid gzip");
        }
        skip(6);
        if ((flags & EXTRA) != 0) {
            skip(required() | required() << 8);
        }
        if ((flags & NAME) != 0) {
            skipText();
        }
        if ((flags & COMMENT) != 0) {
            skipText();
        }
        if ((flags & CHECKSUM) != 0) {
            skip(2);
        }
        inflater.reset();
        checksum.reset();
        inflater.setInput(packed, next, filled - next);
        next = filled;
        within = true;
    }

    /** Several packed files one behind the other are one. */
    private void finish() throws IOException {
        next = filled - inflater.getRemaining();
        if (number() != checksum.getValue() || number() != (inflater.getBytesWritten() & 0xFFFF_FFFFL)) {
            throw new ZipException("is not valid gzip: its checksum is wrong");
        }
        within = false;
        over = next == filled && !more();
    }

    private long number() throws IOException {
        return required() | required() << 8 | required() << 16 | (long) required() << 24;
    }

    private void skip(int bytes) throws IOException {
        for (int i = 0; i < bytes; i++) {
            required();
        }
    }

    private void skipText() throws IOException {
        int b;
        do {
            b = required();
        } while (b != 0);
    }

    private int required() throws IOException {
        if (next == filled) {
            fill();
        }
        return packed[next++] & 0xFF;
    }

    private void fill() throws IOException {
        if (!more()) {
            throw new EOFException("gzip breaks off before its end");
        }
    }

    private boolean more() throws IOException {
        int n = in.read(packed);
        next = 0;
        filled = Math.max(n, 0);
        return n > 0;
    }

    @Override
    public void close() throws IOException {
        inflater.end();
        in.close();
    }
}
