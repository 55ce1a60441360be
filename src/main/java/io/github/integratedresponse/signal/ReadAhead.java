package io.github.integratedresponse.signal;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Reads a body in a thread of its own, a little ahead of whoever works on it. So one can tell that nothing more is there at the moment,
 * which no blocking stream says; and the next items come in while the last are stored. When the work is slower the reading stands still,
 * and with it, by TCP, the sender.
 */
final class ReadAhead implements AutoCloseable {

    private static final int KEPT = 256 * 1024;
    private static final int READ = 16 * 1024;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final byte[] kept = new byte[KEPT];
    private int start;
    private int length;
    private boolean ended;
    private volatile boolean closed;
    private @Nullable IOException failure;

    /** @param unpack what is done with the bytes as they are read */
    ReadAhead(InputStream raw, UnaryOperator<InputStream> unpack, Executor threads) {
        threads.execute(() -> readAll(unpack.apply(new UntilClosed(raw))));
    }

    /**
     * @param patience how long to wait when nothing is there
     * @return how many bytes were put into {@code bytes}: 0 when none came in time, -1 at the end
     * @throws IOException why no more will come, once everything before was read
     */
    int read(byte[] bytes, Duration patience) throws IOException, InterruptedException {
        long nanos = patience.toNanos();
        lock.lock();
        try {
            while (length == 0 && !ended && nanos > 0) {
                nanos = changed.awaitNanos(nanos);
            }
            if (length == 0) {
                if (failure != null) {
                    throw failure;
                }
                return ended ? -1 : 0;
            }
            int n = Math.min(Math.min(length, bytes.length), KEPT - start);
            System.arraycopy(kept, start, bytes, 0, n);
            start = (start + n) % KEPT;
            length -= n;
            changed.signalAll();
            return n;
        } finally {
            lock.unlock();
        }
    }

    private void readAll(InputStream in) {
        byte[] bytes = new byte[READ];
        IOException why = null;
        try (in) {
            for (int n = in.read(bytes); n >= 0; n = in.read(bytes)) {
                keep(bytes, n);
            }
        } catch (IOException e) {
            why = e;
        } catch (RuntimeException e) {
            why = new IOException(e);
        } finally {
            lock.lock();
            try {
                failure = why;
                ended = true;
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    private void keep(byte[] bytes, int count) throws IOException {
        lock.lock();
        try {
            int from = 0;
            while (from < count) {
                while (length == KEPT && !closed) {
                    changed.awaitUninterruptibly();
                }
                if (closed) {
                    throw new IOException("nobody reads any more");
                }
                int end = (start + length) % KEPT;
                int n = Math.min(Math.min(count - from, KEPT - length), KEPT - end);
                System.arraycopy(bytes, from, kept, end, n);
                length += n;
                from += n;
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits until the body is not touched any more; a read that goes on ends with the connection's own time limit at the latest. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
            while (!ended) {
                changed.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Packed bytes can come for long before anything is unpacked. */
    private final class UntilClosed extends InputStream {

        private final InputStream in;

        UntilClosed(InputStream in) {
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            requireOpen();
            return in.read();
        }

        @Override
        public int read(byte[] bytes, int offset, int count) throws IOException {
            requireOpen();
            return in.read(bytes, offset, count);
        }

        private void requireOpen() throws IOException {
            if (closed) {
                throw new IOException("nobody reads any more");
            }
        }
    }
}
